import type { CollectionName } from '../../../domain/fields.ts';
import type { MirrorStore, OperationStore } from './api.ts';

/** Something that was written, as far as one who works something out from the store must know. */
export type Written =
  | {
      readonly kind: 'rows';
      readonly collection: CollectionName;
      /** Rows that may show something else now; `all` where nobody can say which. */
      readonly rowids: readonly number[] | 'all';
    }
  /** Operations that moved, by id or by place. */
  | { readonly kind: 'operation'; readonly id: string }
  | { readonly kind: 'operations'; readonly sequences: readonly number[] | 'all' }
  | { readonly kind: 'lookups' };

/** Told inside the transaction, and so perhaps of what is rolled back afterwards: too much is told, never too little. */
export type Listener = (written: Written) => void;

/** Tells listeners what was written, once the transaction is over. */
export interface Watching {
  /** Answers how to stop it. With `shown` the listener is not told of server copies that change nothing shown. */
  watch(listener: Listener, what?: 'all' | 'shown'): () => void;
  tell(written: Written): void;
  /** Whatever moves operations tells which. */
  readonly operations: (store: OperationStore) => OperationStore;
  /** Tells of server copies that changed under staged values, where what is shown stays as it was. */
  readonly mirror: (store: MirrorStore) => MirrorStore;
}

/** Lets those who read in slices know what was written in between. */
export function createWatching(): Watching {
  const listeners = new Set<Listener>();
  const ofCopies = new Set<Listener>();
  const tell = (written: Written): void => {
    for (const listener of listeners) listener(written);
  };
  return {
    watch(listener, what = 'all') {
      listeners.add(listener);
      if (what === 'all') ofCopies.add(listener);
      return () => {
        listeners.delete(listener);
        ofCopies.delete(listener);
      };
    },
    tell,
    mirror: (store) => ({
      ...store,
      applyPage(collection, records, seen) {
        if (ofCopies.size === 0) return store.applyPage(collection, records, seen);
        const ids = records.map(({ id }) => id);
        const before = copiesOf(store, collection, ids);
        const rowids = store.applyPage(collection, records, seen);
        const after = copiesOf(store, collection, ids);
        const hidden = [...after].flatMap(([rowid, copy]) => (before.get(rowid) === copy ? [] : [rowid]));
        if (hidden.length > 0)
          for (const listener of ofCopies) listener({ kind: 'rows', collection, rowids: hidden });
        return rowids;
      },
    }),
    operations: (store) => ({
      ...store,
      update(id, patch) {
        store.update(id, patch);
        tell({ kind: 'operation', id });
      },
      updateAll(operations, patch) {
        store.updateAll(operations, patch);
        if (listeners.size > 0)
          tell({ kind: 'operations', sequences: operations.map(({ sequence }) => sequence) });
      },
      markSendingAsUnknown() {
        const count = store.markSendingAsUnknown();
        if (count > 0) tell({ kind: 'operations', sequences: 'all' });
        return count;
      },
    }),
  };
}

/** What the server last said of these records, by rowid. */
function copiesOf(
  store: MirrorStore,
  collection: CollectionName,
  ids: readonly string[],
): ReadonlyMap<number, string> {
  const records = store.getMany(collection, ids).values();
  return new Map([...records].map(({ rowid, server }) => [rowid, JSON.stringify(server)]));
}
