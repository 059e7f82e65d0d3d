import { expect, it } from 'vitest';
import { runsOf } from '../../../main/engine/store/runs.ts';

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

it('names long runs by their ends and everything else one by one', () => {
  const places = Float64Array.from([2, ...numbers(5, 8), ...numbers(20, 60), 62, ...numbers(100, 115)]);
  expect(runsOf(places)).toEqual({
    runs: [
      { first: 20, last: 60 },
      { first: 100, last: 115 },
    ],
    others: [2, 5, 6, 7, 8, 62],
  });
});

it('holds nothing where there is nothing', () => {
  expect(runsOf(new Float64Array())).toEqual({ runs: [], others: [] });
});

it('names a number twice only where it was given twice', () => {
  expect(runsOf(Float64Array.from([1, 1, 2]))).toEqual({ runs: [], others: [1, 1, 2] });
});
