import { filledPart, patternIndex } from '../../../domain/fillPattern.ts';
import type { FillWay } from '../../../domain/fillPattern.ts';
import { mostPastedRows } from '../../../domain/pasteBlock.ts';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';
import { fillLabel } from './gestureLabels.ts';
import { decision, editableIn, showAtOnce, stage } from './gestureStaging.ts';
import type { GestureContext } from './gestureStaging.ts';

/** Rows read at once while the end of a column is looked for; the contract's own limit. */
const readAtOnce = 500;
/** Rows of a pattern that are looked through for refused cells, those on screen among them. */
const lookedThrough = 1_000;

/** Repeats the first row of the selection (or the row above a single row) over the rest, as one gesture. */
export async function fillDown(context: GestureContext, area: CellArea): Promise<void> {
  const from = area.height === 1 ? area.row - 1 : area.row;
  if (from < 0) return context.onRemark('There is no row above to fill from.');
  const rows = area.height === 1 ? 1 : area.height - 1;
  await fill(context, { ...area, row: from, height: 1 }, { ...area, row: from + 1, height: rows }, 'down');
}

/** Repeats the first column of the selection (or the one left of a single column) over the rest, row by row. */
export async function fillRight(context: GestureContext, area: CellArea): Promise<void> {
  const from = area.width === 1 ? area.column - 1 : area.column;
  if (from < 0) return context.onRemark('There is no column at the left to fill from.');
  const width = area.width === 1 ? 1 : area.width - 1;
  await fill(context, { ...area, column: from, width: 1 }, { ...area, column: from + 1, width }, 'right');
}

/** Repeats a pattern over the area that its handle was drawn out to. */
export async function fillOut(context: GestureContext, pattern: CellArea, whole: CellArea): Promise<void> {
  const part = filledPart(pattern, whole);
  if (part !== null) await fill(context, pattern, part.target, part.way);
}

/**
 * Repeats a pattern down to where the column beside it ends: the one at the left, else the one at the right.
 * Answers the area that was filled together with the pattern; null when there is nothing to fill.
 */
export async function fillToEnd(context: GestureContext, pattern: CellArea): Promise<CellArea | null> {
  const beside = context.columns[pattern.column - 1] ?? context.columns[pattern.column + pattern.width];
  if (beside === undefined) return null;
  const from = pattern.row + pattern.height;
  const end = await endOf(context, beside.field, from);
  if (end === null) {
    context.onRemark('The list could not be read. Nothing was filled.');
    return null;
  }
  if (end === from) {
    context.onRemark(`There is nothing below to fill: ${beside.title} is empty there, or the list ends.`);
    return null;
  }
  const whole = { ...pattern, height: end - pattern.row };
  await fillOut(context, pattern, whole);
  return whole;
}

/** The first row from here on whose cell is empty, or the end of the list; null when it could not be read. */
async function endOf(
  { source, textOf }: GestureContext,
  field: string,
  from: number,
): Promise<number | null> {
  const { length, viewId } = source.snapshot;
  const limit = Math.min(length, from + mostPastedRows);
  for (let start = from; start < limit; start += readAtOnce) {
    const read = await source.readThrough(start, Math.min(limit, start + readAtOnce));
    if (read === null || source.snapshot.viewId !== viewId) return null;
    const empty = read.findIndex((row) => textOf(row, field) === '');
    if (empty !== -1) return start + empty;
  }
  return limit;
}

async function fill(
  context: GestureContext,
  pattern: CellArea,
  target: CellArea,
  way: FillWay,
): Promise<void> {
  const { engine, source, onRemark } = context;
  const { viewId } = source.snapshot;
  if (viewId === null) return;
  if (target.height > mostPastedRows)
    return onRemark(`At most ${counted(mostPastedRows, 'row')} can be filled at once. Select fewer.`);
  const columns = editableIn(context, target);
  if (columns.length === 0) return;
  const fromOf = (index: number): string =>
    context.columns[pattern.column + patternIndex(index - pattern.column, pattern.width)]?.field ?? '';
  const pairs = columns.map(({ index, field }) => ({ field, from: fromOf(index) }));
  const refused = refusedIn(
    context,
    pattern,
    pairs.map(({ from }) => from),
  );
  if (refused !== null)
    return onRemark(`“${refused}” was refused where it stands. Mend it before filling other cells with it.`);
  const patternRow = (row: number): GridRow | undefined =>
    source.row(pattern.row + patternIndex(target.row + row - pattern.row, pattern.height));
  const shown = showAtOnce(context, {
    fromRow: target.row,
    height: target.height,
    columns,
    textAt(row, column) {
      const from = patternRow(row);
      const pair = pairs[column];
      return from === undefined || pair === undefined ? undefined : context.textOf(from, pair.from);
    },
  });
  context.onCellsChanged();
  const request = {
    viewId,
    pattern: { fromRow: pattern.row, rows: pattern.height },
    fromRow: target.row,
    rows: target.height,
    columns: pairs,
    label: fillLabel(
      target.height,
      columns.map(({ title }) => title),
      way === 'down' || way === 'up' ? way : 'across',
    ),
  };
  await stage(context, target.height * columns.length, shown, (warned) =>
    engine.call('edit.fill', { ...request, ...decision(warned) }),
  );
}

/** The text of a refused cell of a pattern, which the store does not hold; null when there is none. */
function refusedIn(context: GestureContext, pattern: CellArea, fields: readonly string[]): string | null {
  const { source, overlay } = context;
  for (let row = pattern.row; row < pattern.row + Math.min(pattern.height, lookedThrough); row += 1) {
    const id = source.row(row)?.id;
    if (id === undefined) continue;
    for (const field of fields) {
      const cell = overlay.get(id, field);
      if (cell?.state === 'refused') return cell.text;
    }
  }
  return null;
}
