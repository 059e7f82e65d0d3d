/** How a copied block lands on what is selected. Pure. */

export interface CellArea {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

export type Block = readonly (readonly string[])[];

/** The most cells one paste takes: the engine's own limit on rows times columns that people paste. */
export const mostPastedRows = 100_000;

export function widthOf(block: Block): number {
  return block.reduce((widest, row) => Math.max(widest, row.length), 0);
}

/**
 * Repeats a block over a selection the way spreadsheets do: one value fills the range, and a block
 * fills a range whose sides are multiples of its own. Otherwise it lands once, at the range's corner.
 */
export function fitBlock(block: Block, area: Pick<CellArea, 'width' | 'height'>): Block {
  const width = widthOf(block);
  const height = block.length;
  if (width === 0 || height === 0) return block;
  const across = area.width % width === 0 ? area.width / width : 1;
  const down = area.height % height === 0 ? area.height / height : 1;
  const repeats = across * down > 1 && isMultiple(area, width, height);
  if (!repeats) return block;
  // A ragged row is padded before it is repeated, else its second copy would slide to the left.
  const rows = block.map((row) =>
    across === 1 ? row : Array.from({ length: area.width }, (_, column) => row[column % width] ?? ''),
  );
  return down === 1 ? rows : Array.from({ length: area.height }, (_, index) => rows[index % height] ?? []);
}

function isMultiple(area: Pick<CellArea, 'width' | 'height'>, width: number, height: number): boolean {
  return (
    area.width >= width && area.height >= height && area.width % width === 0 && area.height % height === 0
  );
}
