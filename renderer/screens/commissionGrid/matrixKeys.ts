/** A cell of the laid-out grid; column 0 is the product. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null when it leads nowhere. Pure. */
export function moved(
  { row, column }: Place,
  key: string,
  ctrl: boolean,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): Place | null {
  const to = (nextRow: number, nextColumn: number): Place => ({
    row: Math.max(0, Math.min(size.rows - 1, nextRow)),
    column: Math.max(0, Math.min(size.columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + size.page, column);
    case 'PageUp':
      return to(row - size.page, column);
    case 'Home':
      return to(ctrl ? 0 : row, 0);
    case 'End':
      return to(ctrl ? size.rows - 1 : row, size.columns - 1);
    default:
      return null;
  }
}
