import type { CollectionName } from '../../../../domain/fields.ts';
import { integerAt, integerOrNullAt } from '../cells.ts';
import { tables } from '../columns.ts';
import type { Cell } from '../columns.ts';
import { inChunks } from '../inChunks.ts';
import type { Statements } from '../statements.ts';
import { ColumnVector } from './columnVector.ts';

/** Rows read in one go while warming up: some ten milliseconds. */
const sliceRows = 40_000;
/** So many changed rows, in parts of the table, are cheaper read again as a whole. */
const wholeFrom = 1 / 4;

/** No row with this rowid. */
const absent = 0;

/** Columns of a table as vectors, all of the same length and true to the table when they were asked for. */
export interface VectorTable {
  /** By rowid: 0 when there is no such row, 1 when it is not shown, else 2 + the index of its change state. */
  readonly shown: Uint8Array;
  column(name: string): ColumnVector;
}

/**
 * Columns of whole tables in memory, for sorting, searching, filtering and summing at the speed of arrays.
 * Nothing else holds them: they are read when first asked for, follow the rows they are told of, and may be
 * forgotten at any time.
 */
export interface Vectors {
  /** These columns, read and up to date. */
  table(collection: CollectionName, columns: readonly string[]): VectorTable;
  /** Whether these columns are there already, so that asking for them costs no reading of the table. */
  has(collection: CollectionName, columns: readonly string[]): boolean;
  /** Reads a slice of what is missing of these columns; answers whether there is more to read. */
  warm(collection: CollectionName, columns: readonly string[]): boolean;
  /** These rows were written, or all may have been. */
  moved(collection: CollectionName, rowids: readonly number[] | 'all'): void;
  forget(): void;
}

const shownSql = 'CASE WHEN gone_at IS NULL OR change_state <> 0 THEN 2 + change_state ELSE 1 END';

export const vectorSql = {
  end: (table: string): string => `SELECT max(rowid) FROM ${table}`,
  /** One column of a range; two queries of a range answer the same rows in the same order. */
  slice: (table: string, column: string): string =>
    `SELECT ${column === 'shown' ? shownSql : column} FROM ${table} WHERE rowid > ? AND rowid <= ? ORDER BY rowid`,
  rows: (table: string, columns: readonly string[]): string =>
    `SELECT ${['t.rowid', shownSql, ...columns.map((column) => `t.${column}`)].join(', ')}
     FROM json_each(?) AS wanted CROSS JOIN ${table} AS t ON t.rowid = wanted.value`,
} as const;

interface Kept {
  readonly name: string;
  shown: Uint8Array;
  /** Greatest rowid there is, as far as we were told. */
  end: number;
  shownTo: number;
  readonly columns: Map<string, { readonly vector: ColumnVector; readTo: number }>;
  moved: (readonly number[])[];
  movedCount: number;
}

export function createVectors(statements: Statements): Vectors {
  const kept = new Map<CollectionName, Kept>();

  function find(collection: CollectionName): Kept {
    const found = kept.get(collection);
    if (found !== undefined) return found;
    const { name } = tables[collection];
    const end = integerOrNullAt(statements(vectorSql.end(name)).get(), 0) ?? 0;
    const fresh: Kept = {
      name,
      shown: new Uint8Array(end + 1),
      end,
      shownTo: 0,
      columns: new Map(),
      moved: [],
      movedCount: 0,
    };
    kept.set(collection, fresh);
    return fresh;
  }

  function pluck(sql: string, from: number, to: number): readonly unknown[] {
    return statements(sql).pluck().all(from, to);
  }

  function readShown(table: Kept, to: number): void {
    const from = table.shownTo;
    const rowids = pluck(vectorSql.slice(table.name, 'rowid'), from, to);
    const shown = pluck(vectorSql.slice(table.name, 'shown'), from, to);
    rowids.forEach((rowid, index) => {
      table.shown[Number(rowid)] = Number(shown[index]);
    });
    table.shownTo = to;
  }

  function readColumn(table: Kept, name: string, to: number): void {
    const column = columnOf(table, name);
    const from = column.readTo;
    while (table.shownTo < to) readShown(table, Math.min(to, table.shownTo + sliceRows));
    const cells = pluck(vectorSql.slice(table.name, name), from, to);
    let next = 0;
    for (let rowid = from + 1; rowid <= to; rowid += 1) {
      if (table.shown[rowid] === absent) continue;
      column.vector.put(rowid, cellFrom(cells[next]));
      next += 1;
    }
    if (next !== cells.length) throw new Error(`${table.name} changed without telling its vectors`);
    column.readTo = to;
  }

  /** Reads the rows again that were written since. Afterwards everything read is as the table has it. */
  function follow(collection: CollectionName): Kept {
    const table = find(collection);
    if (table.movedCount === 0) return table;
    const worn = [...table.columns.values()].some(({ vector }) => vector.worn);
    if (worn || table.movedCount > mostFollowed(table)) {
      kept.delete(collection);
      return find(collection);
    }
    const rowids = [...new Set(table.moved.flat())];
    table.moved = [];
    table.movedCount = 0;
    const size = rowids.reduce((most, rowid) => Math.max(most, rowid + 1), table.end + 1);
    growTo(table, size);
    extend(table, size - 1);
    const names = [...table.columns.keys()];
    const statement = statements(vectorSql.rows(table.name, names));
    for (const chunk of inChunks(rowids)) {
      for (const rowid of chunk) table.shown[rowid] = absent;
      for (const row of statement.all(JSON.stringify(chunk))) {
        const rowid = integerAt(row, 0);
        table.shown[rowid] = integerAt(row, 1);
        names.forEach((name, index) => columnOf(table, name).vector.put(rowid, cellFrom(row[index + 2])));
      }
    }
    return table;
  }

  return {
    table(collection, columns) {
      const table = follow(collection);
      if (table.shownTo < table.end) readShown(table, table.end);
      for (const name of columns)
        if (columnOf(table, name).readTo < table.end) readColumn(table, name, table.end);
      return { shown: table.shown, column: (name) => columnOf(table, name).vector };
    },
    has(collection, columns) {
      const table = kept.get(collection);
      if (table === undefined || table.shownTo < table.end) return false;
      return columns.every((name) => (table.columns.get(name)?.readTo ?? -1) >= table.end);
    },
    warm(collection, columns) {
      const table = follow(collection);
      const missing = columns.filter((name) => columnOf(table, name).readTo < table.end);
      const [name] = missing;
      if (name === undefined) return false;
      const { readTo } = columnOf(table, name);
      readColumn(table, name, Math.min(table.end, readTo + sliceRows));
      return missing.length > 1 || readTo + sliceRows < table.end;
    },
    moved(collection, rowids) {
      if (rowids === 'all') {
        kept.delete(collection);
        return;
      }
      const table = kept.get(collection);
      if (table === undefined || rowids.length === 0) return;
      table.movedCount += rowids.length;
      // Beyond that the table is read again anyway.
      if (table.movedCount <= mostFollowed(table)) table.moved.push(rowids);
    },
    forget() {
      kept.clear();
    },
  };
}

function columnOf(table: Kept, name: string): { readonly vector: ColumnVector; readTo: number } {
  const found = table.columns.get(name);
  if (found !== undefined) return found;
  const column = { vector: new ColumnVector(table.shown.length), readTo: 0 };
  table.columns.set(name, column);
  return column;
}

function mostFollowed(table: Kept): number {
  return table.shown.length * wholeFrom + 1_000;
}

/** Rows behind the last one arrive as moved rows, so what was read to the end stays read to the end. */
function extend(table: Kept, end: number): void {
  if (table.shownTo === table.end) table.shownTo = end;
  for (const column of table.columns.values()) if (column.readTo === table.end) column.readTo = end;
  table.end = end;
}

function growTo(table: Kept, size: number): void {
  if (size <= table.shown.length) return;
  const shown = new Uint8Array(Math.max(size, Math.ceil(table.shown.length * 1.25)));
  shown.set(table.shown);
  table.shown = shown;
  for (const { vector } of table.columns.values()) vector.grow(shown.length);
}

function cellFrom(value: unknown): Cell {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
