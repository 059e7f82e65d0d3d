import { integerAt, textAt } from '../cells.ts';
import type { Statements } from '../statements.ts';
import type { ColumnVector } from './columnVector.ts';

/** Columns that an index holds in order: reading it costs half of reading the rows, and each value is looked up once. */
const indexed: Readonly<Record<string, ReadonlySet<string>>> = {
  contract_assignment: new Set(['npn', 'product_id', 'upline_contract_assignment_id']),
};

/** Rows read in one go, about: a value that more rows have is read at once. */
const sliceRows = 4_000;
const mostValues = 2_000;

export const indexedColumnSql = {
  /** Values behind one, and how many rows have each. Empty cells have none. */
  values: (table: string, column: string): string =>
    `SELECT ${column}, count(*) FROM ${table} WHERE ${column} > ? GROUP BY ${column} ORDER BY ${column} LIMIT ?`,
  /** The rows of those values, in the same order. */
  rowids: (table: string, column: string): string =>
    `SELECT rowid FROM ${table} WHERE ${column} > ? AND ${column} <= ? ORDER BY ${column}`,
} as const;

export function isIndexedColumn(table: string, column: string): boolean {
  return indexed[table]?.has(column) === true;
}

/** How far a column has been read by its index. */
export interface ReadByIndex {
  /** The last value that was read. */
  readonly to: string;
  /** Values asked for next. */
  readonly ask: number;
}

export const nothingByIndex: ReadByIndex = { to: '', ask: 100 };

/** Reads the next values into the vector; null when there are no more. What is written meanwhile is the caller's to follow. */
export function readByIndex(
  statements: Statements,
  table: string,
  column: string,
  vector: ColumnVector,
  { to, ask }: ReadByIndex,
): ReadByIndex | null {
  const values = statements(indexedColumnSql.values(table, column)).all(to, ask);
  const last = values.at(-1);
  if (last === undefined) return null;
  const end = textAt(last, 0);
  const rowids = statements(indexedColumnSql.rowids(table, column)).pluck().all(to, end);
  let next = 0;
  for (const value of values) {
    const from = next;
    next += integerAt(value, 1);
    vector.putAll(rowids, from, next, textAt(value, 0));
  }
  if (next !== rowids.length) throw new Error(`The index of ${table}.${column} does not hold what it counts`);
  const wanted = Math.floor((ask * sliceRows) / Math.max(1, next));
  return { to: end, ask: Math.min(mostValues, Math.max(1, wanted)) };
}
