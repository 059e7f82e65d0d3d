import type { CollectionName } from '../../../../domain/fields.ts';
import { isLocalId } from '../../../../domain/localId.ts';
import type { MirrorStore, OperationStore } from '../api.ts';
import { columnOf } from '../columns.ts';
import type { Transact } from '../transactions.ts';
import type { Vectors } from './vectors.ts';

/** Only what says whether a row is shown and how it is marked. */
const marksAlone: readonly string[] = [];

/** The columns these fields are written to; undefined when the table may work others out from them. */
function writtenColumns(
  collection: CollectionName,
  fields: readonly string[],
): readonly string[] | undefined {
  if (collection === 'producer') return undefined;
  return fields.flatMap((field) => columnOf(collection, field)?.name ?? []).toSorted();
}

/**
 * Whatever writes rows of a collection tells the vectors which: here, and nowhere else. In the same transaction,
 * because what is kept of columns in the database must know it as surely as the rows are written.
 */
export function watchMirror(
  mirror: MirrorStore,
  vectors: Pick<Vectors, 'moved'>,
  transaction: Transact,
): MirrorStore {
  return {
    ...mirror,
    applyPage: (collection, records, seen) =>
      transaction('mirror', () => {
        const rowids = mirror.applyPage(collection, records, seen);
        vectors.moved(collection, rowids);
        return rowids;
      }),
    materialize: (collection, ids, fields) =>
      transaction('mirror', () => {
        const rowids = mirror.materialize(collection, ids, fields);
        const local = ids.some(isLocalId);
        // A record made here may have been taken away, and then nothing names its row.
        if (local && rowids.length < ids.length) vectors.moved(collection, 'all');
        else if (local || fields === undefined) vectors.moved(collection, rowids);
        else vectors.moved(collection, rowids, writtenColumns(collection, fields));
        return rowids;
      }),
    addNew: (collection, rows) =>
      transaction('mirror', () => {
        const rowids = mirror.addNew(collection, rows);
        vectors.moved(collection, rowids);
        return rowids;
      }),
    remark: (collection, ids) =>
      transaction('mirror', () => {
        const rowids = mirror.remark(collection, ids);
        vectors.moved(collection, rowids, marksAlone);
        return rowids;
      }),
    tombstoneUnseen: (collection, pass, now) =>
      transaction('mirror', () => {
        const rowids = mirror.tombstoneUnseen(collection, pass, now);
        vectors.moved(collection, rowids, marksAlone);
        return rowids;
      }),
    markGone(collection, id, now) {
      transaction('mirror', () => {
        mirror.markGone(collection, id, now);
        const record = mirror.get(collection, id);
        if (record !== null) vectors.moved(collection, [record.rowid], marksAlone);
      });
    },
    rename: (collection, localId, id) =>
      transaction('mirror', () => {
        const outcome = mirror.rename(collection, localId, id);
        vectors.moved(collection, 'all');
        return outcome;
      }),
  };
}

/** As above for what gestures write; `named` is told where others may read another name now. */
export function watchOverlay(
  operations: OperationStore,
  vectors: Pick<Vectors, 'moved'>,
  named: (collection: CollectionName) => void,
  transaction: Transact,
): OperationStore {
  return {
    ...operations,
    overlay(collection, overlays) {
      const fields = new Set<string>();
      for (const { wanted } of overlays) for (const field in wanted) fields.add(field);
      transaction('mirror', () => {
        operations.overlay(collection, overlays);
        vectors.moved(
          collection,
          overlays.map(({ rowid }) => rowid),
          writtenColumns(collection, [...fields]),
        );
      });
      // What names an assignment (its NPN) cannot be edited, and its labels are dear to load again.
      if (collection !== 'contractAssignment' && overlays.length > 0) named(collection);
    },
  };
}
