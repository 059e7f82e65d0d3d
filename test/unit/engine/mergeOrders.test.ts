import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../../main/engine/slices.ts';
import { mergedOrders, orderOfRanks } from '../../../main/engine/store/vectors/mergeOrders.ts';

/** Values by code; orders are of codes. */
const values = fc.array(fc.nat({ max: 40 }), { maxLength: 60 });

test('two orders become one, the left first among those that are alike', () => {
  fc.assert(
    fc.property(values, values, (left, right) => {
      const all = [...left, ...right];
      const byValue = (a: number, b: number): number => (all[a] ?? 0) - (all[b] ?? 0);
      const codes = Array.from(all.keys());
      const sorted = (some: readonly number[]): Uint32Array => Uint32Array.from(some.toSorted(byValue));
      const merged = atOnce(
        mergedOrders(sorted(codes.slice(0, left.length)), sorted(codes.slice(left.length)), byValue),
      );
      expect([...merged]).toEqual(codes.toSorted(byValue));
    }),
  );
});

test('a few among many are put in their places without looking at most of the many', () => {
  const left = Uint32Array.from({ length: 100_000 }, (_, code) => 2 * code);
  let compared = 0;
  const merged = atOnce(
    mergedOrders(left, Uint32Array.of(1, 99_999, 400_001), (a, b) => {
      compared += 1;
      return a - b;
    }),
  );
  expect([...merged.subarray(0, 3)]).toEqual([0, 1, 2]);
  expect([...merged]).toEqual([...left, 1, 99_999, 400_001].toSorted((a, b) => a - b));
  expect(compared).toBeLessThan(200);
});

test('codes come in the order of their ranks; those that read as empty are left out', () => {
  expect([...orderOfRanks({ of: Uint32Array.of(0, 3, 1, 3, 0, 2), most: 3 })]).toEqual([2, 5, 1, 3]);
  expect([...orderOfRanks({ of: new Uint32Array(0), most: 0 })]).toEqual([]);
});
