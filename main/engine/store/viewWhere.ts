import type { FieldValue } from '../../../domain/fields.ts';
import type { ViewFilter, ViewQuery } from './api.ts';
import { toCell } from './columns.ts';
import type { Cell } from './columns.ts';
import type { Labels } from './labels.ts';
import { shownField } from './viewFields.ts';
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
 * One alternative per way in which a field can show the text. Plain columns are searched as one
 * string with a separator nobody types: a function call per column and row is what a search costs.
 */
function containing(shown: readonly ShownField[], text: string, labels: Labels): readonly Condition[] {
  const folded = fold(text);
  const plain = shown.filter(({ labels: source, isList }) => source === null && !isList);
  const labelled = shown.filter(({ labels: source, isList }) => source !== null && !isList);
  const lists = shown.filter(({ isList }) => isList);
  return [
    ...(plain.length === 0 ? [] : [inOneOf(plain.map(plainText), folded)]),
    ...labelled.flatMap((field) => labelCondition(field, text, labels)),
    ...unknownIds(labelled, folded, labels),
    ...lists.map((field) => listCondition(field, text, labels)),
  ];
}

function plainText({ column, field }: ShownField): string {
  return field.kind.type === 'boolean' ? `CASE ${column} WHEN 1 THEN 'Yes' WHEN 0 THEN 'No' END` : column;
}

function inOneOf(expressions: readonly string[], folded: string): Condition {
  return { sql: `instr(lower(concat_ws(char(31), ${expressions.join(', ')})), ?)`, values: [folded] };
}

/** Searching a few thousand labels first usually leaves nothing to look for in the rows. */
function labelCondition(shown: ShownField, text: string, labels: Labels): readonly Condition[] {
  const ids = matching(shown, text, labels);
  if (ids.length === 0) return [];
  return [{ sql: `${shown.column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] }];
}

/** Ids we have no label for are shown as they are, so they are found as they are. */
function unknownIds(labelled: readonly ShownField[], folded: string, labels: Labels): readonly Condition[] {
  const own = labelled.filter(({ labels: source }) => source !== 'carrierOfProduct');
  if (own.length === 0) return [];
  const each = own.map(({ column, labels: source }): Condition => ({
    sql: `(instr(lower(${column}), ?) AND ${column} NOT IN (SELECT value FROM json_each(?)))`,
    values: [folded, JSON.stringify(source === null ? [] : [...labels.all(source).keys()])],
  }));
  // The cheap test first: hardly any row's ids contain the word.
  return [
    all([
      inOneOf(
        own.map(({ column }) => column),
        folded,
      ),
      any(each),
    ]),
  ];
}

function listCondition(shown: ShownField, text: string, labels: Labels): Condition {
  const { column } = shown;
  const ids = JSON.stringify(matching(shown, text, labels));
  const known = JSON.stringify(shown.labels === null ? [] : [...labels.all(shown.labels).keys()]);
  return {
    sql: `(${column} <> '[]' AND EXISTS (SELECT 1 FROM json_each(${column}) AS item WHERE
      item.value IN (SELECT value FROM json_each(?))
      OR (instr(lower(item.value), ?) AND item.value NOT IN (SELECT value FROM json_each(?)))))`,
    values: [ids, fold(text), known],
  };
}

function matching(shown: ShownField, text: string, labels: Labels): readonly string[] {
  if (shown.labels === null) return [];
  const wanted = text.toLowerCase();
  const ids: string[] = [];
  for (const [id, label] of labels.all(shown.labels)) if (label.toLowerCase().includes(wanted)) ids.push(id);
  return ids;
}

/** SQLite's `lower` knows ASCII only, so the text looked for must not be folded further. */
export function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
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
