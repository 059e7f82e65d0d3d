import type { GridSelection } from '@glideapps/glide-data-grid';
import { describe, expect, it } from 'vitest';
import { wholeColumns } from '../../../renderer/components/recordGrid/selection.ts';
import { clickedCell } from '../../../renderer/components/recordGrid/sheetClicks.ts';
import { cellAt } from '../../../renderer/components/recordGrid/showRecord.ts';

/** What a click on the cell of the cursor leaves selected, and whether Glide may take it for a double click. */
function click(
  selection: GridSelection,
  item: readonly [number, number],
  modifiers: { readonly ctrlKey?: boolean; readonly shiftKey?: boolean } = {},
  samePlace = true,
): { readonly selected: GridSelection; readonly opens: boolean } {
  let selected = selection;
  let opens = true;
  clickedCell(
    {
      selection,
      setSelection(next) {
        selected = next;
      },
      columns: 15,
      samePlace,
      focus: () => undefined,
    },
    item,
    {
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      ...modifiers,
      preventDefault() {
        opens = false;
      },
    },
  );
  return { selected, opens };
}

describe('a click on the cell of the cursor', () => {
  const everything = wholeColumns(0, 15, 2_000);

  it('only selects that cell where everything is selected: it follows no link and opens no editor', () => {
    expect(click(everything, [0, 0])).toEqual({ selected: cellAt(0, 0), opens: false });
  });

  it('may be the second of a double click where that cell alone is selected', () => {
    expect(click(cellAt(2, 3), [2, 3])).toEqual({ selected: cellAt(2, 3), opens: true });
  });

  it('is no second of two where the first was somewhere else, such as on a button', () => {
    expect(click(cellAt(2, 3), [2, 3], {}, false)).toEqual({ selected: cellAt(2, 3), opens: false });
  });

  it('leaves what Ctrl and Shift mean to the sheet, and other cells too', () => {
    expect(click(everything, [0, 0], { ctrlKey: true }).selected).toBe(everything);
    expect(click(everything, [0, 0], { shiftKey: true }).selected).toBe(everything);
    expect(click(everything, [1, 4]).selected).toBe(everything);
  });
});
