import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { netChanges } from '../../../domain/merge.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import { nameRecords } from './adopt.ts';
import type { Claimed } from './claim.ts';
import { lookAlike } from './lookAlike.ts';
import { mostTroubles, tooOften } from './reconcile.ts';
import { valuesOf } from './sendCreates.ts';
import type { Settlement } from './settle.ts';
import { codes, vendor, word } from './words.ts';

const notKnown = word(
  codes.noAnswer,
  `Whether ${vendor} made this record is not known: it did not answer, and its list could not be read completely. The record is saved on this computer. Look at ${vendor}: discard it here if it is there, send it again if it is not.`,
);

/**
 * Settles creates with an unknown outcome by looking, never by a second blind request: found, it is ours;
 * absent on a complete read, it is sent again. Answers why it could not look.
 */
export async function reconcileCreates(
  settlement: Settlement,
  collection: AgentSyncCollection,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ConnectorFailure | null> {
  const { store } = settlement.parts;
  const items = ids.flatMap((recordId): Claimed[] => {
    const operations = store.operations
      .liveOf(collection, recordId)
      .filter(({ state }) => state === 'unknown');
    if (operations[0]?.kind !== 'create') return [];
    const changes = netChanges(operations.map((operation) => operation.changes));
    return [{ collection, recordId, operations, changes, troubles: 0, typeCasing: null }];
  });
  const wanted = items.map((item) => ({ recordId: item.recordId, values: valuesOf(item) }));
  const looked = await lookAlike(settlement.parts, collection, wanted, signal);
  if (!looked.ok) return looked.failure;
  nameRecords(
    settlement,
    items.flatMap((item) => {
      const record = looked.found.get(item.recordId);
      return record === undefined ? [] : [{ item, record, origin: 'ours' as const }];
    }),
  );
  settlement.commit('gesture', (write) => {
    for (const { recordId, operations } of items) {
      if (looked.found.has(recordId)) continue;
      for (const operation of operations) {
        if (looked.unsure.has(recordId)) write.refused(operation, notKnown);
        else if (operation.error?.code === codes.serverTrouble && operation.attempts >= mostTroubles)
          write.refused(operation, tooOften(operation));
        else write.move(operation, { state: 'ready', retryAt: null });
      }
    }
  });
  return null;
}
