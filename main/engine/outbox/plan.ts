import type { CollectionName } from '../../../domain/fields.ts';
import { collectionNames } from '../../../domain/fields.ts';
import type { Operation, OperationState } from '../../../domain/operation.ts';
import type { Store } from '../store/api.ts';
import { isDue } from './backoff.ts';

/** Operations looked at in one round; more wait for the next. */
const mostOperations = 10_000;

/** States in which an operation holds up the later ones of its record, and of no other. */
const blocking = [
  'held',
  'sending',
  'unknown',
  'blocked',
  'needs-auth',
  'refused',
  'conflict',
] as const satisfies readonly OperationState[];

/** Records of one collection with something to send, oldest first. */
export interface PlannedRecords {
  readonly collection: CollectionName;
  readonly ids: readonly string[];
}

/** The operations of a record that may be sent now: those before the first that may not. */
export function sendablePrefix(live: readonly Operation[], now: number): readonly Operation[] {
  const stop = live.findIndex(
    ({ state, retryAt }) => state !== 'ready' && !(state === 'waiting' && isDue(retryAt, now)),
  );
  return stop === -1 ? live : live.slice(0, stop);
}

/** Everything that may be sent now, per collection. Successive operations of a record are one item. */
export function planRound(store: Store, now: number): readonly PlannedRecords[] {
  const candidates = store.operations.live({
    states: ['ready', 'waiting'],
    offset: 0,
    limit: mostOperations,
  });
  if (candidates.length === 0) return [];
  const blocked = new Set<string>();
  for (const record of store.operations.liveRecords({ states: blocking, offset: 0, limit: -1 }))
    blocked.add(`${record.collection} ${record.targetId}`);

  const chosen = new Map<CollectionName, Set<string>>();
  const judged = new Set<string>();
  for (const { collection, targetId, state, retryAt } of candidates) {
    const key = `${collection} ${targetId}`;
    if (judged.has(key)) continue;
    judged.add(key);
    const sendable = blocked.has(key)
      ? sendablePrefix(store.operations.liveOf(collection, targetId), now).length > 0
      : state === 'ready' || isDue(retryAt, now);
    if (!sendable) continue;
    const ids = chosen.get(collection);
    if (ids === undefined) chosen.set(collection, new Set([targetId]));
    else ids.add(targetId);
  }
  return collectionNames.flatMap((collection) => {
    const ids = chosen.get(collection);
    return ids === undefined ? [] : [{ collection, ids: [...ids] }];
  });
}

/** Splits a list into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
