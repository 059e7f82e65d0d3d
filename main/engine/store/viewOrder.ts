import type { SortKey, ViewQuery } from './api.ts';
import { integerAt } from './cells.ts';
import { tables } from './columns.ts';
import type { Cell } from './columns.ts';
import type { Labels } from './labels.ts';
import type { Statements } from './statements.ts';
import { shownField, textOf } from './viewFields.ts';
import type { ShownField } from './viewFields.ts';
import { whereOf } from './viewWhere.ts';

/** The statement behind an order vector. */
export interface OrderStatement {
  readonly sql: string;
  readonly values: readonly Cell[];
}

interface ShownKey extends ShownField {
  readonly descending: boolean;
}

/** Sort ranks of one key by row position; empty cells rank last in both directions. */
type Ranks = Float64Array;

/**
 * Rowids in view order. Columns that read as they are sort inside SQLite; as soon as a label
 * decides, the rows' ranks are fetched and sorted here, which is faster than joining the labels.
 */
export function orderOf(query: ViewQuery, statements: Statements, labels: Labels): Uint32Array {
  const keys = keysOf(query);
  const { sql, values } = orderStatement(query, labels);
  if (!keys.some(isLabelled))
    return rowidsOf(
      statements(sql)
        .pluck()
        .all(...values),
    );
  const rows = statements(sql).all(...values);
  const ranks = keys.map((key, index) =>
    isLabelled(key) ? labelRanks(key, rows, index + 1, labels) : storedRanks(key, rows, index + 1),
  );
  return sorted(rows, ranks);
}

export function orderStatement(query: ViewQuery, labels: Labels): OrderStatement {
  const keys = keysOf(query);
  const where = whereOf(query, labels);
  const from = `FROM ${tables[query.collection].name} WHERE ${where.sql}`;
  if (!keys.some(isLabelled)) {
    // `+` keeps SQLite from walking the whole table in rowid order where a filter's index finds a few.
    const byRowid = query.filters.length > 0 ? '+rowid' : 'rowid';
    const order = [...keys.map(orderTerm), byRowid].join(', ');
    return { sql: `SELECT rowid ${from} ORDER BY ${order}`, values: where.values };
  }
  const columns = keys.map((key) => (isLabelled(key) ? key.column : rankTerm(key)));
  return { sql: `SELECT rowid, ${columns.join(', ')} ${from} ORDER BY rowid`, values: where.values };
}

function keysOf({ collection, sort }: ViewQuery): readonly ShownKey[] {
  return sort.map((key: SortKey) => ({
    ...shownField(collection, key.field),
    descending: key.direction === 'descending',
  }));
}

function isLabelled(key: ShownField): boolean {
  return key.labels !== null;
}

/** The value to sort by; NULL where the cell shows nothing. */
function expressionOf({ column, field, isList }: ShownField): string {
  if (field.kind.type === 'boolean') return column;
  if (field.kind.type === 'decimal') return `CAST(nullif(${column}, '') AS REAL)`;
  return `nullif(${column}, '${isList ? '[]' : ''}') COLLATE NOCASE`;
}

function orderTerm(key: ShownKey): string {
  return `${expressionOf(key)}${key.descending ? ' DESC' : ''} NULLS LAST`;
}

function rankTerm(key: ShownKey): string {
  const value = expressionOf(key);
  return `CASE WHEN ${value} IS NOT NULL THEN dense_rank() OVER (ORDER BY ${value}) END`;
}

function storedRanks(key: ShownKey, rows: readonly (readonly unknown[])[], index: number): Ranks {
  return Float64Array.from(rows, (row) => {
    const rank = row[index];
    return directed(key, typeof rank === 'number' ? rank : null);
  });
}

/** Distinct cells are few: they are labelled and sorted once, and each row looks its rank up. */
function labelRanks(
  key: ShownKey,
  rows: readonly (readonly unknown[])[],
  index: number,
  labels: Labels,
): Ranks {
  const source = key.labels === null ? new Map<string, string>() : labels.all(key.labels);
  const textOfCell = new Map<unknown, string>();
  for (const row of rows) {
    const cell = row[index];
    if (!textOfCell.has(cell)) textOfCell.set(cell, textOf(key, cell, source).toLowerCase());
  }
  const texts = [...new Set(textOfCell.values())].filter((text) => text !== '').sort();
  const rankOfText = new Map(texts.map((text, rank) => [text, rank]));
  const rankOfCell = new Map(
    [...textOfCell].map(([cell, text]) => [cell, directed(key, rankOfText.get(text) ?? null)]),
  );
  return Float64Array.from(rows, (row) => rankOfCell.get(row[index]) ?? Infinity);
}

function directed(key: ShownKey, rank: number | null): number {
  if (rank === null) return Infinity;
  return key.descending ? -rank : rank;
}

/** Sorts positions by ranks; rows arrive in rowid order, and the position keeps ties in it. */
function sorted(rows: readonly (readonly unknown[])[], ranks: readonly Ranks[]): Uint32Array {
  const positions = Uint32Array.from(rows, (_, position) => position);
  positions.sort((a, b) => {
    for (const rank of ranks) {
      const left = rank[a] ?? Infinity;
      const right = rank[b] ?? Infinity;
      if (left !== right) return left < right ? -1 : 1;
    }
    return a - b;
  });
  return positions.map((position) => integerAt(rows[position], 0));
}

function rowidsOf(values: readonly unknown[]): Uint32Array {
  const rowids = new Uint32Array(values.length);
  values.forEach((value, index) => {
    rowids[index] = Number(value);
  });
  return rowids;
}
