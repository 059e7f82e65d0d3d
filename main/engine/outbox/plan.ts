import type { CollectionName } from '../../../domain/fields.ts';
import { collectionNames } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { Operation, OperationKind, OperationState } from '../../../domain/operation.ts';
import type { Store } from '../store/api.ts';
import { isDue } from './backoff.ts';
import { createWaits } from './dependencies.ts';
import type { Waits } from './dependencies.ts';

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
  /** Whether the records are changed, or made. */
  readonly kind: OperationKind;
  readonly ids: readonly string[];
}

/** The operations of a record that may be sent now: those before the first that may not, or waits for another record. */
export function sendablePrefix(live: readonly Operation[], now: number, waits: Waits): readonly Operation[] {
  const stop = live.findIndex(
    (operation) =>
      (operation.state !== 'ready' && !(operation.state === 'waiting' && isDue(operation.retryAt, now))) ||
      waits(operation),
  );
  return stop === -1 ? live : live.slice(0, stop);
}

/** Everything that may be sent now, per collection. Successive operations of a record are one item. */
export function planRound(store: Store, now: number): readonly PlannedRecords[] {
  const waits = createWaits(store);
  // Many that wait for one record must not hide those behind them.
  for (let offset = 0; ; offset += mostOperations) {
    const candidates = store.operations.live({ states: ['ready', 'waiting'], offset, limit: mostOperations });
    if (candidates.length === 0) return [];
    const planned = planOf(store, candidates, now, waits);
    if (planned.length > 0 || candidates.length < mostOperations) return planned;
  }
}

function planOf(
  store: Store,
  candidates: readonly Operation[],
  now: number,
  waits: Waits,
): readonly PlannedRecords[] {
  const blocked = new Set<string>();
  for (const record of store.operations.liveRecords({ states: blocking, offset: 0, limit: -1 }))
    blocked.add(`${record.collection} ${record.targetId}`);

  const chosen = new Map<string, Set<string>>();
  const judged = new Set<string>();
  for (const operation of candidates) {
    const { collection, targetId, state, retryAt } = operation;
    const key = `${collection} ${targetId}`;
    if (judged.has(key)) continue;
    judged.add(key);
    const sendable = blocked.has(key)
      ? sendablePrefix(store.operations.liveOf(collection, targetId), now, waits).length > 0
      : (state === 'ready' || isDue(retryAt, now)) && !waits(operation);
    if (!sendable) continue;
    const group = `${isLocalId(targetId) ? 'create' : 'update'} ${collection}`;
    const ids = chosen.get(group);
    if (ids === undefined) chosen.set(group, new Set([targetId]));
    else ids.add(targetId);
  }
  return collectionNames.flatMap((collection) =>
    (['create', 'update'] as const).flatMap((kind) => {
      const ids = chosen.get(`${kind} ${collection}`);
      return ids === undefined ? [] : [{ collection, kind, ids: [...ids] }];
    }),
  );
}

/** Splits a list into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
