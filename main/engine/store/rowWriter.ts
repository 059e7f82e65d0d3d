import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import { integerAt } from './cells.ts';
import { columnsOf, tables, toCell } from './columns.ts';
import type { Cell } from './columns.ts';
import { createWriteRows, tuples } from './manyRows.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

/** Statements that write effective values and marks. */
export const rowWriterSql = {
  /** Writes many rows that get one mark, or have it: `marked`. Each row is its rowid and its cells. */
  writeMany: (
    collection: CollectionName,
    fields: readonly string[],
    rows: number,
    marked: boolean,
  ): string => {
    const { name: table } = tables[collection];
    const columns = columnsOf(collection, fields);
    const set = columns.map(({ name }, index) => `${name} = v.column${index + 2}`);
    const row = `(?${', ?'.repeat(columns.length)})`;
    return `UPDATE ${table} SET ${[...(marked ? [] : ['change_state = $mark']), ...set].join(', ')}
      FROM (VALUES ${tuples(row, rows)}) AS v WHERE ${table}.rowid = v.column1`;
  },
  /** The same for all rows of a stretch, which SQLite then need not gather before it writes. */
  writeStretch: (collection: CollectionName, fields: readonly string[], marked: boolean): string => {
    const columns = columnsOf(collection, fields).map(({ name }) => name);
    const set = [...(marked ? [] : ['change_state']), ...columns].map((name) => `${name} = ?`);
    return `UPDATE ${tables[collection].name} SET ${set.join(', ')} WHERE rowid BETWEEN ? AND ?`;
  },
  /** How many rows of a stretch have this mark, by the index of marks alone; 0 has none. */
  marked: (collection: CollectionName): string =>
    `SELECT count(*) FROM ${tables[collection].name}
     WHERE change_state <> 0 AND change_state = ? AND rowid BETWEEN ? AND ?`,
} as const;

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
  const writeStretches = createStretchWriter(db);
  return (collection, rows) => {
    for (const { fields, mark, group } of grouped(inFileOrder(rows))) {
      const columns = columnsOf(collection, fields);
      const cells: Cell[] = [];
      for (const { rowid, wanted } of group) {
        cells.push(rowid);
        for (const { field } of columns) cells.push(toCell(wanted[field.name]));
      }
      const counted = prepareRaw(db, rowWriterSql.marked(collection));
      // The index of marks is rewritten by whoever writes a mark, also the one that is there already.
      const marked = (first: number, last: number): boolean =>
        mark !== 0 && integerAt(counted.get(mark, first, last), 0) === last - first + 1;
      const width = 1 + columns.length;
      const { stretches, others } = stretchesOf(cells, width);
      writeStretches(collection, fields, stretches, { mark, marked });
      if (others.length === 0) continue;
      const same = marked(Number(others[0]), Number(others.at(-width)));
      if (same && columns.length === 0) continue;
      const write = createWriteRows(db, width, (count) =>
        rowWriterSql.writeMany(collection, fields, count, same),
      );
      write(others, same ? {} : { mark });
    }
  };
}

/** Rows that follow one another in the file and get the same. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly values: readonly Cell[];
}

/** A shorter stretch is not worth a statement of its own. */
const shortest = 16;

/** Writes stretches; `marked` says whether all of its rows have the mark already. */
function createStretchWriter(
  db: Connection,
): (
  collection: CollectionName,
  fields: readonly string[],
  stretches: readonly Stretch[],
  known: { readonly mark: number; readonly marked: (first: number, last: number) => boolean },
) => void {
  return (collection, fields, stretches, { mark, marked }) => {
    const prepared = new Map<boolean, RawStatement>();
    const prepare = (same: boolean): RawStatement => {
      const statement =
        prepared.get(same) ??
        db.prepare<unknown[], unknown[]>(rowWriterSql.writeStretch(collection, fields, same));
      prepared.set(same, statement);
      return statement;
    };
    for (const { first, last, values } of stretches) {
      const same = marked(first, last);
      if (same && values.length === 0) continue;
      prepare(same).run(...(same ? [] : [mark]), ...values, first, last);
    }
  };
}

/** Splits rows of `width` cells, the rowid first and in the order of the file, into stretches and other rows. */
function stretchesOf(
  cells: readonly Cell[],
  width: number,
): { readonly stretches: readonly Stretch[]; readonly others: readonly Cell[] } {
  const stretches: Stretch[] = [];
  const others: Cell[] = [];
  for (let start = 0; start < cells.length;) {
    let end = start + width;
    while (end < cells.length && continues(cells, end, width)) end += width;
    if (end - start < shortest * width)
      for (let at = start; at < end; at += 1) others.push(cells[at] ?? null);
    else {
      const [first, last] = [Number(cells[start]), Number(cells[end - width])];
      stretches.push({ first, last, values: cells.slice(start + 1, start + width) });
    }
    start = end;
  }
  return { stretches, others };
}

/** Whether the row at this place follows the one before it and gets the same. */
function continues(cells: readonly Cell[], at: number, width: number): boolean {
  if (Number(cells[at]) !== Number(cells[at - width]) + 1) return false;
  for (let place = at + 1; place < at + width; place += 1)
    if (cells[place] !== cells[place - width]) return false;
  return true;
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
