import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { Operation } from '../../../domain/operation.ts';
import type { Changes } from '../changes.ts';
import type { Store } from '../store/api.ts';

/** Records whose operations moved: recomputed inside the transaction, announced after it. */
export interface Touched {
  add(record: Pick<Operation, 'collection' | 'targetId'>): void;
  /** Records of this collection came or went otherwise. */
  came(collection: CollectionName): void;
  /** Recomputes effective values and marks. Call once, at the end of the transaction. */
  materialize(): void;
  /** Tells the screens. Call after the transaction. */
  announce(): void;
}

/** Collects the records one transaction touches. */
export function createTouched(store: Store, changes: Changes): Touched {
  const records = new Map<CollectionName, Set<string>>();
  const rowids = new Map<CollectionName, number[]>();
  /** Collections in which a record made here came or went. */
  const came = new Set<CollectionName>();
  return {
    add({ collection, targetId }) {
      const ids = records.get(collection);
      if (ids === undefined) records.set(collection, new Set([targetId]));
      else ids.add(targetId);
    },
    came(collection) {
      came.add(collection);
    },
    materialize() {
      for (const [collection, ids] of records) {
        const changed: number[] = [];
        for (const id of ids) {
          const known = !isLocalId(id) || store.mirror.get(collection, id) !== null;
          const rowid = store.mirror.materialize(collection, id);
          if (isLocalId(id) && known !== (rowid !== null)) came.add(collection);
          if (rowid !== null) changed.push(rowid);
        }
        rowids.set(collection, changed);
      }
    },
    announce() {
      for (const [collection, changed] of rowids) changes.rows(collection, changed);
      for (const collection of came) changes.membership(collection);
      changes.outbox();
    },
  };
}
