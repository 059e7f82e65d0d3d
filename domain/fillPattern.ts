import type { CellArea } from './pasteBlock.ts';

/** How a pattern of cells is repeated over its neighbours, as a fill handle does it. Pure. */

/** The place within a pattern of `length` that lies `offset` after its beginning, laid end to end both ways. */
export function patternIndex(offset: number, length: number): number {
  return ((offset % length) + length) % length;
}

/** Where a fill goes from what is selected. */
export type FillWay = 'down' | 'up' | 'right' | 'left';

/** What is filled when a pattern is drawn out to a larger area, and to which side; null when it is not larger. */
export function filledPart(
  pattern: CellArea,
  whole: CellArea,
): { readonly target: CellArea; readonly way: FillWay } | null {
  const { column, row, width, height } = pattern;
  const below = whole.row + whole.height - (row + height);
  if (below > 0) return { target: { column, row: row + height, width, height: below }, way: 'down' };
  const above = row - whole.row;
  if (above > 0) return { target: { column, row: whole.row, width, height: above }, way: 'up' };
  const right = whole.column + whole.width - (column + width);
  if (right > 0) return { target: { column: column + width, row, width: right, height }, way: 'right' };
  const left = column - whole.column;
  if (left > 0) return { target: { column: whole.column, row, width: left, height }, way: 'left' };
  return null;
}
