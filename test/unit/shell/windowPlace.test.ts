import { expect, it } from 'vitest';
import { placeOnDisplay } from '../../../main/shell/windowPlace.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const desk = { x: 1440, y: 0, width: 2560, height: 1440 };
const there = { x: 2000, y: 100, width: 1200, height: 800 };

it('returns to its place while that is on a display', () => {
  expect(placeOnDisplay(there, [laptop, desk])).toEqual(there);
});

it('does not open where no display is any more', () => {
  expect(placeOnDisplay(there, [laptop])).toBeNull();
  expect(placeOnDisplay({ ...there, x: 100, y: -2_000 }, [laptop])).toBeNull();
  expect(placeOnDisplay({ ...there, x: 1430 }, [laptop])).toBeNull();
});

it('never opens smaller than its screens can be used', () => {
  expect(placeOnDisplay({ x: 10, y: 10, width: 200, height: 100 }, [laptop])).toEqual({
    x: 10,
    y: 10,
    width: 960,
    height: 600,
  });
});
