import { CompactSelection, emptyGridSelection } from '@glideapps/glide-data-grid';
import { describe, expect, it } from 'vitest';
import type { Press } from '../../../renderer/components/recordGrid/keysAhead.ts';
import { firstCursor } from '../../../renderer/components/recordGrid/sheetKeys.ts';
import { cellAt } from '../../../renderer/components/recordGrid/showRecord.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const sheet = { selection: emptyGridSelection, columns: 15, rows: 2_000, top: 40 };

describe('a key that moves, in a sheet without a cursor', () => {
  it('brings the cursor to the first row on screen', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'Home', 'PageDown'])
      expect(firstCursor(sheet, press(key))).toEqual([0, 40]);
  });

  it('brings it to an end of the list where it says so', () => {
    expect(firstCursor(sheet, press('End', { ctrlKey: true }))).toEqual([14, 1_999]);
    expect(firstCursor(sheet, press('Home', { metaKey: true }))).toEqual([0, 0]);
  });

  it('brings it to the first of the selected rows', () => {
    const selection = { ...emptyGridSelection, rows: CompactSelection.fromSingleSelection([7, 9]) };
    expect(firstCursor({ ...sheet, selection }, press('ArrowDown'))).toEqual([0, 7]);
  });

  it('stays within a list that has become shorter', () => {
    expect(firstCursor({ ...sheet, rows: 12 }, press('ArrowDown'))).toEqual([0, 11]);
  });

  it('does nothing in an empty list, with Shift or Alt, where a cursor is, or when it moves nothing', () => {
    expect(firstCursor({ ...sheet, rows: 0 }, press('ArrowDown'))).toBeNull();
    expect(firstCursor(sheet, press('ArrowDown', { shiftKey: true }))).toBeNull();
    expect(firstCursor(sheet, press('ArrowDown', { altKey: true }))).toBeNull();
    expect(firstCursor({ ...sheet, selection: cellAt(2, 3) }, press('ArrowDown'))).toBeNull();
    expect(firstCursor(sheet, press('a'))).toBeNull();
  });
});
