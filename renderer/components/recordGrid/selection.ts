import type { GridSelection } from '@glideapps/glide-data-grid';
import type { CellArea } from '../../../domain/pasteBlock.ts';

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

/** How many rows a selection touches, each counted once. One cell alone selects nothing. */
export function selectedRows(selection: GridSelection): number {
  const { current, rows } = selection;
  if (rows.length > 0) return rows.length;
  if (current === undefined) return 0;
  const ranges = [current.range, ...current.rangeStack].toSorted((a, b) => a.y - b.y);
  if (ranges.length === 1 && current.range.width * current.range.height === 1) return 0;
  let count = 0;
  let end = 0;
  for (const { y, height } of ranges) {
    const from = Math.max(y, end);
    count += Math.max(0, y + height - from);
    end = Math.max(end, y + height);
  }
  return count;
}

/** Stretches [from, to) of the rows a selection touches, each row once. One cell alone selects nothing. */
export function selectedRanges(
  selection: GridSelection,
): readonly { readonly from: number; readonly to: number }[] {
  const { current, rows } = selection;
  if (rows.length > 0) return rows.items.map(([from, to]) => ({ from, to }));
  if (current === undefined || selectedRows(selection) === 0) return [];
  const stretches: { from: number; to: number }[] = [];
  const sorted = [current.range, ...current.rangeStack].toSorted((a, b) => a.y - b.y);
  for (const { y, height } of sorted) {
    const last = stretches.at(-1);
    if (last !== undefined && y <= last.to) last.to = Math.max(last.to, y + height);
    else stretches.push({ from: y, to: y + height });
  }
  return stretches;
}
