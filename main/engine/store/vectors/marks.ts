import { changeStates } from '../../../../domain/operation.ts';
import { integerAt } from '../cells.ts';
import type { Statements } from '../statements.ts';

/** No row with this rowid. */
export const absent = 0;
/** A row that is shown, and has no change. */
const calm = 2;

/** Tables that say by an index which of their rows are there; of the others the rows themselves are read. */
const indexed: ReadonlySet<string> = new Set(['contract_assignment', 'producer', 'agent', 'licence']);
/** With more than one in so many missing, a stretch is better read than each missing rowid looked for. */
const fewMissing = 10;

export const shownExpression =
  'CASE WHEN gone_at IS NULL OR change_state <> 0 THEN 2 + change_state ELSE 1 END';

const stretch = 'rowid > ? AND rowid <= ?';

/** Asked of a stretch of rowids: the rows that are not gone, and those that are changed, from indexes alone. */
export const marksSql = {
  /** All rows, by the pages of an index and not by its entries. */
  count: (table: string): string => `SELECT count(*) FROM ${table}`,
  anyGone: (table: string): string => `SELECT EXISTS (SELECT 1 FROM ${table} WHERE coalesce(gone_at, 0) > 0)`,
  presentCount: (table: string): string =>
    `SELECT count(*) FROM ${table} WHERE coalesce(gone_at, 0) = 0 AND ${stretch}`,
  present: (table: string): string =>
    `SELECT rowid FROM ${table} WHERE coalesce(gone_at, 0) = 0 AND ${stretch}`,
  /** The first condition lets SQLite see that the partial index knows. */
  changed: (table: string): string =>
    `SELECT rowid FROM ${table} WHERE change_state <> 0 AND change_state = ? AND ${stretch}`,
  /** Of a table without such an index. */
  rowids: (table: string): string => `SELECT rowid FROM ${table} WHERE ${stretch} ORDER BY rowid`,
  shown: (table: string): string => `SELECT ${shownExpression} FROM ${table} WHERE ${stretch} ORDER BY rowid`,
  some: (table: string): string =>
    `SELECT t.rowid, ${shownExpression} FROM json_each(?) AS wanted CROSS JOIN ${table} AS t ON t.rowid = wanted.value`,
} as const;

/**
 * Reads for the rowids in (from, to] whether there is a row, whether it is shown and how it is marked (see
 * VectorTable). Most rows of a table are there and unchanged, so that counting them says it all: the rows
 * themselves, a gigabyte of encrypted pages for a million assignments, are not touched.
 */
export function readMarks(
  statements: Statements,
  table: string,
  shown: Uint8Array,
  from: number,
  to: number,
): void {
  shown.fill(absent, from + 1, to + 1);
  if (!indexed.has(table)) {
    readRows(statements, table, shown, from, to);
    return;
  }
  const present = integerAt(statements(marksSql.presentCount(table)).get(from, to), 0);
  if (to - from - present > (to - from) / fewMissing) {
    readRows(statements, table, shown, from, to);
    return;
  }
  if (present === to - from) shown.fill(calm, from + 1, to + 1);
  else readAround(statements, table, shown, from, to);
  readChanged(statements, table, shown, from, to);
}

/**
 * Whether every rowid up to this one has a row that is not gone, so that only what is changed is left to be read.
 * Counting all of a table by the pages of an index costs a tenth of walking the index's entries.
 */
export function areAllThere(statements: Statements, table: string, end: number): boolean {
  if (!indexed.has(table) || integerAt(statements(marksSql.count(table)).get(), 0) !== end) return false;
  return integerAt(statements(marksSql.anyGone(table)).get(), 0) === 0;
}

/** The same as `readMarks`, where all rows of the table are there. */
export function readMarksOfAll(
  statements: Statements,
  table: string,
  shown: Uint8Array,
  from: number,
  to: number,
): void {
  shown.fill(calm, from + 1, to + 1);
  readChanged(statements, table, shown, from, to);
}

function readChanged(
  statements: Statements,
  table: string,
  shown: Uint8Array,
  from: number,
  to: number,
): void {
  changeStates.forEach((_, state) => {
    if (state === 0) return;
    for (const rowid of statements(marksSql.changed(table)).pluck().all(state, from, to))
      shown[Number(rowid)] = calm + state;
  });
}

/** Rows that are there by their index, and the few others one by one. */
function readAround(
  statements: Statements,
  table: string,
  shown: Uint8Array,
  from: number,
  to: number,
): void {
  for (const rowid of statements(marksSql.present(table)).pluck().all(from, to)) shown[Number(rowid)] = calm;
  const missing: number[] = [];
  for (let rowid = from + 1; rowid <= to; rowid += 1) if (shown[rowid] === absent) missing.push(rowid);
  for (const row of statements(marksSql.some(table)).all(JSON.stringify(missing)))
    shown[integerAt(row, 0)] = integerAt(row, 1);
}

function readRows(statements: Statements, table: string, shown: Uint8Array, from: number, to: number): void {
  const rowids = statements(marksSql.rowids(table)).pluck().all(from, to);
  const marks = statements(marksSql.shown(table)).pluck().all(from, to);
  rowids.forEach((rowid, index) => {
    shown[Number(rowid)] = Number(marks[index]);
  });
}
