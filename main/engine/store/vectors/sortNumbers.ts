import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';

/** Numbers looked at between two pauses: about a millisecond. */
const slice = 50_000;
/** Bits that one round of counting sorts by: its counters stay in the processor's cache. */
const roundBits = 11;
const roundMask = 2 ** roundBits - 1;
/** So many bits of a number are held in the lower array, the others in the upper one: most have no others. */
export const lowerBits = 32;

/** Whole numbers from 0 to 2^53, each in two parts: `upper * 2^lowerBits + lower`. */
export interface SplitNumbers {
  readonly upper: Uint32Array;
  readonly lower: Uint32Array;
}

/**
 * The places of these numbers in their order; those that are alike stay as they were. Counting costs the same
 * whatever the order was; put down every few milliseconds. `most` is the greatest of them, or more.
 */
export function* orderOfNumbers({ upper, lower }: SplitNumbers, most: number): Sliced<Uint32Array> {
  let order: Uint32Array = new Uint32Array(lower.length);
  for (let place = 0; place < order.length; place += 1) order[place] = place;
  let other: Uint32Array = new Uint32Array(lower.length);
  for (const { parts, shift, below } of roundsOf({ upper, lower })) {
    if (2 ** below > most) break;
    yield;
    yield* countingRound(parts, shift, order, other);
    [order, other] = [other, order];
  }
  return order;
}

/** Which bits each round sorts by, and how many stand below them. */
function roundsOf({ upper, lower }: SplitNumbers): readonly {
  readonly parts: Uint32Array;
  readonly shift: number;
  readonly below: number;
}[] {
  const shifts = [0, roundBits, 2 * roundBits];
  return [
    ...shifts.map((shift) => ({ parts: lower, shift, below: shift })),
    ...shifts.map((shift) => ({ parts: upper, shift, below: lowerBits + shift })),
  ];
}

/** Sorts `source` into `target` by some bits of the numbers at these places. */
function* countingRound(
  parts: Uint32Array,
  shift: number,
  source: Uint32Array,
  target: Uint32Array,
): Sliced<void> {
  const starts = new Uint32Array(roundMask + 2);
  yield* inStretches(parts.length, slice, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const next = (((parts[place] ?? 0) >>> shift) & roundMask) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
  });
  for (let value = 1; value < starts.length; value += 1)
    starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
  yield* inStretches(source.length, slice, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const place = source[at] ?? 0;
      const value = ((parts[place] ?? 0) >>> shift) & roundMask;
      const next = starts[value] ?? 0;
      target[next] = place;
      starts[value] = next + 1;
    }
  });
}
