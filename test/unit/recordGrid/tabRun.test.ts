import { describe, expect, it } from 'vitest';
import { TabRun } from '../../../renderer/components/recordGrid/tabRun.ts';

describe('a row that is entered with Tab', () => {
  it('is ended by Enter, which leads to the column where it began', () => {
    const run = new TabRun();
    run.tab([4, 7], 1, 15);
    run.tab([5, 7], 1, 15);
    expect(run.enter([6, 7])).toBe(4);
    // The next row is one of its own.
    expect(run.enter([4, 8])).toBeNull();
    run.tab([4, 8], 1, 15);
    expect(run.enter([5, 8])).toBe(4);
  });

  it('begins anew wherever the cursor was put in between', () => {
    const run = new TabRun();
    run.tab([4, 7], 1, 15);
    run.tab([9, 7], 1, 15);
    expect(run.enter([10, 7])).toBe(9);
    run.tab([4, 7], 1, 15);
    expect(run.enter([5, 8])).toBeNull();
  });

  it('goes back with Shift, also before where it began, and stays within the columns', () => {
    const run = new TabRun();
    run.tab([4, 7], 1, 15);
    run.tab([5, 7], -1, 15);
    expect(run.enter([4, 7])).toBe(4);
    run.tab([1, 7], -1, 15);
    run.tab([0, 7], -1, 15);
    expect(run.enter([0, 7])).toBe(0);
    run.tab([13, 7], 1, 15);
    run.tab([14, 7], 1, 15);
    expect(run.enter([14, 7])).toBe(13);
  });
});
