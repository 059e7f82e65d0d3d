import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { sumDecimals } from '../../../domain/decimal.ts';
import type { ColumnSum, ValueCount, ViewValues } from '../../../domain/view.ts';
import { atOnce, inStretches } from '../slices.ts';
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
    const counts = [...(yield* countItems(rows, source.field(field)))];
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
): ColumnSum {
  const { rows, source } = selector.these(collection, rowids, [field]);
  const coded = source.field(field);
  const perCode = atOnce(countCodes(rows, coded));
  const byText = atOnce(countItems(rows, coded));
  const empty = byText.get('') ?? 0;
  byText.delete('');
  const kind = fieldOf(collection, field)?.kind.type;
  const numbers =
    kind === 'decimal'
      ? sumDecimals([...perCode].map(([code, times]) => ({ text: coded.texts[code] ?? '', times })))
      : null;
  return {
    field,
    rows: rows.length,
    filled: rows.length - empty,
    distinct: byText.size,
    numbers,
    most: atOnce(mostFrequent([...byText], mostNamed)),
  };
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

function* countItems(rows: Uint32Array, field: CodedField): Sliced<Map<string, number>> {
  const byText = new Map<string, number>();
  const perCode = yield* countCodes(rows, field);
  yield* inStretches(perCode.length, sliceValues, (from, to) => {
    for (const [code, count] of perCode.slice(from, to))
      for (const text of new Set(field.texts[code] === '' ? [''] : field.items(code)))
        byText.set(text, (byText.get(text) ?? 0) + count);
  });
  return byText;
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
