import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { sumDecimals } from '../../../domain/decimal.ts';
import type { ColumnSum, ValueCount, ViewValues } from '../../../domain/view.ts';
import type { ViewQuery } from './api.ts';
import type { CodedField } from './vectors/rows.ts';
import type { Selector } from './viewSelect.ts';

/** Most values named in a breakdown. */
const mostNamed = 8;

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
): ViewValues {
  const filters = query.filters.filter((filter) => !('field' in filter) || filter.field !== field);
  const { rows, source } = selector.found({ ...query, filters }, [field]);
  const counts = [...countItems(rows, source.field(field))];
  const wanted = search.trim().toLowerCase();
  const found = counts.filter(([text]) => text.toLowerCase().includes(wanted));
  return {
    distinct: counts.length,
    found: found.length,
    values: mostFrequent(found, limit),
  };
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
  const perCode = countCodes(rows, coded);
  const byText = countItems(rows, coded);
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
    most: mostFrequent([...byText], mostNamed),
  };
}

function countCodes(rows: Uint32Array, { codes, texts }: CodedField): ReadonlyMap<number, number> {
  const counts = new Uint32Array(texts.length);
  for (const row of rows) {
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const found = new Map<number, number>();
  counts.forEach((count, code) => {
    if (count > 0) found.set(code, count);
  });
  return found;
}

function countItems(rows: Uint32Array, field: CodedField): Map<string, number> {
  const byText = new Map<string, number>();
  for (const [code, count] of countCodes(rows, field))
    for (const text of new Set(field.texts[code] === '' ? [''] : field.items(code)))
      byText.set(text, (byText.get(text) ?? 0) + count);
  return byText;
}

const alphabet = new Intl.Collator('en');

/** The `limit` most frequent, those that are as frequent in the order of the alphabet. */
function mostFrequent(counts: readonly (readonly [string, number])[], limit: number): readonly ValueCount[] {
  const first: ValueCount[] = [];
  const isBefore = (text: string, count: number, other: ValueCount): boolean =>
    count === other.count ? alphabet.compare(text, other.text) < 0 : count > other.count;
  for (const [text, count] of counts) {
    const last = first.at(-1);
    if (last !== undefined && first.length === limit && !isBefore(text, count, last)) continue;
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
  }
  return first;
}
