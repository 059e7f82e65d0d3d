import { describe, expect, it } from 'vitest';
import { fitBlock, widthOf } from '../../../renderer/components/recordGrid/pasteBlock.ts';

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
    expect(fitBlock(block, { width: 1, height: 3 })).toBe(block);
    expect(fitBlock(block, { width: 1, height: 1 })).toBe(block);
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
