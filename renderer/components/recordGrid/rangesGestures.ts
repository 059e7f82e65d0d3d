import { collections, fieldOf } from '../../../domain/collections.ts';
import { repeatsOf, rowOf, widthOf } from '../../../domain/pasteBlock.ts';
import type { Block, CellArea } from '../../../domain/pasteBlock.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';
import { rangesLabel } from './gestureLabels.ts';
import { decision, editableIn, stage } from './gestureStaging.ts';
import type { CellKey, GestureContext } from './gestureStaging.ts';
import { layOver } from './gestures.ts';
import { isOpenCell } from './gridColumns.ts';
import { readBlock } from './readBlock.ts';

/** Pasting and filling where several ranges are selected: one step to undo, as over a single range. */

/** The most cells in several ranges at once; a single range takes more. */
const mostCells = 20_000;
/** Rows read at once; the contract's own limit. */
const readAtOnce = 500;

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Pastes clipboard text over each of several ranges. */
export async function pasteIntoRanges(
  context: GestureContext,
  areas: readonly CellArea[],
  text: string,
): Promise<void> {
  const { readOnlyBecause } = collections[context.collection];
  if (readOnlyBecause !== undefined) return context.onRemark(`Nothing was pasted. ${readOnlyBecause}`);
  const { viewId } = context.source.snapshot;
  const block = await readBlock(text);
  if (block.length === 0) return context.onRemark('The clipboard holds no text to paste.');
  if (isTooMany(context, areas)) return;
  const cells = areas.flatMap((area) => laidOn(context, area, block));
  await stageCells(context, viewId, cells, 'Paste into');
}

/** Puts one value that was typed or picked into all that is selected. */
export async function typeOver(
  context: GestureContext,
  areas: readonly CellArea[],
  text: string,
): Promise<void> {
  const [area, ...others] = areas;
  if (area === undefined) return;
  const { viewId } = context.source.snapshot;
  if (others.length === 0) return layOver(context, area, text);
  if (isTooMany(context, areas)) return;
  const cells = areas.flatMap((each) => laidOn(context, each, [[text]]));
  await stageCells(context, viewId, cells, 'Set');
}

/** Repeats the first row (or column) of each range over the rest of it; a range of one row takes the row above it. */
export async function fillRanges(
  context: GestureContext,
  areas: readonly CellArea[],
  way: 'down' | 'right',
): Promise<void> {
  const { viewId } = context.source.snapshot;
  if (isTooMany(context, areas)) return;
  const cells: Cell[] = [];
  for (const area of areas) {
    const filled = way === 'down' ? await filledDown(context, area) : await filledRight(context, area);
    if (filled === null) return;
    cells.push(...filled);
  }
  await stageCells(context, viewId, cells, way === 'down' ? 'Fill down' : 'Fill to the right');
}

function isTooMany({ onRemark }: GestureContext, areas: readonly CellArea[]): boolean {
  const cells = areas.reduce((sum, { width, height }) => sum + width * height, 0);
  if (cells <= mostCells) return false;
  onRemark(
    `At most ${counted(mostCells, 'cell')} in several ranges can be changed at once. Select one range, or fewer cells.`,
  );
  return true;
}

function laidOn(context: GestureContext, area: CellArea, block: Block): readonly Cell[] {
  const repeats = repeatsOf(block, area);
  const width = widthOf(block);
  const height = Math.min(block.length * repeats.down, context.source.snapshot.length - area.row);
  const columns = editableIn(context, { ...area, width: width * repeats.across });
  const cells: Cell[] = [];
  for (let down = 0; down < height; down += 1) {
    const texts = rowOf(block, width, repeats, down);
    for (const { index } of columns) {
      const text = texts[index - area.column];
      // What a ragged row does not have leaves its cell alone, as in a single range.
      if (text !== undefined) cells.push({ row: area.row + down, column: index, text });
    }
  }
  return cells;
}

async function filledDown(context: GestureContext, area: CellArea): Promise<readonly Cell[] | null> {
  const from = area.height === 1 ? area.row - 1 : area.row;
  if (from < 0) {
    context.onRemark('There is no row above to fill from.');
    return null;
  }
  const [pattern] = (await readRows(context, from, from + 1)) ?? [];
  if (pattern === undefined) return null;
  const texts: Omit<Cell, 'row'>[] = [];
  for (const { index } of editableIn(context, area)) {
    const text = repeatable(context, pattern, index);
    if (text === null) return null;
    texts.push({ column: index, text });
  }
  const rows = Array.from({ length: area.row + area.height - from - 1 }, (_, below) => from + 1 + below);
  return rows.flatMap((row) => texts.map((cell) => ({ ...cell, row })));
}

async function filledRight(context: GestureContext, area: CellArea): Promise<readonly Cell[] | null> {
  const from = area.width === 1 ? area.column - 1 : area.column;
  if (from < 0) {
    context.onRemark('There is no column at the left to fill from.');
    return null;
  }
  const target = { ...area, column: from + 1, width: area.column + area.width - from - 1 };
  const columns = editableIn(context, target);
  const rows = await readRows(context, area.row, area.row + area.height);
  if (rows === null) return null;
  const cells: Cell[] = [];
  for (const [down, row] of rows.entries()) {
    const text = repeatable(context, row, from);
    if (text === null) return null;
    cells.push(...columns.map(({ index }) => ({ row: area.row + down, column: index, text })));
  }
  return cells;
}

/** The text of a cell that fills others; null, said in words, where it cannot. */
function repeatable(context: GestureContext, row: GridRow, index: number): string | null {
  const field = context.columns[index]?.field ?? '';
  if (fieldOf(context.collection, field)?.sealed === true) {
    context.onRemark('A number of which only the last digits are known cannot be filled into other cells.');
    return null;
  }
  const refused = context.overlay.get(row.id, field);
  if (refused?.state !== 'refused') return context.textOf(row, field);
  context.onRemark(
    `“${refused.text}” was refused where it stands. Mend it before filling other cells with it.`,
  );
  return null;
}

async function readRows(
  { source, onRemark }: GestureContext,
  from: number,
  to: number,
): Promise<readonly GridRow[] | null> {
  const rows: GridRow[] = [];
  for (let start = from; start < to; start += readAtOnce) {
    const read = await source.readThrough(start, Math.min(to, start + readAtOnce));
    if (read === null) {
      onRemark('The list could not be read. Nothing was filled.');
      return null;
    }
    rows.push(...read);
  }
  return rows;
}

async function stageCells(
  context: GestureContext,
  viewId: string | null,
  cells: readonly Cell[],
  what: string,
): Promise<void> {
  const { engine, collection, columns, source, overlay } = context;
  if (viewId === null || cells.length === 0) return;
  if (viewId !== source.snapshot.viewId)
    return context.onRemark('The list was opened again meanwhile. Nothing was changed; do it again.');
  // Ranges may share cells: each is changed once.
  const once = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  const edits: {
    row: { viewId: string; position: number };
    field: string;
    input: { typed: string };
  }[] = [];
  const shown: CellKey[] = [];
  const titles = new Map<number, string>();
  for (const { row: position, column: index, text } of once.values()) {
    const column = columns[index];
    if (column === undefined) continue;
    titles.set(index, column.title);
    edits.push({ row: { viewId, position }, field: column.field, input: { typed: text } });
    const row = source.row(position);
    if (row === undefined || !isOpenCell(column, row.id)) continue;
    overlay.saving(row.id, column.field, text);
    shown.push([row.id, column.field]);
  }
  context.onCellsChanged();
  const inOrder = [...titles].toSorted(([one], [other]) => one - other).map(([, title]) => title);
  const label = rangesLabel(what, edits.length, inOrder);
  await stage(context, edits.length, shown, (warned) =>
    engine.call('edit.stage', { collection, label, edits, ...decision(warned) }),
  );
}
