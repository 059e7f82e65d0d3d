import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { sumDecimals } from '../../../domain/decimal.ts';
import type { ColumnSum, ValueCount, ViewValues } from '../../../domain/view.ts';
import { inStretches } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { ViewQuery } from './api.ts';
import type { CodedField } from './vectors/rows.ts';
import type { Selector } from './viewSelect.ts';

/** Most values named in a breakdown. */
const mostNamed = 8;
/** Rows counted, and values looked at, between two pauses. */
const sliceRows = 20_000;
const sliceValues = 5_000;

/**
 * What a column holds in the rows that a list's other filters leave: its different values as people read
 * them, the most frequent first. The empty text stands for empty cells.
 */
export function valuesOf(
  selector: Selector,
  query: ViewQuery,
  field: string,
  search: string,
  limit: number,
): Sliced<ViewValues> {
  const filters = query.filters.filter((filter) => !('field' in filter) || filter.field !== field);
  const wanted = search.trim().toLowerCase();
  return selector.about({ ...query, filters }, [field], function* ({ rows, source }) {
    const coded = source.field(field);
    const counts = yield* textCounts(yield* countCodes(rows, coded), coded);
    const found: (readonly [string, number])[] = [];
    yield* inStretches(counts.length, sliceValues, (from, to) => {
      for (const one of counts.slice(from, to)) if (one[0].toLowerCase().includes(wanted)) found.push(one);
    });
    return {
      distinct: counts.length,
      found: found.length,
      values: yield* mostFrequent(found, limit),
    };
  });
}

/** Count, different values, sum and breakdown of one column over these rows. */
export function sumOf(
  selector: Selector,
  collection: CollectionName,
  rowids: Uint32Array,
  field: string,
): Sliced<ColumnSum> {
  return selector.among(collection, rowids, [field], function* ({ rows, source }) {
    const coded = source.field(field);
    const perCode = yield* countCodes(rows, coded);
    const byText = yield* textCounts(perCode, coded);
    const filled = byText.filter(([text]) => text !== '');
    const empty = byText.find(([text]) => text === '')?.[1] ?? 0;
    const kind = fieldOf(collection, field)?.kind.type;
    const numbers =
      kind === 'decimal'
        ? sumDecimals(perCode.map(([code, times]) => ({ text: coded.texts[code] ?? '', times })))
        : null;
    return {
      field,
      rows: rows.length,
      filled: rows.length - empty,
      distinct: filled.length,
      numbers,
      most: yield* mostFrequent(filled, mostNamed),
    };
  });
}

/** How many of the rows hold each code; codes that none holds are left out. */
function* countCodes(
  rows: Uint32Array,
  { codes, texts }: CodedField,
): Sliced<readonly (readonly [number, number])[]> {
  const counts = new Uint32Array(texts.length);
  yield* inStretches(rows.length, sliceRows, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const code = codes[rows[at] ?? 0] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  });
  const found: (readonly [number, number])[] = [];
  yield* inStretches(counts.length, sliceRows, (from, to) => {
    for (let code = from; code < to; code += 1) {
      const count = counts[code] ?? 0;
      if (count > 0) found.push([code, count]);
    }
  });
  return found;
}

/** How often each text occurs where each code occurs so often. */
function* textCounts(
  perCode: readonly (readonly [number, number])[],
  field: CodedField,
): Sliced<readonly (readonly [string, number])[]> {
  // Several, because a map that has grown large takes long to grow further.
  const maps = Array.from({ length: 64 }, () => new Map<string, number>());
  const add = (text: string, count: number): void => {
    const spread = text.charCodeAt(text.length - 1) ^ (text.charCodeAt(text.length >> 1) << 3);
    const map = maps[spread & 63];
    map?.set(text, (map.get(text) ?? 0) + count);
  };
  yield* inStretches(perCode.length, sliceValues, (from, to) => {
    for (const [code, count] of perCode.slice(from, to))
      for (const text of new Set(field.texts[code] === '' ? [''] : field.items(code))) add(text, count);
  });
  const counts: (readonly [string, number])[] = [];
  for (const map of maps) for (const entry of map) if (counts.push(entry) % sliceValues === 0) yield;
  return counts;
}

const alphabet = new Intl.Collator('en');

/** The `limit` most frequent, those that are as frequent in the order of the alphabet. */
function* mostFrequent(
  counts: readonly (readonly [string, number])[],
  limit: number,
): Sliced<readonly ValueCount[]> {
  const first: ValueCount[] = [];
  const isBefore = (text: string, count: number, other: ValueCount): boolean =>
    count === other.count ? alphabet.compare(text, other.text) < 0 : count > other.count;
  const add = (text: string, count: number): void => {
    const last = first.at(-1);
    if (last !== undefined && first.length === limit && !isBefore(text, count, last)) return;
    let from = 0;
    let to = first.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = first[middle];
      if (other !== undefined && isBefore(text, count, other)) to = middle;
      else from = middle + 1;
    }
    first.splice(from, 0, { text, count });
    if (first.length > limit) first.pop();
  };
  yield* inStretches(counts.length, sliceValues, (from, to) => {
    for (const [text, count] of counts.slice(from, to)) add(text, count);
  });
  return first;
}
