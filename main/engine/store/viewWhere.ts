import type { FieldValue } from '../../../domain/fields.ts';
import { changeStates } from '../../../domain/operation.ts';
import type { ViewFilter, ViewQuery } from './api.ts';
import { tables, toCell } from './columns.ts';
import type { Cell } from './columns.ts';
import { shownField } from './viewFields.ts';
import type { ShownField } from './viewFields.ts';

/** A condition and the values bound in it, in order. */
interface Condition {
  readonly sql: string;
  readonly values: readonly Cell[];
}

/** Conditions that an index finds rows by; the others are looked at in memory. */
export type IndexedFilter = Extract<
  ViewFilter,
  { readonly test: 'is' | 'of-carrier' | 'has-unsent-change' | 'needs-you' }
>;

const indexedTests: ReadonlySet<ViewFilter['test']> = new Set([
  'is',
  'of-carrier',
  'has-unsent-change',
  'needs-you',
] satisfies IndexedFilter['test'][]);

/** Whether an index finds the rows of a filter. */
export function isIndexed(filter: ViewFilter): filter is IndexedFilter {
  return indexedTests.has(filter.test);
}

/** `changeStates` is ordered from calm to urgent: from here on a person is needed. */
const firstTrouble = changeStates.indexOf('attention');

/** Rowids, ascending, of the rows that are shown (not gone, or still carrying work) and pass these filters. */
export function narrowStatement(
  collection: ViewQuery['collection'],
  filters: readonly IndexedFilter[],
): Condition {
  // What has a change is shown in any case; asked about the row as well, SQLite would read it.
  const changed = filters.some(({ test }) => test === 'has-unsent-change' || test === 'needs-you');
  const conditions = [
    ...(changed ? [] : [{ sql: '(gone_at IS NULL OR change_state <> 0)', values: [] }]),
    ...filters.map((filter) => conditionOf(collection, filter)),
  ];
  // `+` keeps SQLite from walking the whole table in rowid order where a filter's index finds a few.
  const order = filters.length > 0 ? '+rowid' : 'rowid';
  return {
    sql: `SELECT rowid FROM ${tables[collection].name}
      WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${order}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function conditionOf(collection: ViewQuery['collection'], filter: IndexedFilter): Condition {
  switch (filter.test) {
    case 'has-unsent-change':
      return { sql: 'change_state <> 0', values: [] };
    case 'needs-you':
      // The index on what is changed serves only those who ask for what is changed.
      return { sql: `change_state <> 0 AND change_state >= ${firstTrouble}`, values: [] };
    case 'of-carrier':
      return {
        sql: `${shownField(collection, 'productId').column} IN (SELECT id FROM product WHERE carrier_id = ?)`,
        values: [filter.carrierId],
      };
    case 'is':
      return isCondition(shownField(collection, filter.field), filter.value);
    default:
      return filter satisfies never;
  }
}

function isCondition(shown: ShownField, value: FieldValue): Condition {
  const { column } = shown;
  if (value === null || value === '')
    return { sql: `(${column} IS NULL OR ${column} IN ('', '[]'))`, values: [] };
  if (shown.labels === 'carrierOfProduct') {
    return { sql: `${column} IN (SELECT id FROM product WHERE carrier_id = ?)`, values: [toCell(value)] };
  }
  if (shown.labels === 'producerOfNpn') {
    return { sql: `${column} IN (SELECT npn FROM producer WHERE display_name = ?)`, values: [toCell(value)] };
  }
  if (shown.labels === 'licenceHolder') {
    const named = toCell(value);
    return {
      sql: `${column} IN (SELECT id FROM agent WHERE display_name = ?
        UNION ALL SELECT id FROM downstream_entity WHERE legal_name = ?)`,
      values: [named, named],
    };
  }
  if (shown.isList && typeof value === 'string') {
    return { sql: `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = ?)`, values: [value] };
  }
  return { sql: `${column} = ?`, values: [toCell(value)] };
}
