import type { CellClickedEventArgs, GridSelection, Item } from '@glideapps/glide-data-grid';
import type { MenuPlace } from './CellMenu.tsx';
import { covers, isSeveral, mainArea } from './selection.ts';
import { cellAt } from './showRecord.ts';

interface SheetClicks {
  readonly selection: GridSelection;
  readonly setSelection: (selection: GridSelection) => void;
  readonly columns: number;
  /** The pointer was let go at one place twice running: only then is it a double click. */
  readonly samePlace: boolean;
  readonly focus: () => void;
}

/**
 * What a click on a cell does beside what Glide does with it. Glide keeps what is selected when the cell of the cursor
 * is clicked, and takes the click for the second of two when anything was clicked just before, wherever that was: a
 * sheet lets go of the rest, and no link is followed and no editor opened by the click that does so.
 */
export function clickedCell(
  { selection, setSelection, samePlace, focus }: SheetClicks,
  item: Item,
  event: Pick<CellClickedEventArgs, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault'>,
): void {
  const cell = selection.current?.cell;
  const again = cell !== undefined && item[0] === cell[0] && item[1] === cell[1];
  if (!again || event.ctrlKey || event.metaKey || event.shiftKey) return;
  focus();
  const several = isSeveral(selection);
  if (several || !samePlace) event.preventDefault();
  if (several) setSelection(cellAt(...cell));
}

/** Where the menu of a cell opens. A right click beside what is selected selects its cell first. */
export function menuOfCell(
  { selection, setSelection, columns }: Pick<SheetClicks, 'selection' | 'setSelection' | 'columns'>,
  [column, row]: Item,
  { bounds, localEventX, localEventY, preventDefault }: CellClickedEventArgs,
): MenuPlace {
  preventDefault();
  const area = mainArea(selection, columns);
  if (area === null || !covers(area, column, row)) setSelection(cellAt(column, row));
  return { x: bounds.x + localEventX, y: bounds.y + localEventY };
}
