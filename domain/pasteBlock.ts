/** How a copied block lands on what is selected. Pure. */

export interface CellArea {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** Rows of cells as text; rows may differ in length. */
export type Block = readonly (readonly string[])[];

/** How often a block is laid down side by side and below itself. */
export interface Repeats {
  readonly across: number;
  readonly down: number;
}

/** A block laid once, not repeated. */
export const once: Repeats = { across: 1, down: 1 };

/** The most rows that one paste, fill or clear reaches. */
export const mostPastedRows = 100_000;
/** The most columns of a pasted block. */
export const widestPaste = 60;

/** The number of cells in the longest row. */
export function widthOf(block: Block): number {
  let widest = 0;
  for (const row of block) widest = Math.max(widest, row.length);
  return widest;
}

/**
 * How a block fills a selection the way spreadsheets do it: one value fills the range, and a block
 * fills a range whose sides are multiples of its own. Otherwise it lands once, at the range's corner.
 */
export function repeatsOf(block: Block, area: Pick<CellArea, 'width' | 'height'>): Repeats {
  const width = widthOf(block);
  const height = block.length;
  if (width === 0 || height === 0 || area.width < width || area.height < height) return once;
  if (area.width % width !== 0 || area.height % height !== 0) return once;
  return { across: area.width / width, down: area.height / height };
}

/** One row of a block as it is laid down; `width` is that of the block. */
export function rowOf(
  block: Block,
  width: number,
  { across }: Pick<Repeats, 'across'>,
  index: number,
): readonly string[] {
  const row = block[index % Math.max(1, block.length)] ?? [];
  if (across === 1) return row;
  // A ragged row is padded before it is repeated, else its second copy would slide to the left.
  return Array.from({ length: width * across }, (_, column) => row[column % width] ?? '');
}

/** Splits a block that is laid down from a row where the rows end: what lands on rows, and what is left below them. */
export function splitAtEnd(
  block: Block,
  at: { readonly row: number; readonly length: number },
): { readonly over: Block; readonly below: Block } {
  const room = Math.max(0, at.length - at.row);
  return { over: block.slice(0, room), below: block.slice(room) };
}
