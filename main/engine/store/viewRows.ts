import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import type { GridRow } from '../../../domain/view.ts';
import type { ViewQuery } from './api.ts';
import { integerAt, textAt } from './cells.ts';
import { listOf, tables } from './columns.ts';
import type { Labels } from './labels.ts';
import type { LiveEffect, LiveOperations } from './liveOperations.ts';
import type { Statements } from './statements.ts';
import { shownField, textOf } from './viewFields.ts';
import type { ShownField } from './viewFields.ts';

type RowsQuery = Pick<ViewQuery, 'collection' | 'columns'>;

/** Columns before those the view shows. */
const lead = 4;

/** A page of rows: only the visible columns, and the outbox only for rows that carry changes. */
export function rowsOf(
  query: RowsQuery,
  rowids: readonly number[],
  statements: Statements,
  labels: Labels,
  operations: LiveOperations,
): readonly GridRow[] {
  const shown = query.columns.map((name) => shownField(query.collection, name));
  const rows = statements(rowsSql(query)).all(JSON.stringify(rowids));
  const texts = shown.map((field, index) => labelsOfPage(field, rows, lead + index, labels));
  const marked = rows.filter((row) => row[3] !== 0).map((row) => textAt(row, 1));
  const marks = marksOf(operations.of(query.collection, marked), shown);
  const unmarked = shown.map(() => 0);
  return rows.map((row) => {
    const id = textAt(row, 1);
    return {
      rowid: integerAt(row, 0),
      id,
      cells: shown.map((field, index) => textOf(field, row[lead + index], texts[index] ?? noLabels)),
      marks: marks.get(id) ?? unmarked,
      state: integerAt(row, 3),
      gone: row[2] === 1,
    };
  });
}

/** A statement that reads what is shown of these rows, given as a JSON array of rowids, in their order. */
export function rowsSql({ collection, columns }: RowsQuery): string {
  const selected = columns.map((name) => `, t.${shownField(collection, name).column}`).join('');
  return `SELECT t.rowid, t.id, t.gone_at IS NOT NULL, t.change_state${selected}
    FROM json_each(?) AS wanted CROSS JOIN ${tables[collection].name} AS t ON t.rowid = wanted.value
    ORDER BY wanted.key`;
}

/** The ids alone, for those who ask for many rows at once: what is staged for them is not read. */
export function idsOf(
  collection: CollectionName,
  rowids: readonly number[],
  statements: Statements,
): readonly string[] {
  return statements(idsSql(collection))
    .all(JSON.stringify(rowids))
    .map((row) => textAt(row, 0));
}

/** A statement that reads the ids of these rows in their order. */
export function idsSql(collection: CollectionName): string {
  return `SELECT t.id FROM json_each(?) AS wanted
    CROSS JOIN ${tables[collection].name} AS t ON t.rowid = wanted.value ORDER BY wanted.key`;
}

const noLabels: ReadonlyMap<string, string> = new Map();

function labelsOfPage(
  shown: ShownField,
  rows: readonly (readonly unknown[])[],
  index: number,
  labels: Labels,
): ReadonlyMap<string, string> {
  if (shown.labels === null) return noLabels;
  const ids = new Set<string>();
  for (const row of rows) {
    const cell = row[index];
    if (typeof cell === 'string') for (const id of shown.isList ? listOf(cell) : [cell]) ids.add(id);
  }
  return labels.some(shown.labels, [...ids]);
}

function marksOf(
  effects: readonly LiveEffect[],
  shown: readonly ShownField[],
): ReadonlyMap<string, number[]> {
  const marks = new Map<string, number[]>();
  for (const { targetId, wanted, mark } of effects) {
    const before = marks.get(targetId) ?? shown.map(() => 0);
    marks.set(
      targetId,
      before.map((old, index) => (touches(wanted, shown[index]?.field) ? Math.max(old, mark) : old)),
    );
  }
  return marks;
}

function touches(wanted: LiveEffect['wanted'], field: FieldDefinition | undefined): boolean {
  return field !== undefined && Object.hasOwn(wanted, field.name);
}
