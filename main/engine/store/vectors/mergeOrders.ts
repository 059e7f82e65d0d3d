import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import type { KeptRanks } from './columnVector.ts';

/** Codes put among others between two pauses: a few milliseconds. */
const sliceCodes = 5_000;

/** The ranked codes by their ranks. */
export function orderOfRanks({ of, most }: KeptRanks): Uint32Array {
  const starts = new Uint32Array(most + 2);
  for (const rank of of) starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
  // Those without a rank are left out.
  starts[1] = 0;
  for (let rank = 2; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const order = new Uint32Array(starts[most + 1] ?? 0);
  for (let code = 0; code < of.length; code += 1) {
    const rank = of[code] ?? 0;
    if (rank === 0) continue;
    const place = starts[rank] ?? 0;
    order[place] = code;
    starts[rank] = place + 1;
  }
  return order;
}

/**
 * Two orders as one; of those that are alike the left come first. Of a left one that is much longer only a few
 * of its codes are compared, because each comparison looks for two texts.
 */
export function* mergedOrders(
  left: Uint32Array,
  right: Uint32Array,
  compare: (a: number, b: number) => number,
): Sliced<Uint32Array> {
  const both = new Uint32Array(left.length + right.length);
  let taken = 0;
  yield* inStretches(right.length, sliceCodes, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const code = right[at] ?? 0;
      const end = placeAmong(left, taken, (other) => compare(other, code) <= 0);
      both.set(left.subarray(taken, end), taken + at);
      both[end + at] = code;
      taken = end;
    }
  });
  both.set(left.subarray(taken), taken + right.length);
  return both;
}

/** The first place from `from` on that is not `before`: looked for further and further away, then in between. */
function placeAmong(order: Uint32Array, from: number, before: (code: number) => boolean): number {
  let low = from;
  let step = 1;
  while (low + step <= order.length && before(order[low + step - 1] ?? 0)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(order.length, low + step - 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(order[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
