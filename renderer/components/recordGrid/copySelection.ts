import type { CellOverlay } from './cellOverlay.ts';
import type { GridSource } from './gridSource.ts';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import { serialiseTsv } from '../../../domain/tsv.ts';

/** Rows asked for at once while copying more than the cache holds; the contract's own limit. */
const chunk = 500;

/** Where a shown column's text stands in a row. */
export interface CellPlace {
  readonly field: string;
  readonly place: number;
}

/** The rows of an area as text, when all of them are at hand; null when some must be read first. */
export function textAtHand(
  source: GridSource,
  overlay: CellOverlay,
  area: CellArea,
  places: readonly CellPlace[],
): string | null {
  const rows: (readonly string[])[] = [];
  for (let position = area.row; position < area.row + area.height; position += 1) {
    const row = source.row(position);
    if (row === undefined) return null;
    rows.push(cellsOf(row, overlay, area, places));
  }
  return serialiseTsv(rows);
}

/** The rows of an area as text, read past the cache in chunks; null when the list could not be read. */
export async function readText(
  source: GridSource,
  overlay: CellOverlay,
  areas: readonly CellArea[],
  places: readonly CellPlace[],
): Promise<string | null> {
  const rows: (readonly string[])[] = [];
  for (const area of areas) {
    const end = area.row + area.height;
    for (let from = area.row; from < end; from += chunk) {
      const read = await source.readThrough(from, Math.min(end, from + chunk));
      if (read === null) return null;
      for (const row of read) rows.push(cellsOf(row, overlay, area, places));
    }
  }
  return serialiseTsv(rows);
}

function cellsOf(
  row: { readonly id: string; readonly cells: readonly string[] },
  overlay: CellOverlay,
  area: CellArea,
  places: readonly CellPlace[],
): readonly string[] {
  const cells: string[] = [];
  for (let column = area.column; column < area.column + area.width; column += 1) {
    const shown = places[column];
    if (shown === undefined) continue;
    cells.push(overlay.get(row.id, shown.field)?.text ?? row.cells[shown.place] ?? '');
  }
  return cells;
}

/**
 * Puts text on the clipboard outside a copy event, after rows had to be read. Answers whether it worked:
 * the window may be denied the clipboard once the key press is too long ago.
 */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const allow = (event: Event): void => event.preventDefault();
  document.addEventListener('beforecopy', allow, { capture: true });
  document.addEventListener('copy', fill, { capture: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('beforecopy', allow, { capture: true });
    document.removeEventListener('copy', fill, { capture: true });
  }
}
