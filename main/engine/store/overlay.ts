import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { changeStateOf, changeStates } from '../../../domain/operation.ts';
import type { MirroredRecord, OperationStore, Overlay } from './api.ts';
import { integerAt, integerOrNullAt } from './cells.ts';
import { columnOf, fromCell, tables, toCell } from './columns.ts';
import type { Cell, Column } from './columns.ts';
import { inChunks } from './inChunks.ts';
import { createWriteRows, tuples } from './manyRows.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** The columns that these fields of a collection have. */
function columnsOf(collection: CollectionName, fields: readonly string[]): readonly Column[] {
  return fields.map((field) => columnOf(collection, field)).filter((column) => column !== undefined);
}

export const overlaySql = {
  readClean: (collection: CollectionName, fields: readonly string[]): string => {
    const names = columnsOf(collection, fields).map(({ name }) => `t.${name}`);
    return `SELECT ${['wanted.key', 't.rowid', 't.fetched_at', 't.gone_at', ...names].join(', ')}
      FROM json_each(?) AS wanted CROSS JOIN ${tables[collection].name} AS t ON t.id = wanted.value
      WHERE t.change_state = 0`;
  },
  /** Writes many rows that get one mark. Each row is its rowid and its cells. */
  writeMany: (collection: CollectionName, fields: readonly string[], rows: number): string => {
    const { name: table } = tables[collection];
    const columns = columnsOf(collection, fields);
    const set = columns.map(({ name }, index) => `${name} = v.column${index + 2}`);
    const row = `(?${', ?'.repeat(columns.length)})`;
    return `UPDATE ${table} SET ${['change_state = $mark', ...set].join(', ')}
      FROM (VALUES ${tuples(row, rows)}) AS v WHERE ${table}.rowid = v.column1`;
  },
};

/**
 * The short way for gestures over many records. Where nothing was staged the effective values are the
 * server's; and the newest operation is laid over whatever was there. So only the columns a gesture
 * names are read and written, and no server copy is parsed. The outcome is what `materialize` would write.
 */
export function createOverlay(db: Connection): Pick<OperationStore, 'readClean' | 'overlay'> {
  const write = createRowWriter(db);
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
          // The text at hand instead of another of the same: its hash is known already.
          const id = chunk[integerAt(row, 0)];
          if (id === undefined) continue;
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

/** What a row shows from now on. */
export interface MarkedRow {
  readonly rowid: number;
  readonly wanted: FieldValues;
  /** Index into `changeStates`. */
  readonly mark: number;
}

/** Writes the named fields and the mark of each row; many rows of one kind with each statement. */
export function createRowWriter(
  db: Connection,
): (collection: CollectionName, rows: readonly MarkedRow[]) => void {
  return (collection, rows) => {
    for (const { fields, mark, group } of grouped(inFileOrder(rows))) {
      const columns = columnsOf(collection, fields);
      const cells: Cell[] = [];
      for (const { rowid, wanted } of group) {
        cells.push(rowid);
        for (const { field } of columns) cells.push(toCell(wanted[field.name]));
      }
      const write = createWriteRows(db, 1 + columns.length, (count) =>
        overlaySql.writeMany(collection, fields, count),
      );
      write(cells, { mark });
    }
  };
}

/** In the order in which they lie in the file every page is written once. */
function inFileOrder(rows: readonly MarkedRow[]): readonly MarkedRow[] {
  const count = rows.length;
  // Sorted as numbers, row and place in one: comparing a hundred thousand objects takes five times as long.
  const keys = new Float64Array(count);
  rows.forEach(({ rowid }, index) => {
    keys[index] = rowid * count + index;
  });
  const sorted: MarkedRow[] = [];
  for (const key of keys.sort()) {
    const row = rows[key % count];
    if (row !== undefined) sorted.push(row);
  }
  return sorted;
}

/** The most urgent mark: `changeStates` is ordered from calm to urgent. */
function markOf(states: Overlay['states']): number {
  return states.reduce((mark, state) => Math.max(mark, changeStates.indexOf(changeStateOf(state))), 0);
}

interface Group {
  readonly fields: readonly string[];
  readonly mark: number;
  readonly group: MarkedRow[];
}

/** Most gestures change the same fields of every record to the same mark, and share one statement. */
function grouped(rows: readonly MarkedRow[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  let last: Group | undefined;
  for (const row of rows) {
    const { wanted, mark } = row;
    if (last === undefined || mark !== last.mark || !hasExactly(wanted, last.fields)) {
      const fields = Object.keys(wanted);
      const key = `${mark} ${fields.join(' ')}`;
      last = groups.get(key) ?? { fields, mark, group: [] };
      groups.set(key, last);
    }
    last.group.push(row);
  }
  return groups.values();
}

/** Whether these are the fields, in this order. */
function hasExactly(values: FieldValues, fields: readonly string[]): boolean {
  let place = 0;
  for (const field in values) {
    if (field !== fields[place]) return false;
    place += 1;
  }
  return place === fields.length;
}
