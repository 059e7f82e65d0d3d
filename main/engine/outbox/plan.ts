import type { CollectionName, SentName } from '../../../domain/fields.ts';
import { collections, fieldOf } from '../../../domain/collections.ts';
import { sentNames } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { Operation, OperationKind, OperationState } from '../../../domain/operation.ts';
import type { OperationHead, Store } from '../store/api.ts';
import { isDue } from './backoff.ts';
import { createWaits } from './dependencies.ts';
import type { Waits } from './dependencies.ts';

/** Records sent in one round; more wait for the next. */
const mostRecords = 100_000;
/** Operations read at once while planning. */
const headsAtOnce = 10_000;

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
  readonly collection: SentName;
  /** Whether the records are changed, or made. */
  readonly kind: OperationKind;
  readonly ids: readonly string[];
}

/**
 * The operations of a record that may be sent now: those before the first that may not, or waits for another record.
 * None where a later one says what can only be said when the record is made: then it waits as a whole.
 */
export function sendablePrefix(live: readonly Operation[], now: number, waits: Waits): readonly Operation[] {
  const stop = live.findIndex((operation) => !isSendable(operation, now, waits));
  if (stop === -1) return live;
  return live.slice(stop).some(isOnlyWhenMade) ? [] : live.slice(0, stop);
}

const fixedWhenMade: ReadonlySet<CollectionName> = new Set(
  sentNames.filter((name) => collections[name].fields.some(({ untilMade }) => untilMade === true)),
);

function mayWaitAsWhole({ collection, targetId }: Pick<OperationHead, 'collection' | 'targetId'>): boolean {
  return fixedWhenMade.has(collection) && isLocalId(targetId);
}

function isOnlyWhenMade({ collection, targetId, changes }: Operation): boolean {
  if (!mayWaitAsWhole({ collection, targetId })) return false;
  return Object.keys(changes).some((field) => fieldOf(collection, field)?.untilMade === true);
}

function isSendable(operation: OperationHead, now: number, waits: Waits): boolean {
  const { state, retryAt } = operation;
  return (state === 'ready' || (state === 'waiting' && isDue(retryAt, now))) && !waits(operation);
}

/**
 * Everything that may be sent now, per collection, oldest first. Successive operations of a record are one
 * item. Lists that are read to check records are then read once for all of them.
 */
export function planRound(store: Store, now: number): readonly PlannedRecords[] {
  const waits = createWaits(store);
  const anyBlocked = store.operations.any(blocking);
  const judged = new Set<string>();
  const chosen = new Map<string, string[]>();
  let records = 0;
  for (let after = 0; records < mostRecords;) {
    const heads = store.operations.heads(['ready', 'waiting'], after, headsAtOnce);
    // What a new record waits for may stand in a later one of its operations.
    const live = liveByRecord(store, anyBlocked ? heads : heads.filter(mayWaitAsWhole));
    for (const head of heads) {
      const { collection, targetId } = head;
      const key = `${collection} ${targetId}`;
      if (judged.has(key)) continue;
      judged.add(key);
      const all = live.get(key);
      const sendable =
        all === undefined ? isSendable(head, now, waits) : sendablePrefix(all, now, waits).length > 0;
      if (!sendable) continue;
      records += 1;
      const group = `${isLocalId(targetId) ? 'create' : 'update'} ${collection}`;
      const ids = chosen.get(group);
      if (ids === undefined) chosen.set(group, [targetId]);
      else ids.push(targetId);
    }
    const last = heads.at(-1);
    if (last === undefined || heads.length < headsAtOnce) break;
    after = last.sequence;
  }
  return sentNames.flatMap((collection) =>
    (['create', 'update'] as const).flatMap((kind) => {
      const ids = chosen.get(`${kind} ${collection}`);
      return ids === undefined ? [] : [{ collection, kind, ids }];
    }),
  );
}

/** All live operations of the records that these belong to. */
function liveByRecord(
  store: Store,
  heads: readonly OperationHead[],
): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, readonly Operation[]>();
  for (const collection of new Set(heads.map((head) => head.collection))) {
    const own = heads.filter((head) => head.collection === collection);
    const ids = [...new Set(own.map(({ targetId }) => targetId))];
    for (const [id, live] of store.operations.liveOfMany(collection, ids))
      found.set(`${collection} ${id}`, live);
  }
  return found;
}

/** Splits a list into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
