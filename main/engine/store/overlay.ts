import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import { changeStateOf, changeStates } from '../../../domain/operation.ts';
import type { OperationStore, Overlay, ShownRecord } from './api.ts';
import { integerAt, integerOrNullAt } from './cells.ts';
import { columnsOf, fromCell, tables } from './columns.ts';
import { inChunks } from './inChunks.ts';
import { createRowWriter } from './rowWriter.ts';
import type { MarkedRow } from './rowWriter.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** Statements that read what is shown of records, or of those alone on which nothing is staged. */
export const overlaySql = {
  readShown: (collection: CollectionName, fields: readonly string[]): string => {
    const names = columnsOf(collection, fields).map(({ name }) => `t.${name}`);
    const own = ['wanted.key', 't.rowid', 't.fetched_at', 't.gone_at', 't.change_state <> 0'];
    return `SELECT ${[...own, ...names].join(', ')}
      FROM json_each(?) AS wanted CROSS JOIN ${tables[collection].name} AS t ON t.id = wanted.value`;
  },
  readClean: (collection: CollectionName, fields: readonly string[]): string =>
    `${overlaySql.readShown(collection, fields)} WHERE t.change_state = 0`,
};

/**
 * The short way for gestures over many records. Where nothing was staged the effective values are the
 * server's; and the newest operation is laid over whatever was there. So only the columns a gesture
 * names are read and written, and no server copy is parsed. The outcome is what `materialize` would write.
 */
export function createOverlay(db: Connection): Pick<OperationStore, 'readClean' | 'readShown' | 'overlay'> {
  const write = createRowWriter(db);
  const reading =
    (sql: (collection: CollectionName, fields: readonly string[]) => string): OperationStore['readShown'] =>
    (collection, ids, fields) => {
      const columns = columnsOf(collection, fields);
      const statement = prepareRaw(db, sql(collection, fields));
      const found = new Map<string, ShownRecord>();
      // An id that does not survive JSON is not found here and goes the long way.
      for (const chunk of inChunks(ids)) {
        for (const row of statement.all(JSON.stringify(chunk))) {
          const values: Record<string, FieldValue> = {};
          columns.forEach(({ field }, index) => {
            values[field.name] = fromCell(field, row[5 + index]);
          });
          // The text at hand instead of another of the same: its hash is known already.
          const id = chunk[integerAt(row, 0)];
          if (id === undefined) continue;
          found.set(id, {
            rowid: integerAt(row, 1),
            id,
            fetchedAt: integerAt(row, 2),
            goneAt: integerOrNullAt(row, 3),
            staged: row[4] === 1,
            effective: values,
            server: values,
          });
        }
      }
      return found;
    };
  return {
    readClean: reading(overlaySql.readClean),
    readShown: reading(overlaySql.readShown),
    overlay(collection, overlays) {
      let last: Overlay['states'] | undefined;
      let mark = 0;
      const rows = overlays.map(({ rowid, wanted, states }): MarkedRow => {
        if (states !== last) mark = markOf(states);
        last = states;
        return { rowid, wanted, mark };
      });
      write(collection, rows);
    },
  };
}

/** The most urgent mark: `changeStates` is ordered from calm to urgent. */
function markOf(states: Overlay['states']): number {
  return states.reduce((mark, state) => Math.max(mark, changeStates.indexOf(changeStateOf(state))), 0);
}
