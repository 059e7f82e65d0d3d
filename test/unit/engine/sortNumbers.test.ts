import { expect, test } from 'vitest';
import { atOnce } from '../../../main/engine/slices.ts';
import { lowerBits, orderOfNumbers } from '../../../main/engine/store/vectors/sortNumbers.ts';
import { chance } from '../../engine/support/chance.ts';

/** None, one, what is counted in one go, and more than that. */
test.each([0, 1, 2, 50_000, 50_001, 130_003])(
  'the places of %i numbers come in their order, those of alike ones as they stood',
  (count) => {
    const random = chance(count + 1);
    const numbers = Float64Array.from({ length: count }, (_, at) =>
      at % 3 === 0 ? random.between(0, 50) : random.between(0, 2 ** 53 - 1),
    );
    const upper = Uint32Array.from(numbers, (number) => Math.floor(number / 2 ** lowerBits));
    const lower = Uint32Array.from(numbers, (number) => number % 2 ** lowerBits);
    const wanted = Uint32Array.from(numbers.keys()).sort(
      (a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b,
    );
    const order = atOnce(orderOfNumbers({ upper, lower }, 2 ** 53 - 1));
    expect(Buffer.from(order.buffer).equals(Buffer.from(wanted.buffer))).toBe(true);
  },
);

test('numbers known to be small are sorted by the bits they have', () => {
  const lower = Uint32Array.of(5, 3, 2_047, 3, 0);
  const numbers = { upper: new Uint32Array(5), lower };
  expect([...atOnce(orderOfNumbers(numbers, 2_047))]).toEqual([4, 1, 3, 0, 2]);
  expect([...atOnce(orderOfNumbers(numbers, 0))]).toEqual([0, 1, 2, 3, 4]);
});
