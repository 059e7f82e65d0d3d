import { sameValue } from '../../../../domain/merge.ts';
import type { TurrisCollection } from '../../../../domain/fields.ts';
import type { ConnectorFailure, ReadRecord } from '../../connectors/api.ts';
import { readTurrisCopy, withEntities } from '../../connectors/turris/records.ts';
import { applyRecords, finish, resumeOrBegin } from '../apply.ts';
import type { Pass } from '../apply.ts';
import { askAgain } from '../ask.ts';
import type { ListContext, PassEnd } from '../context.ts';
import { fullRecords } from '../gather.ts';
import { allIds, readChildren } from '../parents.ts';
import { createWindow } from '../window.ts';

/** What the lists of entities said so far, kept while a pass is interrupted. */
interface Walk {
  readonly pass: number;
  /** Agents by the entity in whose list they stand. */
  readonly lists: Map<string, ReadonlySet<string>>;
  /** Agents that only the list of an entity named. */
  readonly others: Map<string, ReadRecord>;
  /** Entities whose list could not be read, and why: who stands in it is not known. */
  readonly unread: Map<string, string>;
}

const newWalk = (pass: number): Walk => ({ pass, lists: new Map(), others: new Map(), unread: new Map() });

/**
 * Reads the whole list of agents, and then the list of every entity, because an agent does not say in which of
 * them it stands: its own association ids are those of links (vendor-apis 3.15). What was learnt is written down
 * at the end, when it is whole, so that nobody seems to leave an entity and come back. After a restart the lists
 * of entities are asked again from the first: one request for each.
 */
export function createAgentPass(): (context: ListContext<TurrisCollection>) => Promise<PassEnd> {
  let walk = newWalk(0);

  return async (context) => {
    const begun = resumeOrBegin(context, 'agent');
    if (walk.pass !== begun.number) walk = newWalk(begun.number);
    context.progress('agent', { page: 0, pages: null, records: 0 });
    const whole = await askAgain(() =>
      context.connector.listPage('agent', { page: 0, signal: context.signal }),
    );
    if (!whole.ok) return { kind: 'interrupted', failure: whole.failure };
    const { records, setAside } = whole.value;
    let pass = await applyInParts(context, begun, records);
    pass = await applyRecords(context, 'agent', pass, { records: [], setAside }, {});
    const entities = allIds(context, 'downstreamEntity');
    const failure = await readEntities(context, entities, walk, records);
    if (failure !== null) return { kind: 'interrupted', failure };
    pass = await applyInParts(context, pass, learnt(context, records, entities, walk));
    if (walk.unread.size === 0) return finish(context, 'agent', pass);
    const unread = [...walk.unread].map(([id, reason]) => ({ key: `under ${id}`, reason, raw: '' }));
    const flaw = { flaw: 'unreadable' } as const;
    pass = await applyRecords(context, 'agent', pass, { records: [], setAside: unread }, flaw);
    return finish(context, 'agent', pass);
  };
}

async function applyInParts(
  context: ListContext<TurrisCollection>,
  begun: Pass,
  records: readonly ReadRecord[],
): Promise<Pass> {
  let pass = begun;
  for (let from = 0; from < records.length; from += fullRecords) {
    const some = records.slice(from, from + fullRecords);
    pass = await applyRecords(context, 'agent', pass, { records: some, setAside: [] }, {});
  }
  return pass;
}

/** Asks for the lists of entities that were not read yet. Answers why it could not go on, or null. */
async function readEntities(
  context: ListContext<TurrisCollection>,
  entities: readonly string[],
  walk: Walk,
  whole: readonly ReadRecord[],
): Promise<ConnectorFailure | null> {
  const open = entities.filter((id) => !walk.lists.has(id) && !walk.unread.has(id));
  const listed = new Set(whole.map(({ id }) => id));
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const window = createWindow(
    (position) => readChildren(context, 'agent', open[position] ?? '', signal),
    context.ahead,
  );
  try {
    for (const [position, entity] of open.entries()) {
      window.prefetch(position, open.length);
      const children = await window.take(position);
      if (children.kind === 'failed') return children.failure;
      if (children.kind === 'unreadable') walk.unread.set(entity, children.reason);
      else {
        // What is unreadable in it was set aside from the whole list, by its own id.
        const members = children.kind === 'gone' ? [] : children.records.map((newest) => newest());
        walk.lists.set(entity, new Set(members.map(({ id }) => id)));
        for (const agent of members) if (!listed.has(agent.id)) walk.others.set(agent.id, agent);
      }
      const read = entities.length - open.length + position + 1;
      context.progress('agent', { page: read, pages: entities.length, records: whole.length });
    }
    return null;
  } finally {
    left.abort();
  }
}

/** Agents of whom the entities' lists say something else than is stored, and those whom no other list named. */
function learnt(
  context: ListContext<TurrisCollection>,
  whole: readonly ReadRecord[],
  entities: readonly string[],
  walk: Walk,
): readonly ReadRecord[] {
  const agents = new Map([...walk.others, ...whole.map((agent) => [agent.id, agent] as const)]);
  const stands = new Map<string, string[]>();
  for (const entity of entities)
    for (const agent of walk.lists.get(entity) ?? [])
      stands.set(agent, [...(stands.get(agent) ?? []), entity]);
  const known = context.store.mirror.getSome('agent', [...agents.keys()], ['downstreamEntityIds']);
  const kind = { type: 'referenceList', collection: 'downstreamEntity' } as const;
  const records: ReadRecord[] = [];
  for (const agent of agents.values()) {
    const before = known.get(agent.id)?.effective['downstreamEntityIds'];
    const kept = Array.isArray(before) ? before.filter((entity) => walk.unread.has(entity)) : [];
    const server = withEntities(agent.server, [...(stands.get(agent.id) ?? []), ...kept]);
    const values = { ...agent.values, ...readTurrisCopy('agent', server, ['downstreamEntityIds']) };
    const same = sameValue(kind, before, values['downstreamEntityIds']);
    if (!same || walk.others.has(agent.id)) records.push({ ...agent, server, values });
  }
  return records;
}
