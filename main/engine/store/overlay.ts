import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { changeStateOf, changeStates } from '../../../domain/operation.ts';
import type { OperationStore } from './api.ts';
import { integerAt, integerOrNullAt } from './cells.ts';
import { columnOf, fromCell, tables, toCell } from './columns.ts';
import type { Column } from './columns.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

interface Prepared {
  readonly columns: readonly Column[];
  readonly statement: RawStatement;
}

/**
 * The short way for gestures over many records that had nothing staged: their effective values are
 * the server's, so only the columns a gesture names are read and written, and no server copy is
 * parsed. The outcome is what `materialize` would write.
 */
export function createOverlay(db: Connection): Pick<OperationStore, 'readClean' | 'overlayClean'> {
  const prepared = new Map<string, Prepared>();
  const prepare = (
    purpose: 'read' | 'write',
    collection: CollectionName,
    fields: readonly string[],
  ): Prepared => {
    const key = `${purpose} ${collection} ${fields.join(' ')}`;
    let found = prepared.get(key);
    if (found === undefined) {
      const columns = fields
        .map((field) => columnOf(collection, field))
        .filter((column) => column !== undefined);
      const { name } = tables[collection];
      const sql =
        purpose === 'read'
          ? `SELECT ${['rowid', 'fetched_at', 'gone_at', ...columns.map((column) => column.name)].join(', ')}
             FROM ${name} WHERE id = ? AND change_state = 0`
          : `UPDATE ${name} SET ${['change_state', ...columns.map((column) => column.name)].join(' = ?, ')} = ?
             WHERE rowid = ?`;
      found = { columns, statement: purpose === 'read' ? prepareRaw(db, sql) : db.prepare(sql) };
      prepared.set(key, found);
    }
    return found;
  };

  return {
    readClean(collection, id, fields) {
      const { columns, statement } = prepare('read', collection, fields);
      const row = statement.get(id);
      if (row === undefined) return null;
      const values: Record<string, FieldValue> = {};
      for (const [index, { field }] of columns.entries())
        values[field.name] = fromCell(field, row[3 + index]);
      return {
        rowid: integerAt(row, 0),
        id,
        fetchedAt: integerAt(row, 1),
        goneAt: integerOrNullAt(row, 2),
        effective: values,
        server: values,
      };
    },
    overlayClean(collection, rowid, wanted: FieldValues, state) {
      const { columns, statement } = prepare('write', collection, Object.keys(wanted));
      const cells = columns.map(({ field }) => toCell(wanted[field.name]));
      statement.run(changeStates.indexOf(changeStateOf(state)), ...cells, rowid);
    },
  };
}
