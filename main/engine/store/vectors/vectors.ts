import type { CollectionName } from '../../../../domain/fields.ts';
import { integerAt, integerOrNullAt } from '../cells.ts';
import { tables } from '../columns.ts';
import type { Cell } from '../columns.ts';
import { inChunks } from '../inChunks.ts';
import type { Statements } from '../statements.ts';
import { ColumnVector } from './columnVector.ts';
import { isIndexedColumn, nothingByIndex, readByIndex } from './indexedColumns.ts';
import type { ReadByIndex } from './indexedColumns.ts';
import { absent, areAllThere, readMarks, readMarksOfAll, shownExpression } from './marks.ts';
import type { KeptColumns } from './keptColumns.ts';
import { MovedRows } from './movedRows.ts';
import { Restoring } from './restoreColumn.ts';

/** Rows of one column read in one go. The columns of a range are read one after the other while it is at hand. */
const sliceRows = 4_000;
/** Rows read again in one go after they were written. */
const sliceMoved = 4_000;
/** How long one step of reading ahead goes on. In milliseconds. */
const stepMs = 4;

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
  /** These columns, if they were read to the end, true to the table or not yet. */
  held(collection: CollectionName, columns: readonly string[]): VectorTable | null;
  /** A column that is read to the end, while nothing is left to be read again; and the greatest rowid there is. */
  settled(
    collection: CollectionName,
    column: string,
  ): { readonly vector: ColumnVector; readonly end: number } | null;
  /** Reads a slice of what is missing of these columns; answers whether there is more to read. */
  warm(collection: CollectionName, columns: readonly string[]): boolean;
  /** These rows were written, or all may have been; in these columns and their marks, or in any. */
  moved(collection: CollectionName, rowids: readonly number[] | 'all', columns?: readonly string[]): void;
  forget(): void;
  /** Another number after whatever was written or forgotten. */
  readonly version: number;
}

export const vectorSql = {
  end: (table: string): string => `SELECT max(rowid) FROM ${table}`,
  /** One column of a range; two queries of a range answer the same rows in the same order. */
  slice: (table: string, column: string): string =>
    `SELECT ${column} FROM ${table} WHERE rowid > ? AND rowid <= ? ORDER BY rowid`,
  rows: (table: string, columns: readonly string[]): string =>
    `SELECT ${['t.rowid', shownExpression, ...columns.map((column) => `t.${column}`)].join(', ')}
     FROM json_each(?) AS wanted CROSS JOIN ${table} AS t ON t.rowid = wanted.value`,
} as const;

interface ReadColumn {
  readonly vector: ColumnVector;
  readTo: number;
  /** Where it is read by its index instead: nothing is until all is. */
  byIndex: ReadByIndex | null;
  /** Where it is read as it was kept: nothing is until all is. */
  restoring: Restoring | null;
}

interface HeldTable {
  readonly collection: CollectionName;
  readonly name: string;
  shown: Uint8Array;
  /** Greatest rowid there is, as far as we were told. */
  end: number;
  shownTo: number;
  /** All rows up to the last were there when the first was read; what was taken away since is told like all that moves. */
  allThere: boolean;
  readonly references: ReadonlySet<string>;
  readonly columns: Map<string, ReadColumn>;
  readonly moved: MovedRows;
}

/** `kept`: what is kept of columns in the database. */
export function createVectors(
  statements: Statements,
  kept: Pick<KeptColumns, 'find' | 'part' | 'movedSince'>,
): Vectors {
  const held = new Map<CollectionName, HeldTable>();
  let version = 0;

  function find(collection: CollectionName): HeldTable {
    const found = held.get(collection);
    if (found !== undefined) return found;
    const { name } = tables[collection];
    const end = integerOrNullAt(statements(vectorSql.end(name)).get(), 0) ?? 0;
    const fresh: HeldTable = {
      collection,
      name,
      shown: new Uint8Array(end + 1),
      end,
      shownTo: 0,
      allThere: false,
      references: referencesOf(collection),
      columns: new Map(),
      moved: new MovedRows(),
    };
    held.set(collection, fresh);
    return fresh;
  }

  function pluck(sql: string, from: number, to: number): readonly unknown[] {
    return statements(sql).pluck().all(from, to);
  }

  function readShown(table: HeldTable, to: number): void {
    while (table.shownTo < to) {
      const from = table.shownTo;
      const next = Math.min(to, from + sliceRows);
      if (from === 0) table.allThere = areAllThere(statements, table.name, table.end);
      if (table.allThere) readMarksOfAll(statements, table.name, table.shown, from, next);
      else readMarks(statements, table.name, table.shown, from, next);
      table.shownTo = next;
    }
  }

  /** Reads a slice of a column. */
  function readSome(table: HeldTable, name: string): void {
    const column = columnOf(table, name);
    if (column.restoring !== null) {
      restoreSome(table, name, column, column.restoring);
      return;
    }
    if (column.byIndex === null) {
      readColumn(table, name, Math.min(table.end, column.readTo + sliceRows));
      return;
    }
    column.byIndex = readByIndex(statements, table.name, name, column.vector, column.byIndex);
    if (column.byIndex === null) column.readTo = table.end;
  }

  /** Reads a part of what is kept; after the last, rows that were written since are left to be read again. */
  function restoreSome(table: HeldTable, name: string, column: ReadColumn, restoring: Restoring): void {
    const isSame = kept.find(table.collection, name) === restoring.kept;
    const more = isSame ? restoring.step((kind, part) => kept.part(restoring.kept, kind, part)) : null;
    if (more === true) return;
    column.restoring = null;
    if (more === null) return;
    restoring.into(column.vector);
    column.byIndex = null;
    column.readTo = table.end;
    table.moved.add(kept.movedSince(table.collection, name, restoring.kept), [name]);
  }

  /** What is known of a column; when nothing is, how it is going to be read. */
  function columnOf(table: HeldTable, name: string): ReadColumn {
    const found = table.columns.get(name);
    if (found !== undefined) return found;
    const asKept = kept.find(table.collection, name);
    const column: ReadColumn = {
      vector: new ColumnVector(table.shown.length, table.references.has(name)),
      readTo: 0,
      byIndex: isIndexedColumn(table.name, name) ? nothingByIndex : null,
      restoring: asKept === null || asKept.end > table.end ? null : new Restoring(asKept),
    };
    table.columns.set(name, column);
    return column;
  }

  function readColumn(table: HeldTable, name: string, to: number): void {
    const column = columnOf(table, name);
    const from = column.readTo;
    readShown(table, to);
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

  /** Reads a slice of what is missing, where least was read; answers whether anything was. */
  function readNext(table: HeldTable, columns: readonly string[]): boolean {
    const missing = columns.filter((name) => columnOf(table, name).readTo < table.end);
    const first = missing.toSorted((a, b) => columnOf(table, a).readTo - columnOf(table, b).readTo)[0];
    if (first === undefined) {
      const before = table.shownTo;
      readShown(table, Math.min(table.end, before + sliceRows));
      return table.shownTo > before;
    }
    readSome(table, first);
    return true;
  }

  /** Reads some of the rows again that were written since; answers whether there were any. */
  function followNext(table: HeldTable): boolean {
    const some = table.moved.take(sliceMoved);
    if (some === null) return false;
    const size = some.rowids.reduce((most, rowid) => Math.max(most, rowid + 1), table.end + 1);
    growTo(table, size);
    extend(table, size - 1);
    const names = [...table.columns.keys()].filter((name) => some.columns?.includes(name) ?? true);
    const statement = statements(vectorSql.rows(table.name, names));
    for (const chunk of inChunks(some.rowids)) {
      for (const rowid of chunk) table.shown[rowid] = absent;
      for (const row of statement.all(JSON.stringify(chunk))) {
        const rowid = integerAt(row, 0);
        table.shown[rowid] = integerAt(row, 1);
        names.forEach((name, index) => columnOf(table, name).vector.put(rowid, cellFrom(row[index + 2])));
      }
    }
    return true;
  }

  /** The table, without the columns that are better read again. */
  function current(collection: CollectionName): HeldTable {
    const table = find(collection);
    for (const [name, { vector }] of table.columns) if (vector.worn) table.columns.delete(name);
    return table;
  }

  return {
    table(collection, columns) {
      const table = current(collection);
      while (followNext(table) || readNext(table, columns));
      return { shown: table.shown, column: (name) => columnOf(table, name).vector };
    },
    has(collection, columns) {
      return isRead(held.get(collection), columns);
    },
    held(collection, columns) {
      const table = held.get(collection);
      if (table === undefined || !isRead(table, columns)) return null;
      return { shown: table.shown, column: (name) => columnOf(table, name).vector };
    },
    settled(collection, column) {
      const table = held.get(collection);
      if (table === undefined || !table.moved.isEmpty || !isRead(table, [column])) return null;
      return { vector: columnOf(table, column).vector, end: table.end };
    },
    warm(collection, columns) {
      const table = current(collection);
      const until = performance.now() + stepMs;
      // However slow the machine and whatever is written between two steps, each comes nearer to the end.
      while (followNext(table)) if (!table.moved.isEmpty && performance.now() >= until) return true;
      do if (!readNext(table, columns)) return !table.moved.isEmpty;
      while (performance.now() < until);
      return true;
    },
    moved(collection, rowids, columns) {
      version += 1;
      const table = held.get(collection);
      if (table === undefined) return;
      if (rowids !== 'all') table.moved.add(rowids, columns ?? null);
      if (rowids === 'all' || table.moved.isMost(table.shown.length)) held.delete(collection);
    },
    forget() {
      version += 1;
      held.clear();
    },
    get version() {
      return version;
    },
  };
}

/** Columns that hold ids of other records, of which several are named often. */
function referencesOf(collection: CollectionName): ReadonlySet<string> {
  const held = tables[collection].columns.filter(({ field }) => field.kind.type === 'reference');
  return new Set(held.map(({ name }) => name));
}

function isRead(table: HeldTable | undefined, columns: readonly string[]): boolean {
  if (table === undefined || table.shownTo < table.end) return false;
  return columns.every((name) => (table.columns.get(name)?.readTo ?? -1) >= table.end);
}

/** Rows behind the last one arrive as moved rows, so what was read to the end stays read to the end. */
function extend(table: HeldTable, end: number): void {
  if (table.shownTo === table.end) table.shownTo = end;
  for (const column of table.columns.values()) if (column.readTo === table.end) column.readTo = end;
  table.end = end;
}

function growTo(table: HeldTable, size: number): void {
  if (size <= table.shown.length) return;
  const shown = new Uint8Array(Math.max(size, Math.ceil(table.shown.length * 1.25)));
  shown.set(table.shown);
  table.shown = shown;
  for (const { vector } of table.columns.values()) vector.grow(shown.length);
}

function cellFrom(value: unknown): Cell {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
