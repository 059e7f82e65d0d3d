import { expect, test } from 'vitest';
import { MovedRows } from '../../../main/engine/store/vectors/movedRows.ts';

test('rows are taken in portions, once each, with the columns that were written', () => {
  const moved = new MovedRows();
  moved.add([1, 2, 3], ['npn']);
  moved.add([3, 4], ['npn']);
  moved.add([9], null);
  moved.add([], null);
  expect(moved.take(3)).toEqual({ rowids: [1, 2, 3], columns: ['npn'] });
  expect(moved.take(3)).toEqual({ rowids: [4], columns: ['npn'] });
  expect(moved.take(3)).toEqual({ rowids: [9], columns: null });
  expect(moved.take(3)).toBeNull();
});

test('a quarter of a table written anywhere is most of it, and any number in named columns until nobody asked for long', () => {
  const rows = 10_000;
  const all = Array.from({ length: rows }, (_, index) => index);
  const moved = new MovedRows();
  moved.add(all, ['npn']);
  expect(moved.isMost(rows)).toBe(false);
  moved.add(all.slice(0, 3_400), null);
  expect(moved.isMost(rows)).toBe(false);
  moved.add(all.slice(0, 200), null);
  expect(moved.isMost(rows)).toBe(true);

  const forgotten = new MovedRows();
  for (let gesture = 0; gesture < 3; gesture += 1) forgotten.add(all, []);
  expect(forgotten.isMost(rows)).toBe(true);
  while (forgotten.take(4_000) !== null);
  expect(forgotten.isMost(rows)).toBe(false);
});
