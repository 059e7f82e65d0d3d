import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { Operation } from '../../../domain/operation.ts';
import type { Changes } from '../changes.ts';
import type { Store } from '../store/api.ts';

/** Records whose operations moved: recomputed inside the transaction, announced after it. */
export interface Touched {
  /** An operation of this record came, went or changed; without its `changes` any field may be another now. */
  add(record: Pick<Operation, 'collection' | 'targetId'> & Partial<Pick<Operation, 'changes'>>): void;
  /** Live operations of this record changed their states, and neither came, went nor changed otherwise. */
  marked(record: Pick<Operation, 'collection' | 'targetId'>): void;
  /** These rows have been recomputed already, with the operations as they are now. */
  settled(collection: CollectionName, ids: readonly string[], changed: readonly number[]): void;
  /** Records of this collection came or went otherwise. */
  came(collection: CollectionName): void;
  /** Recomputes effective values and marks. Call once, at the end of the transaction. */
  materialize(): void;
  /** Tells the screens. Call after the transaction. */
  announce(): void;
}

/** In place of a field's name: all of them. */
const every = '*';

/** Collects the records one transaction touches. */
export function createTouched(store: Store, changes: Changes): Touched {
  const records = new Map<CollectionName, Set<string>>();
  /** Fields of the operations of those records. */
  const fields = new Map<CollectionName, Set<string>>();
  const marks = new Map<CollectionName, Set<string>>();
  const rowids = new Map<CollectionName, number[]>();
  /** Collections in which a record made here came or went. */
  const came = new Set<CollectionName>();
  const note = (to: typeof records, collection: CollectionName, id: string): void => {
    const ids = to.get(collection);
    if (ids === undefined) to.set(collection, new Set([id]));
    else ids.add(id);
  };
  const tell = (collection: CollectionName, changed: readonly number[]): void => {
    const known = rowids.get(collection);
    if (known === undefined) rowids.set(collection, [...changed]);
    else for (const rowid of changed) known.push(rowid);
  };
  return {
    add({ collection, targetId, changes: changed }) {
      note(records, collection, targetId);
      let some = fields.get(collection);
      if (some === undefined) fields.set(collection, (some = new Set()));
      if (changed === undefined) some.add(every);
      else for (const field in changed) some.add(field);
    },
    marked: ({ collection, targetId }) => note(marks, collection, targetId),
    settled(collection, ids, changed) {
      for (const id of ids) {
        records.get(collection)?.delete(id);
        marks.get(collection)?.delete(id);
      }
      tell(collection, changed);
    },
    came(collection) {
      came.add(collection);
    },
    materialize() {
      for (const [collection, ids] of records) {
        const made = [...ids].filter(isLocalId);
        const before = made.length === 0 ? null : store.mirror.getSome(collection, made, []);
        const named = fields.get(collection);
        const some = named === undefined || named.has(every) ? undefined : [...named];
        tell(collection, store.mirror.materialize(collection, [...ids], some));
        if (before === null) continue;
        const after = store.mirror.getSome(collection, made, []);
        if (made.some((id) => before.has(id) !== after.has(id))) came.add(collection);
      }
      for (const [collection, ids] of marks) {
        const whole = records.get(collection);
        const only = whole === undefined ? [...ids] : [...ids].filter((id) => !whole.has(id));
        tell(collection, store.mirror.remark(collection, only));
      }
    },
    announce() {
      for (const [collection, changed] of rowids) changes.rows(collection, changed);
      for (const collection of came) changes.membership(collection);
      changes.outbox();
    },
  };
}
