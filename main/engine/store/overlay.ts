import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { changeStateOf, changeStates } from '../../../domain/operation.ts';
import type { MirroredRecord, OperationStore, Overlay } from './api.ts';
import { integerAt, integerOrNullAt, textAt } from './cells.ts';
import { columnOf, fromCell, tables, toCell } from './columns.ts';
import type { Column } from './columns.ts';
import { inChunks } from './inChunks.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** The columns that these fields of a collection have. */
function columnsOf(collection: CollectionName, fields: readonly string[]): readonly Column[] {
  return fields.map((field) => columnOf(collection, field)).filter((column) => column !== undefined);
}

export const overlaySql = {
  readClean: (collection: CollectionName, fields: readonly string[]): string => {
    const names = columnsOf(collection, fields).map(({ name }) => `t.${name}`);
    return `SELECT ${['t.id', 't.rowid', 't.fetched_at', 't.gone_at', ...names].join(', ')}
      FROM json_each(?) AS wanted CROSS JOIN ${tables[collection].name} AS t ON t.id = wanted.value
      WHERE t.change_state = 0`;
  },
  write: (collection: CollectionName, fields: readonly string[]): string =>
    `UPDATE ${tables[collection].name}
     SET ${['change_state', ...columnsOf(collection, fields).map(({ name }) => name)].join(' = ?, ')} = ?
     WHERE rowid = ?`,
};

/**
 * The short way for gestures over many records. Where nothing was staged the effective values are the
 * server's; and the newest operation is laid over whatever was there. So only the columns a gesture
 * names are read and written, and no server copy is parsed. The outcome is what `materialize` would write.
 */
export function createOverlay(db: Connection): Pick<OperationStore, 'readClean' | 'overlay'> {
  return {
    readClean(collection, ids, fields) {
      const columns = columnsOf(collection, fields);
      const statement = prepareRaw(db, overlaySql.readClean(collection, fields));
      const found = new Map<string, MirroredRecord>();
      // An id that does not survive JSON is not found here and goes the long way.
      for (const chunk of inChunks(ids)) {
        for (const row of statement.all(JSON.stringify(chunk))) {
          const values: Record<string, FieldValue> = {};
          columns.forEach(({ field }, index) => {
            values[field.name] = fromCell(field, row[4 + index]);
          });
          const id = textAt(row, 0);
          found.set(id, {
            rowid: integerAt(row, 1),
            id,
            fetchedAt: integerAt(row, 2),
            goneAt: integerOrNullAt(row, 3),
            effective: values,
            server: values,
          });
        }
      }
      return found;
    },
    overlay(collection, overlays) {
      for (const [fields, group] of byFields(overlays)) {
        const statement = db.prepare(overlaySql.write(collection, fields));
        const columns = columnsOf(collection, fields);
        // In the order in which they lie in the file every page is written once.
        for (const { rowid, wanted, states } of [...group].sort((a, b) => a.rowid - b.rowid))
          statement.run(markOf(states), ...cellsOf(columns, wanted), rowid);
      }
    },
  };
}

/** The most urgent mark: `changeStates` is ordered from calm to urgent. */
function markOf(states: Overlay['states']): number {
  return states.reduce((mark, state) => Math.max(mark, changeStates.indexOf(changeStateOf(state))), 0);
}

function cellsOf(columns: readonly Column[], wanted: FieldValues): readonly unknown[] {
  return columns.map(({ field }) => toCell(wanted[field.name]));
}

/** Most gestures change the same fields of every record, and share one statement. */
function byFields(overlays: readonly Overlay[]): Iterable<readonly [readonly string[], readonly Overlay[]]> {
  const groups = new Map<string, [readonly string[], Overlay[]]>();
  for (const overlay of overlays) {
    const fields = Object.keys(overlay.wanted);
    const key = fields.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fields, [overlay]]);
    else group[1].push(overlay);
  }
  return groups.values();
}
