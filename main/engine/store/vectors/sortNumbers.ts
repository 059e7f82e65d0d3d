import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';

/** Numbers sorted, or merged, between two pauses: a few milliseconds. */
const slice = 50_000;

/** These numbers in order, all of them finite; put down every few milliseconds. What is given may be overwritten. */
export function* sortedNumbers(numbers: Float64Array): Sliced<Float64Array> {
  yield* inStretches(numbers.length, slice, (from, to) => numbers.subarray(from, to).sort());
  let sorted = numbers;
  let other: Float64Array = new Float64Array(numbers.length > slice ? numbers.length : 0);
  for (let width = slice; width < numbers.length; width *= 2) {
    for (let from = 0; from < numbers.length; from += 2 * width)
      yield* merge(sorted, other, from, Math.min(from + width, numbers.length), from + 2 * width);
    [sorted, other] = [other, sorted];
  }
  return sorted;
}

/** Merges [from, middle) and [middle, end) of `source`, which are in order, into the same place of `target`. */
function* merge(
  source: Float64Array,
  target: Float64Array,
  from: number,
  middle: number,
  end: number,
): Sliced<void> {
  const last = Math.min(end, source.length);
  let left = from;
  let right = middle;
  yield;
  yield* inStretches(last - from, slice, (first, behind) => {
    for (let at = from + first; at < from + behind; at += 1) {
      const a = left < middle ? (source[left] ?? 0) : Number.POSITIVE_INFINITY;
      const b = right < last ? (source[right] ?? 0) : Number.POSITIVE_INFINITY;
      if (a <= b) {
        target[at] = a;
        left += 1;
      } else {
        target[at] = b;
        right += 1;
      }
    }
  });
}
