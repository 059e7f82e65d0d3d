import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { FieldChanges, Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { idsIn } from './invitation.ts';

/** Whether an operation waits for another record to be named. */
export type Waits = (operation: Pick<Operation, 'collection' | 'targetId' | 'dependsOn'>) => boolean;

/** The creates an operation needs first: those of its own record and of every record its values name. */
export function dependenciesOf(
  store: Store,
  collection: CollectionName,
  targetId: string,
  changes: FieldChanges,
): readonly string[] {
  const records = namedHere(collection, changes);
  return createsOf(store, isLocalId(targetId) ? [{ collection, id: targetId }, ...records] : records);
}

/** Names a record across collections. */
export interface RecordName {
  readonly collection: CollectionName;
  readonly id: string;
}

/** Records that values name and the server has not named yet. */
export function namedHere(collection: CollectionName, changes: FieldChanges): readonly RecordName[] {
  const named: RecordName[] = [];
  for (const field in changes) {
    const kind = fieldOf(collection, field)?.kind;
    const value = changes[field]?.value ?? null;
    if (kind?.type !== 'reference' && kind?.type !== 'referenceList') continue;
    for (const id of typeof value === 'string' ? [value] : idsIn(value))
      if (isLocalId(id)) named.push({ collection: kind.collection, id });
  }
  return named;
}

/** The operations by which these records are made, each once. */
export function createsOf(store: Store, records: readonly RecordName[]): readonly string[] {
  const creates = records.map(
    ({ collection, id }) => store.operations.liveOf(collection, id).find(({ kind }) => kind === 'create')?.id,
  );
  return [...new Set(creates.filter((id) => id !== undefined))];
}

/** Asks each parent once. A record's own create is no obstacle: both travel as one item. */
export function createWaits(store: Store): Waits {
  const open = new Map<string, string | null>();
  const openTarget = (id: string): string | null => {
    let target = open.get(id);
    if (target === undefined) {
      const parent = store.operations.get(id);
      target = parent === null || parent.state === 'done' ? null : keyOf(parent);
      open.set(id, target);
    }
    return target;
  };
  return (operation) =>
    operation.dependsOn.some((id) => {
      const target = openTarget(id);
      return target !== null && target !== keyOf(operation);
    });
}

/** Titles of the records that must reach the server before these operations can, as in `Carrier Acme Life`. */
export function waitsFor(store: Store, operations: readonly Operation[]): readonly string[] {
  const titles = new Set<string>();
  for (const operation of operations) {
    for (const id of operation.dependsOn) {
      const parent = store.operations.get(id);
      if (parent === null || parent.state === 'done' || keyOf(parent) === keyOf(operation)) continue;
      titles.add(titleOf(store, parent));
    }
  }
  return [...titles];
}

/**
 * Refuses to take away new records while others that stay refer to them: those could never be sent.
 * `verb` completes "… cannot be …".
 */
export function nothingLeftBehind(
  store: Store,
  taken: readonly Operation[],
  verb: 'discarded' | 'taken back',
): Result<null> {
  const creates = taken.filter(({ kind }) => kind === 'create');
  if (creates.length === 0) return ok(null);
  const ids = new Set(taken.map(({ id }) => id));
  for (const operation of creates) {
    const left = store.operations
      .dependants(operation.id)
      .filter(({ id, state }) => !ids.has(id) && state !== 'done' && state !== 'dropped');
    if (left.length === 0) continue;
    const titles = [...new Set(left.map((child) => titleOf(store, child)))];
    const named = titles.slice(0, 3).join(', ');
    const others = titles.length > 3 ? ` and ${titles.length - 3} more` : '';
    return fail({
      code: 'others-depend',
      message: `${titleOf(store, operation)} cannot be ${verb} alone, because ${named}${others} on this computer ${titles.length === 1 ? 'refers' : 'refer'} to it. Discard ${titles.length === 1 ? 'that' : 'those'} as well, or first.`,
    });
  }
  return ok(null);
}

function titleOf(store: Store, { collection, targetId }: Operation): string {
  const record = store.mirror.get(collection, targetId);
  const { singular } = collections[collection];
  return record === null ? singular : `${singular} ${recordTitle(store, collection, record)}`;
}

function keyOf({ collection, targetId }: Pick<Operation, 'collection' | 'targetId'>): string {
  return `${collection} ${targetId}`;
}
