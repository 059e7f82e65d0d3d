import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import type { FieldTexts } from './fieldTexts.ts';

/** Codes of one column and what they mean. */
export interface CodedField extends FieldTexts {
  readonly codes: Uint32Array;
}

/** Rows looked at between two pauses: well under a millisecond where all is in the cache. */
const sliceRows = 10_000;

/** The rows whose code passes; the array is narrowed in place and the part that is left is answered. */
export function* keepWhere(rows: Uint32Array, codes: Uint32Array, passes: Uint8Array): Sliced<Uint32Array> {
  let kept = 0;
  yield* inStretches(rows.length, sliceRows, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      if (passes[codes[row] ?? 0] !== 1) continue;
      rows[kept] = row;
      kept += 1;
    }
  });
  return rows.subarray(0, kept);
}

/** The rowids that are shown, by their marks. */
export function shownRows(shown: Uint8Array): Uint32Array {
  const rows = new Uint32Array(shown.length);
  let count = 0;
  for (let rowid = 0; rowid < shown.length; rowid += 1) {
    if ((shown[rowid] ?? 0) < 2) continue;
    rows[count] = rowid;
    count += 1;
  }
  return rows.subarray(0, count);
}

/** Of these rowids those that are shown, in their order. */
export function shownAmong(rowids: Uint32Array, shown: Uint8Array): Uint32Array {
  const rows = new Uint32Array(rowids.length);
  let count = 0;
  for (let at = 0; at < rowids.length; at += 1) {
    const rowid = rowids[at] ?? 0;
    if ((shown[rowid] ?? 0) < 2) continue;
    rows[count] = rowid;
    count += 1;
  }
  return rows.subarray(0, count);
}

export interface CodedKey {
  readonly field: CodedField;
  readonly descending: boolean;
}

/**
 * Sorts rows by these keys, the first counting most; empty cells come last in both directions, and rows that
 * are alike stay as they were. Counting by rank, last key first, costs the same whatever the order was.
 */
export function* sortRows(rows: Uint32Array, keys: readonly CodedKey[]): Sliced<Uint32Array> {
  let sorted = rows;
  for (const { field, descending } of keys.toReversed()) sorted = yield* sortBy(sorted, field, descending);
  return sorted;
}

function* sortBy(rows: Uint32Array, { codes, ranks }: CodedField, descending: boolean): Sliced<Uint32Array> {
  const { of: rankOf, most } = ranks();
  // Place 0 is the first; empty is behind all.
  const placeOf = (row: number): number => {
    const rank = rankOf[codes[row] ?? 0] ?? 0;
    if (rank === 0) return most;
    return descending ? most - rank : rank - 1;
  };
  const starts = new Uint32Array(most + 2);
  yield* inStretches(rows.length, sliceRows, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const next = placeOf(rows[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
  });
  yield* inStretches(starts.length - 1, sliceRows, (from, to) => {
    for (let place = from + 1; place <= to; place += 1)
      starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  });
  const sorted = new Uint32Array(rows.length);
  yield* inStretches(rows.length, sliceRows, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      const place = placeOf(row);
      const next = starts[place] ?? 0;
      sorted[next] = row;
      starts[place] = next + 1;
    }
  });
  return sorted;
}
