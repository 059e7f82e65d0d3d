import type { TurrisCollection } from '../../../../domain/fields.ts';
import { assertNever } from '../../../../domain/result.ts';
import { licenceParents } from '../../connectors/turris/connector.ts';
import { finish, resumeOrBegin } from '../apply.ts';
import { walkParents } from '../childPass.ts';
import type { ListContext, PassEnd } from '../context.ts';
import { allIds } from '../parents.ts';

/**
 * Reads the licences of every agent, then those of every entity: one request each, so that a pass may take an
 * hour, and goes on where it was interrupted. The call for agents is inferred (vendor-apis T17): where it does
 * not exist, the licences of entities arrive all the same, and nothing is taken for deleted.
 */
export async function licencePass(context: ListContext<TurrisCollection>): Promise<PassEnd> {
  const begun = resumeOrBegin(context, 'licence');
  const before = begun.cursor.parent ?? '';
  const agents = allIds(context, 'agent').map(licenceParents.agent);
  const ofAgents = await walkParents(context, 'licence', begun, {
    parents: agents,
    listed: before !== '',
  });
  if (ofAgents.kind === 'interrupted') return ofAgents;
  const { cursor } = ofAgents.pass;
  const entered =
    ofAgents.kind === 'walked'
      ? ofAgents.pass
      : { ...ofAgents.pass, cursor: { ...cursor, flaw: 'not-listed' as const } };
  const entities = allIds(context, 'downstreamEntity').map(licenceParents.downstreamEntity);
  const ofEntities = await walkParents(context, 'licence', entered, {
    parents: entities,
    listed: before.startsWith(licenceParents.downstreamEntity('')),
  });
  switch (ofEntities.kind) {
    case 'walked':
      return finish(context, 'licence', ofEntities.pass);
    case 'interrupted':
      return ofEntities;
    case 'not-listed': {
      if (ofAgents.kind === 'not-listed' || agents.length === 0)
        return { kind: 'interrupted', failure: ofEntities.failure };
      const { pass } = ofEntities;
      return finish(context, 'licence', { ...pass, cursor: { ...pass.cursor, flaw: 'not-listed' } });
    }
    default:
      return assertNever(ofEntities);
  }
}
