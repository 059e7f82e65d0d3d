import { CompactSelection, emptyGridSelection } from '@glideapps/glide-data-grid';
import type { GridSelection } from '@glideapps/glide-data-grid';
import { describe, expect, it } from 'vitest';
import type { Press } from '../../../renderer/components/recordGrid/keysAhead.ts';
import { rangeAfter } from '../../../renderer/components/recordGrid/rangeKeys.ts';
import { cellAt } from '../../../renderer/components/recordGrid/showRecord.ts';

const sheet = { columns: 15, rows: 2_000, page: 20 };
const shift = { shiftKey: true };

/** The cursor and the range after keys were pressed one after the other, and the row that is shown after the last. */
function after(selection: GridSelection, ...keys: readonly (readonly [string, Partial<Press>])[]) {
  let now: ReturnType<typeof rangeAfter> = { selection, show: null };
  for (const [key, held] of keys) {
    const press = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
    if (now !== null) now = rangeAfter({ ...sheet, selection: now.selection }, press);
  }
  if (now === null) return null;
  const { cell, range } = now.selection.current ?? { cell: null, range: null };
  return { cell, ...range, show: now.show };
}

function rowsByNumber(...stretches: readonly (readonly [number, number])[]): GridSelection {
  let rows = CompactSelection.empty();
  for (const [from, to] of stretches) rows = rows.add([from, to]);
  return { ...emptyGridSelection, rows };
}

describe('Shift+Space and Ctrl+Space', () => {
  it('select the whole rows or columns of what is selected, and leave the cursor where it is', () => {
    const row = { cell: [3, 40], x: 0, y: 40, width: 15, height: 1, show: null };
    expect(after(cellAt(3, 40), [' ', shift])).toEqual(row);
    const column = { cell: [3, 40], x: 3, y: 0, width: 1, height: 2_000, show: null };
    expect(after(cellAt(3, 40), [' ', { ctrlKey: true }])).toEqual(column);
    const page = after(cellAt(3, 40), ['PageDown', shift], [' ', shift]);
    expect(page).toMatchObject({ cell: [3, 40], x: 0, y: 40, width: 15, height: 21 });
  });

  it('are no others: a space alone opens the cell, and without a cursor there is nothing to begin with', () => {
    expect(after(cellAt(3, 40), [' ', {}])).toBeNull();
    expect(after(cellAt(3, 40), [' ', { metaKey: true }])).toBeNull();
    expect(after(emptyGridSelection, [' ', shift])).toBeNull();
  });
});

describe('Shift with a key that moves', () => {
  it('takes rows along that were chosen by their numbers, at the end the key goes to', () => {
    const chosen = rowsByNumber([7, 9]);
    const down = { cell: [0, 7], x: 0, y: 7, width: 15, height: 3, show: 9 };
    expect(after(chosen, ['ArrowDown', shift])).toEqual(down);
    const up = { cell: [0, 8], x: 0, y: 6, width: 15, height: 3, show: 6 };
    expect(after(chosen, ['ArrowUp', shift])).toEqual(up);
    expect(after(rowsByNumber([7, 9], [20, 21]), ['ArrowDown', shift])).toBeNull();
  });

  it('goes a page at a time, back over the cursor, and never past an end of the list', () => {
    const from = cellAt(3, 40);
    expect(after(from, ['PageDown', shift])).toMatchObject({ y: 40, height: 21, show: 60 });
    expect(after(from, ['PageDown', shift], ['PageUp', shift])).toMatchObject({ y: 40, height: 1 });
    expect(after(from, ['PageUp', shift])).toMatchObject({ y: 20, height: 21, show: 20 });
    expect(after(from, ['PageUp', shift], ['PageDown', shift])).toMatchObject({ y: 40, height: 1 });
    expect(after(cellAt(3, 5), ['PageUp', shift])).toMatchObject({ y: 0, height: 6 });
    expect(after(cellAt(3, 1_990), ['PageDown', shift])).toMatchObject({ y: 1_990, height: 10 });
  });

  it('is left to Glide a row at a time from a cursor, with Ctrl, and in an empty list', () => {
    expect(after(cellAt(3, 40), ['ArrowDown', shift])).toBeNull();
    expect(after(cellAt(3, 40), ['PageDown', { shiftKey: true, ctrlKey: true }])).toBeNull();
    const press = { key: ' ', ctrlKey: false, metaKey: false, altKey: false, shiftKey: true };
    expect(rangeAfter({ ...sheet, rows: 0, selection: cellAt(0, 0) }, press)).toBeNull();
  });
});
