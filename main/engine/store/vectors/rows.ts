import type { FieldTexts } from './fieldTexts.ts';

/** Codes of one column and what they mean. */
export interface CodedField extends FieldTexts {
  readonly codes: Uint32Array;
}

/** The rows whose code passes; the array is narrowed in place and the part that is left is answered. */
export function keepWhere(rows: Uint32Array, codes: Uint32Array, passes: Uint8Array): Uint32Array {
  let kept = 0;
  for (const row of rows) {
    if (passes[codes[row] ?? 0] !== 1) continue;
    rows[kept] = row;
    kept += 1;
  }
  return rows.subarray(0, kept);
}

/** The rows in which at least one of the fields passes. */
export function keepWhereAny(
  rows: Uint32Array,
  tests: readonly { readonly codes: Uint32Array; readonly passes: Uint8Array }[],
): Uint32Array {
  let kept = 0;
  for (const row of rows) {
    let passed = false;
    for (const { codes, passes } of tests) {
      if (passes[codes[row] ?? 0] !== 1) continue;
      passed = true;
      break;
    }
    if (!passed) continue;
    rows[kept] = row;
    kept += 1;
  }
  return rows.subarray(0, kept);
}

/** Codes whose text holds the word, as flags; null when there is none. */
export function codesWith(word: string, folded: readonly string[]): Uint8Array | null {
  const passes = new Uint8Array(folded.length);
  let found = false;
  for (let code = 0; code < folded.length; code += 1) {
    if (folded[code]?.includes(word) !== true) continue;
    passes[code] = 1;
    found = true;
  }
  return found ? passes : null;
}

export interface CodedKey {
  readonly field: CodedField;
  readonly descending: boolean;
}

/**
 * Sorts rows by these keys, the first counting most; empty cells come last in both directions, and rows that
 * are alike stay as they were. Counting by rank, last key first, costs the same whatever the order was.
 */
export function sortRows(rows: Uint32Array, keys: readonly CodedKey[]): Uint32Array {
  let sorted = rows;
  for (const { field, descending } of keys.toReversed()) sorted = sortBy(sorted, field, descending);
  return sorted;
}

function sortBy(rows: Uint32Array, { codes, ranks }: CodedField, descending: boolean): Uint32Array {
  const rankOf = ranks();
  const most = rankOf.reduce((a, b) => Math.max(a, b), 0);
  const places = new Uint32Array(rankOf.length);
  for (let code = 0; code < rankOf.length; code += 1) {
    const rank = rankOf[code] ?? 0;
    // Place 0 is the first; empty is behind all.
    places[code] = rank === 0 ? most : descending ? most - rank : rank - 1;
  }
  const starts = new Uint32Array(most + 2);
  for (const row of rows) {
    const at = (places[codes[row] ?? 0] ?? most) + 1;
    starts[at] = (starts[at] ?? 0) + 1;
  }
  for (let place = 1; place < starts.length; place += 1)
    starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const place = places[codes[row] ?? 0] ?? most;
    const at = starts[place] ?? 0;
    sorted[at] = row;
    starts[place] = at + 1;
  }
  return sorted;
}
