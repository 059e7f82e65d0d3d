import type { FieldDefinition, FieldValue } from '../../../domain/fields.ts';
import type { ViewFilter, ViewQuery } from './api.ts';
import { toCell } from './columns.ts';
import type { Cell } from './columns.ts';
import type { Labels } from './labels.ts';
import { isBorrowed, shownField } from './viewFields.ts';
import type { ShownField } from './viewFields.ts';

/** A condition and the values bound in it, in order. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Cell[];
}

/** Which rows a view holds: not gone (or still carrying work), passing every filter and search word. */
export function whereOf(query: ViewQuery, labels: Labels): Condition {
  const words = query.search.split(/\s+/).filter((word) => word !== '');
  const shown = query.columns.map((name) => shownField(query.collection, name));
  return all([
    { sql: '(gone_at IS NULL OR change_state <> 0)', values: [] },
    ...query.filters.map((filter) => filterCondition(query, filter, labels)),
    ...words.map((word) => wordCondition(shown, word, labels)),
  ]);
}

function filterCondition({ collection }: ViewQuery, filter: ViewFilter, labels: Labels): Condition {
  if (filter.test === 'has-unsent-change') return { sql: 'change_state <> 0', values: [] };
  if (filter.test === 'of-carrier') {
    const { column } = shownField(collection, 'productId');
    return {
      sql: `${column} IN (SELECT id FROM product WHERE carrier_id = ?)`,
      values: [filter.carrierId],
    };
  }
  const shown = shownField(collection, filter.field);
  return filter.test === 'is'
    ? isCondition(shown, filter.value)
    : any(containing([shown], filter.text, labels));
}

function isCondition(shown: ShownField, value: FieldValue): Condition {
  const { column } = shown;
  if (value === null || value === '') return { sql: `(${column} IS NULL OR ${column} = '')`, values: [] };
  if (shown.labels === 'carrierOfProduct') {
    return { sql: `${column} IN (SELECT id FROM product WHERE carrier_id = ?)`, values: [toCell(value)] };
  }
  if (shown.labels === 'producerOfNpn') {
    return { sql: `${column} IN (SELECT npn FROM producer WHERE display_name = ?)`, values: [toCell(value)] };
  }
  if (shown.isList && typeof value === 'string') {
    return { sql: `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = ?)`, values: [value] };
  }
  return { sql: `${column} = ?`, values: [toCell(value)] };
}

function wordCondition(shown: readonly ShownField[], word: string, labels: Labels): Condition {
  return any(
    containing(
      shown.filter(({ field }) => field.kind.type !== 'boolean'),
      word,
      labels,
    ),
  );
}

/**
 * One alternative per way in which a field can show the text, the cheap ones first. `LIKE` folds
 * ASCII letters and is the fastest substring test SQLite has.
 */
function containing(shown: readonly ShownField[], text: string, labels: Labels): readonly Condition[] {
  const plain = shown.filter(({ labels: source, isList }) => source === null && !isList);
  const labelled = shown.filter(({ labels: source, isList }) => source !== null && !isList);
  const lists = shown.filter(({ isList }) => isList);
  return [
    ...plain.filter(({ field }) => canHold(field, text)).map((field) => like(plainText(field), text)),
    ...lists.map((field) => listCondition(field, text, labels)),
    ...labelConditions(labelled, text, labels),
    ...unknownIds(labelled, text, labels),
  ];
}

/** Dates and decimals need no look when the text has a character they never have. */
function canHold({ kind }: FieldDefinition, text: string): boolean {
  if (kind.type === 'date') return /^[\d-]*$/.test(text);
  return kind.type === 'decimal' ? /^[\d.]*$/.test(text) : true;
}

function plainText({ column, field }: ShownField): string {
  return field.kind.type === 'boolean' ? `CASE ${column} WHEN 1 THEN 'Yes' WHEN 0 THEN 'No' END` : column;
}

function like(expression: string, text: string): Condition {
  return { sql: `${expression} LIKE ? ESCAPE '!'`, values: [`%${text.replace(/[!%_]/g, '!$&')}%`] };
}

/**
 * Searching a few thousand labels first usually leaves little to look for in the rows. Fields that
 * share a column (an assignment's product and its carrier) share one look.
 */
function labelConditions(shown: readonly ShownField[], text: string, labels: Labels): readonly Condition[] {
  const idsOf = new Map<string, Set<string>>();
  for (const field of shown) {
    const ids = idsOf.get(field.column) ?? new Set();
    idsOf.set(field.column, ids);
    for (const id of matching(field, text, labels)) ids.add(id);
  }
  return [...idsOf].filter(([, ids]) => ids.size > 0).map(([column, ids]) => oneOf(column, [...ids]));
}

/** A handful is faster compared one by one than looked up in a set. */
function oneOf(column: string, ids: readonly string[]): Condition {
  if (ids.length <= 4) return any(ids.map((id) => ({ sql: `${column} = ?`, values: [id] })));
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] };
}

/** Ids we have no label for are shown as they are, so they are found as they are. */
function unknownIds(labelled: readonly ShownField[], text: string, labels: Labels): readonly Condition[] {
  return labelled
    .filter(({ labels: source }) => !isBorrowed(source))
    .map((shown) =>
      all([
        like(shown.column, text),
        {
          sql: `${shown.column} NOT IN (SELECT value FROM json_each(?))`,
          values: [knownIds(shown, labels)],
        },
      ]),
    );
}

function listCondition(shown: ShownField, text: string, labels: Labels): Condition {
  const { column } = shown;
  const item = like('item.value', text);
  return {
    sql: `(${column} <> '[]' AND EXISTS (SELECT 1 FROM json_each(${column}) AS item WHERE
      item.value IN (SELECT value FROM json_each(?))
      OR (${item.sql} AND item.value NOT IN (SELECT value FROM json_each(?)))))`,
    values: [JSON.stringify(matching(shown, text, labels)), ...item.values, knownIds(shown, labels)],
  };
}

function knownIds({ labels: source }: ShownField, labels: Labels): string {
  return JSON.stringify(source === null ? [] : [...labels.all(source).keys()]);
}

function matching(shown: ShownField, text: string, labels: Labels): readonly string[] {
  if (shown.labels === null) return [];
  const wanted = text.toLowerCase();
  const ids: string[] = [];
  for (const [id, label] of labels.all(shown.labels)) if (label.toLowerCase().includes(wanted)) ids.push(id);
  return ids;
}

function all(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' AND ', '1');
}

function any(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' OR ', '0');
}

function joined(conditions: readonly Condition[], operator: string, none: string): Condition {
  if (conditions.length === 0) return { sql: none, values: [] };
  const sql = conditions.map((condition) => condition.sql).join(operator);
  return {
    sql: conditions.length === 1 ? sql : `(${sql})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
