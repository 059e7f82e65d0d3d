import { CompactSelection } from '@glideapps/glide-data-grid';
import type { GridSelection } from '@glideapps/glide-data-grid';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import type { SelectedCells } from './recordGridProps.ts';

/** The rectangles a selection is made of: ranges, or whole rows. Widths are clipped to the columns there are. */
export function areasOf(selection: GridSelection, columns: number): readonly CellArea[] {
  const { current, rows } = selection;
  if (rows.length > 0) {
    return rows.items.map(([from, to]) => ({ column: 0, row: from, width: columns, height: to - from }));
  }
  if (current === undefined) return [];
  return [current.range, ...current.rangeStack].map(({ x, y, width, height }) => ({
    column: x,
    row: y,
    width: Math.min(width, columns - x),
    height,
  }));
}

/** The rectangle that copying, pasting and filling work on. */
export function mainArea(selection: GridSelection, columns: number): CellArea | null {
  return areasOf(selection, columns)[0] ?? null;
}

/** Row ranges `[from, to)` that a selection touches, ascending, those that meet joined. */
export function rowRanges(areas: readonly CellArea[]): readonly (readonly [number, number])[] {
  const joined: [number, number][] = [];
  for (const { row, height } of areas.toSorted((a, b) => a.row - b.row)) {
    const last = joined.at(-1);
    if (last !== undefined && row <= last[1]) last[1] = Math.max(last[1], row + height);
    else joined.push([row, row + height]);
  }
  return joined;
}

/** What a selection touches, each row and column counted once; null when nothing is selected. */
export function selectedCells(
  selection: GridSelection,
  columns: readonly { readonly field: string }[],
): SelectedCells | null {
  const areas = areasOf(selection, columns.length);
  if (areas.length === 0) return null;
  const ranges = rowRanges(areas);
  const rows = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  const fields = columns
    .filter((_, index) => areas.some(({ column, width }) => index >= column && index < column + width))
    .map(({ field }) => field);
  const single = selection.rows.length === 0 && rows === 1 && areas.length === 1 && areas[0]?.width === 1;
  return { ranges, fields, rows, single };
}

/** Whether more is selected than the one cell of the cursor. */
export function isSeveral({ current, rows }: GridSelection): boolean {
  if (rows.length > 0 || current === undefined) return rows.length > 0;
  const { range, rangeStack } = current;
  return range.width > 1 || range.height > 1 || rangeStack.length > 0;
}

/** A selection of one rectangle, with the cursor in its first cell. */
export function selectionOf({ column: x, row: y, width, height }: CellArea): GridSelection {
  return {
    columns: CompactSelection.empty(),
    rows: CompactSelection.empty(),
    current: { cell: [x, y], range: { x, y, width, height }, rangeStack: [] },
  };
}

/** A selection of columns over rows, whole ones where it begins at the first, with the cursor at their top. */
export function wholeColumns(x: number, width: number, rows: number, from = 0): GridSelection {
  return selectionOf({ column: x, row: from, width, height: rows });
}

/** Stretches [from, to) of the rows a selection touches, each row once. One cell alone selects nothing. */
export function selectedRanges(
  selection: GridSelection,
  columns: readonly { readonly field: string }[],
): readonly { readonly from: number; readonly to: number }[] {
  const selected = selectedCells(selection, columns);
  return selected === null || selected.single ? [] : selected.ranges.map(([from, to]) => ({ from, to }));
}

/** Whether an area holds a cell. */
export function covers(area: CellArea, column: number, row: number): boolean {
  const across = column >= area.column && column < area.column + area.width;
  return across && row >= area.row && row < area.row + area.height;
}
