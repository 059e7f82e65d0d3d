import { fieldOf, isOfAgentSync } from '../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { mergeField, netChanges, sameValue } from '../../../domain/merge.ts';
import type { Operation } from '../../../domain/operation.ts';
import type { ReadRecord } from '../connectors/api.ts';
import { isDue } from './backoff.ts';
import { conflictError, conflictingFields, isSealed } from './check.ts';
import type { Seen } from './look.ts';
import type { Settlement, Writing } from './settle.ts';
import { codes, vendor, word } from './words.ts';

/** After so many failures of the server itself on one item a person must decide (vendor-apis 7, item 8). */
export const mostTroubles = 6;

/** Records whose last sending has an unknown outcome and whose turn it is to be looked at. */
export function unknownRecords(
  { parts, late }: Settlement,
  now: number,
  most: number,
): ReadonlyMap<AgentSyncCollection, readonly string[]> {
  const found = new Map<AgentSyncCollection, Set<string>>();
  // Invitations that wait for a person must not hide what can be looked at behind them.
  for (let offset = 0; ; offset += most) {
    const unknown = parts.store.operations.live({ states: ['unknown'], offset, limit: most });
    const tooEarly = new Set<string>();
    for (const { id, collection, targetId } of unknown)
      if (late.has(id)) tooEarly.add(`${collection} ${targetId}`);
    for (const { collection, targetId, retryAt } of unknown) {
      if (!isOfAgentSync(collection) || !isDue(retryAt, now)) continue;
      if (tooEarly.has(`${collection} ${targetId}`)) continue;
      const ids = found.get(collection);
      if (ids === undefined) found.set(collection, new Set([targetId]));
      else ids.add(targetId);
    }
    if (found.size > 0 || unknown.length < most) break;
  }
  return new Map([...found].map(([collection, ids]) => [collection, [...ids]] as const));
}

/**
 * Settles unknown outcomes by what the server was just seen to hold: our values (it was done), the
 * values before (it was not, so it is sent once more), or something else (a conflict).
 */
export function reconcile(
  settlement: Settlement,
  collection: AgentSyncCollection,
  seen: ReadonlyMap<string, Seen>,
): void {
  const { store } = settlement.parts;
  settlement.commit('gesture', (write) => {
    const landed: ReadRecord[] = [];
    for (const [id, now] of seen) {
      const unknown = store.operations.liveOf(collection, id).filter(({ state }) => state === 'unknown');
      if (unknown.length === 0) continue;
      if (now.kind === 'gone') {
        const error = word(
          codes.gone,
          `This record is no longer at ${vendor}. Whether the change arrived before it was removed is not known.`,
        );
        for (const operation of unknown) write.refused(operation, error);
        continue;
      }
      const { values } = now.record;
      const conflicting = conflictingFields(collection, unknown, values);
      if (conflicting.size > 0) {
        for (const operation of unknown) {
          if (Object.keys(operation.changes).some((field) => conflicting.has(field)))
            write.conflict(operation, conflictError(collection, operation, conflicting));
          else again(write, operation);
        }
      } else if (allArrived(collection, unknown, values)) {
        for (const operation of unknown) write.done(operation, null);
        write.rebaseLater(collection, id, unknown, values);
      } else {
        for (const operation of unknown) {
          if (operation.error?.code === codes.serverTrouble && operation.attempts >= mostTroubles)
            write.refused(operation, tooOften(operation));
          else again(write, operation);
        }
      }
      landed.push(now.record);
    }
    write.land(collection, landed);
  });
}

function again(write: Writing, operation: Operation): void {
  write.move(operation, { state: 'ready', retryAt: null });
}

function allArrived(
  collection: AgentSyncCollection,
  operations: readonly Operation[],
  server: Parameters<typeof conflictingFields>[2],
): boolean {
  return Object.entries(netChanges(operations.map(({ changes }) => changes))).every(([field, change]) => {
    const kind = fieldOf(collection, field)?.kind;
    if (kind === undefined) return true;
    // The digits that show were the same before: sending it again changes nothing if it did arrive.
    if (isSealed(collection, field, change) && sameValue(kind, change.base, change.value)) return false;
    return mergeField(kind, change, server[field]) === 'settled';
  });
}

/** The last word on something the server fails on again and again. */
export function tooOften({ attempts }: Operation): ReturnType<typeof word> {
  return word(
    codes.serverTrouble,
    `${vendor} failed ${attempts} times on this change and does not hold it. It is saved on this computer: try again later, correct it, or discard it.`,
  );
}
