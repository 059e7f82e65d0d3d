import { CompactSelection } from '@glideapps/glide-data-grid';
import type { GridSelection, Rectangle } from '@glideapps/glide-data-grid';
import type { Press } from './keysAhead.ts';

interface Selected {
  readonly selection: GridSelection;
  readonly columns: number;
  readonly rows: number;
  /** How many rows are on screen. */
  readonly page: number;
}

interface Grown {
  readonly selection: GridSelection;
  /** The row at the end that moved, to be shown; null where the sheet stays where it is. */
  readonly show: number | null;
}

/**
 * What a key selects where a spreadsheet selects something else than Glide does: Shift+Space and Ctrl+Space whole rows
 * and columns of what is selected, with the cursor where it is, and Shift with a key that moves goes on from there, also
 * from rows that were chosen by their numbers; a page at a time too. Null for every other key.
 */
export function rangeAfter(of: Selected, press: Press): Grown | null {
  if (of.rows === 0 || press.altKey) return null;
  const withMod = press.ctrlKey || press.metaKey;
  if (press.key === ' ') return wholeOf(of, press);
  if (!press.shiftKey || withMod) return null;
  const step = stepOf(press.key, of.page);
  if (step === 0) return null;
  if (of.selection.current === undefined) return grown(of, rowsByNumber(of, step), step);
  // A row at a time is what Glide does itself.
  return Math.abs(step) === 1 ? null : grown(of, of.selection.current, step);
}

interface Current {
  readonly cell: readonly [column: number, row: number];
  readonly range: Readonly<Rectangle>;
}

function wholeOf({ selection, columns, rows }: Selected, press: Press): Grown | null {
  const { current } = selection;
  if (current === undefined || press.metaKey || press.ctrlKey === press.shiftKey) return null;
  const { x, y, width, height } = current.range;
  const range = press.shiftKey ? { x: 0, y, width: columns, height } : { x, y: 0, width, height: rows };
  return { selection: around({ cell: current.cell, range }), show: null };
}

function stepOf(key: string, page: number): number {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'PageDown') return Math.max(2, page);
  if (key === 'PageUp') return -Math.max(2, page);
  return 0;
}

/** Rows that were chosen by their numbers as a range, with the cursor at the end that stays; null where they are apart. */
function rowsByNumber({ selection, columns }: Selected, step: number): Current | null {
  const stretch = selection.rows.length === 0 ? undefined : [...selection.rows.items];
  const [only, another] = stretch ?? [];
  if (only === undefined || another !== undefined) return null;
  const [from, to] = only;
  return {
    cell: [0, step > 0 ? from : to - 1],
    range: { x: 0, y: from, width: columns, height: to - from },
  };
}

/** The end that the cursor is not at moves, and never past the cursor. */
function grown({ rows }: Selected, from: Current | null, step: number): Grown | null {
  if (from === null) return null;
  const { cell, range } = from;
  const row = cell[1];
  let top = range.y;
  let end = range.y + range.height;
  let show: number;
  if (step > 0 ? top < row : end <= row + 1) {
    top = step > 0 ? Math.min(row, top + step) : Math.max(0, top + step);
    show = top;
  } else {
    end = step > 0 ? Math.min(rows, end + step) : Math.max(row + 1, end + step);
    show = end - 1;
  }
  return { selection: around({ cell, range: { ...range, y: top, height: end - top } }), show };
}

function around({ cell: [column, row], range }: Current): GridSelection {
  return {
    columns: CompactSelection.empty(),
    rows: CompactSelection.empty(),
    current: { cell: [column, row], range: { ...range }, rangeStack: [] },
  };
}
