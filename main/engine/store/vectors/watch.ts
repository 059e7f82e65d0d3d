import { isLocalId } from '../../../../domain/localId.ts';
import type { MirrorStore, OperationStore } from '../api.ts';
import type { Vectors } from './vectors.ts';

/** Whatever writes rows of a collection tells the vectors which: here, and nowhere else. */
export function watchMirror(mirror: MirrorStore, vectors: Pick<Vectors, 'moved'>): MirrorStore {
  return {
    ...mirror,
    applyPage(collection, records, seen) {
      const rowids = mirror.applyPage(collection, records, seen);
      vectors.moved(collection, rowids);
      return rowids;
    },
    materialize(collection, ids, fields) {
      const rowids = mirror.materialize(collection, ids, fields);
      // A record made here may have been taken away, and then nothing names its row.
      vectors.moved(collection, rowids.length < ids.length && ids.some(isLocalId) ? 'all' : rowids);
      return rowids;
    },
    remark(collection, ids) {
      const rowids = mirror.remark(collection, ids);
      vectors.moved(collection, rowids);
      return rowids;
    },
    tombstoneUnseen(collection, pass, now) {
      const rowids = mirror.tombstoneUnseen(collection, pass, now);
      vectors.moved(collection, rowids);
      return rowids;
    },
    markGone(collection, id, now) {
      mirror.markGone(collection, id, now);
      const record = mirror.get(collection, id);
      if (record !== null) vectors.moved(collection, [record.rowid]);
    },
    rename(collection, localId, id) {
      const outcome = mirror.rename(collection, localId, id);
      vectors.moved(collection, 'all');
      return outcome;
    },
  };
}

export function watchOverlay(operations: OperationStore, vectors: Pick<Vectors, 'moved'>): OperationStore {
  return {
    ...operations,
    overlay(collection, overlays) {
      operations.overlay(collection, overlays);
      vectors.moved(
        collection,
        overlays.map(({ rowid }) => rowid),
      );
    },
  };
}
