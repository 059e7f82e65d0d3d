import { expect, test } from 'vitest';
import { atOnce } from '../../../main/engine/slices.ts';
import { sortedNumbers } from '../../../main/engine/store/vectors/sortNumbers.ts';
import { chance } from '../../engine/support/chance.ts';

/** None, one, what is sorted in one go, and stretches that are merged: full ones, odd ones and a rest. */
test.each([0, 1, 49_999, 50_000, 50_001, 100_000, 130_003])(
  '%i numbers come in order, none lost',
  (count) => {
    const random = chance(count + 1);
    const numbers = Float64Array.from({ length: count }, (_, at) =>
      at % 3 === 0 ? random.between(0, 50) : random.between(0, 1_000_000_000) * 1_000,
    );
    const wanted = numbers.toSorted();
    expect(Buffer.from(atOnce(sortedNumbers(numbers)).buffer).equals(Buffer.from(wanted.buffer))).toBe(true);
  },
);
