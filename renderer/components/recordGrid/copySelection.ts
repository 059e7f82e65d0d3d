import type { CellOverlay } from './cellOverlay.ts';
import type { GridSource } from './gridSource.ts';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import { serialiseTsv } from '../../../domain/tsv.ts';
import { rowRanges } from './selection.ts';

/** Rows asked for at once while copying more than the cache holds; the contract's own limit. */
const chunk = 500;

/** Where a shown column's text stands in a row. */
export interface CellPlace {
  readonly field: string;
  readonly place: number;
}

/** What is copied as one block: the same columns of one or several stretches of rows. */
export interface Copied {
  /** Columns, in the order of the sheet. */
  readonly columns: readonly number[];
  /** Rows [from, to), ascending. */
  readonly stretches: readonly (readonly [from: number, to: number])[];
}

/**
 * What ranges make up as one block, each row and column once: side by side where they share their rows, below each
 * other where they share their columns. Null where they do neither, which a spreadsheet does not copy either.
 */
export function copiedFrom(areas: readonly CellArea[]): Copied | null {
  const [first] = areas;
  if (first === undefined) return null;
  const sameRows = areas.every(({ row, height }) => row === first.row && height === first.height);
  const sameColumns = areas.every(({ column, width }) => column === first.column && width === first.width);
  if (!sameRows && !sameColumns) return null;
  const columns = new Set(
    areas.flatMap(({ column, width }) => Array.from({ length: width }, (_, right) => column + right)),
  );
  return { columns: [...columns].toSorted((one, other) => one - other), stretches: rowRanges(areas) };
}

/** What is copied, as text, when all of its rows are at hand; null when some must be read first. */
export function textAtHand(
  source: GridSource,
  overlay: CellOverlay,
  { columns, stretches }: Copied,
  places: readonly CellPlace[],
): string | null {
  const rows: (readonly string[])[] = [];
  for (const [from, to] of stretches) {
    for (let position = from; position < to; position += 1) {
      const row = source.row(position);
      if (row === undefined) return null;
      rows.push(cellsOf(row, overlay, columns, places));
    }
  }
  return serialiseTsv(rows);
}

/** What is copied, as text, read past the cache in chunks; null when the list could not be read. */
export async function readText(
  source: GridSource,
  overlay: CellOverlay,
  { columns, stretches }: Copied,
  places: readonly CellPlace[],
): Promise<string | null> {
  const rows: (readonly string[])[] = [];
  for (const [start, end] of stretches) {
    for (let from = start; from < end; from += chunk) {
      const read = await source.readThrough(from, Math.min(end, from + chunk));
      if (read === null) return null;
      for (const row of read) rows.push(cellsOf(row, overlay, columns, places));
    }
  }
  return serialiseTsv(rows);
}

function cellsOf(
  row: { readonly id: string; readonly cells: readonly string[] },
  overlay: CellOverlay,
  columns: readonly number[],
  places: readonly CellPlace[],
): readonly string[] {
  const cells: string[] = [];
  for (const column of columns) {
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
