import { describe, expect, it } from 'vitest';
import { once, repeatsOf, rowOf, splitAtEnd, widthOf } from '../../../domain/pasteBlock.ts';
import type { Block, CellArea } from '../../../domain/pasteBlock.ts';

/** What lands on the sheet. */
function fitBlock(block: Block, area: Pick<CellArea, 'width' | 'height'>): Block {
  const repeats = repeatsOf(block, area);
  const rows = block.length * repeats.down;
  return Array.from({ length: rows }, (_, index) => rowOf(block, widthOf(block), repeats, index));
}

describe('laying a block over a selection', () => {
  it('fills the whole range with a single value', () => {
    expect(fitBlock([['x']], { width: 2, height: 3 })).toEqual([
      ['x', 'x'],
      ['x', 'x'],
      ['x', 'x'],
    ]);
  });

  it('repeats one row into many rows, and one column into many columns', () => {
    expect(fitBlock([['a', 'b']], { width: 2, height: 2 })).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(fitBlock([['a'], ['b']], { width: 2, height: 2 })).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
  });

  it('lands once where the range is no multiple of the block', () => {
    const block = [['a'], ['b']];
    expect(repeatsOf(block, { width: 1, height: 3 })).toEqual(once);
    expect(fitBlock(block, { width: 1, height: 3 })).toEqual(block);
    expect(fitBlock(block, { width: 1, height: 1 })).toEqual(block);
  });

  it('keeps ragged rows in their columns when it repeats them', () => {
    expect(fitBlock([['a', 'b'], ['c']], { width: 4, height: 2 })).toEqual([
      ['a', 'b', 'a', 'b'],
      ['c', '', 'c', ''],
    ]);
  });

  it('knows the widest row', () => {
    expect(widthOf([['a'], ['a', 'b', 'c'], []])).toBe(3);
    expect(widthOf([])).toBe(0);
  });
});

it.each([
  [{ row: 0, length: 5 }, 3, 0],
  [{ row: 3, length: 5 }, 2, 1],
  [{ row: 4, length: 5 }, 1, 2],
  [{ row: 5, length: 5 }, 0, 3],
  [{ row: 9, length: 5 }, 0, 3],
])('a block of three rows at %o: %i land on rows, %i are left below them', (at, over, below) => {
  const block = [['a'], ['b'], ['c']];
  const split = splitAtEnd(block, at);
  expect([split.over.length, split.below.length]).toEqual([over, below]);
  expect([...split.over, ...split.below]).toEqual(block);
});
