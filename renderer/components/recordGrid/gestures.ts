import { collections } from '../../../domain/collections.ts';
import { mostPastedRows, repeatsOf, rowOf, widestPaste, widthOf } from '../../../domain/pasteBlock.ts';
import type { Block, CellArea, Repeats } from '../../../domain/pasteBlock.ts';
import type { CellInput } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';
import { clearLabel, editLabel, pasteLabel, rangesLabel } from './gestureLabels.ts';
import { decision, editableIn, showAtOnce, stage } from './gestureStaging.ts';
import type { GestureContext, TargetColumn } from './gestureStaging.ts';
import { readBlock } from './readBlock.ts';

/** The contract's limit on stretches of rows emptied at once. */
const mostAreas = 10_000;

/** Stages one cell as it was typed or picked, or by another gesture, which names itself. */
export async function editCell(
  context: GestureContext,
  cell: { readonly recordId: string; readonly field: string; readonly title: string },
  input: CellInput,
  shown: string,
  label = editLabel(cell.title, shown),
): Promise<void> {
  const { engine, collection, overlay } = context;
  overlay.saving(cell.recordId, cell.field, shown);
  context.onCellsChanged();
  const edits = [{ row: { id: cell.recordId }, field: cell.field, input }];
  await stage(context, 1, [[cell.recordId, cell.field]], (warned) =>
    engine.call('edit.stage', { collection, label, edits, ...decision(warned) }),
  );
}

/**
 * Pastes clipboard text over the selection, as one gesture. `onLaid` is told which cells of the list it covers, before
 * they are saved.
 */
export async function pasteText(
  context: GestureContext,
  area: CellArea,
  text: string,
  onLaid: (laid: CellArea) => void,
): Promise<void> {
  // Where the text lands is settled before it is read, whatever opens the list again meanwhile.
  const { viewId } = context.source.snapshot;
  const { readOnlyBecause } = collections[context.collection];
  if (readOnlyBecause !== undefined) {
    context.onRemark(`Nothing was pasted. ${readOnlyBecause}`);
    return;
  }
  const block = await readBlock(text);
  if (block.length === 0) {
    context.onRemark('The clipboard holds no text to paste.');
    return;
  }
  const repeats = repeatsOf(block, area);
  const rows = block.length * repeats.down;
  const width = widthOf(block) * repeats.across;
  if (rows > mostPastedRows) {
    context.onRemark(`At most ${counted(mostPastedRows, 'row')} can be pasted at once. Nothing was pasted.`);
    return;
  }
  if (width > widestPaste) {
    context.onRemark(`At most ${widestPaste} columns can be pasted at once. Nothing was pasted.`);
    return;
  }
  if (viewId !== context.source.snapshot.viewId) {
    context.onRemark(
      'The list was opened again while the text was read. Nothing was pasted; paste it again.',
    );
    return;
  }
  // Columns that cannot be changed stay in: the store refuses them in words.
  const columns = context.columns
    .slice(area.column, area.column + width)
    .map((column, offset) => ({ index: area.column + offset, field: column.field, title: column.title }));
  const height = Math.min(rows, context.source.snapshot.length - area.row);
  onLaid({ column: area.column, row: area.row, width: columns.length, height });
  await layDown(context, {
    fromRow: area.row,
    columns,
    block,
    repeats,
    cells: text,
    label: pasteLabel(
      rows,
      width,
      columns.map(({ title }) => title),
    ),
  });
}

/** Puts one value into every cell of an area that can be changed, as one gesture. */
export async function layOver(context: GestureContext, area: CellArea, text: string): Promise<void> {
  if (area.height > mostPastedRows) {
    context.onRemark(`At most ${counted(mostPastedRows, 'row')} can be changed at once. Select fewer.`);
    return;
  }
  const columns = editableIn(context, area);
  const titles = columns.map(({ title }) => title);
  const block = [[text]];
  await layDown(context, {
    fromRow: area.row,
    columns,
    block,
    repeats: { across: columns.length, down: area.height },
    cells: block,
    label: rangesLabel('Set', area.height * columns.length, titles),
  });
}

/** Empties the editable cells of the selection, as one gesture. */
export async function clearCells(context: GestureContext, areas: readonly CellArea[]): Promise<void> {
  const { engine, source } = context;
  const { viewId } = source.snapshot;
  const stretches = areas.flatMap((area) => {
    const columns = editableIn(context, area);
    return columns.length === 0 ? [] : [{ fromRow: area.row, rows: area.height, columns }];
  });
  if (viewId === null || stretches.length === 0) return;
  const rows = stretches.reduce((sum, area) => sum + area.rows, 0);
  if (rows > mostPastedRows || stretches.length > mostAreas) {
    context.onRemark(`At most ${counted(mostPastedRows, 'row')} can be cleared at once. Select fewer.`);
    return;
  }
  const cells = stretches.reduce((sum, area) => sum + area.rows * area.columns.length, 0);
  const cleared = new Set(stretches.flatMap(({ columns }) => columns.map(({ field }) => field)));
  const titles = context.columns.flatMap(({ field, title }) => (cleared.has(field) ? [title] : []));
  const shown = stretches.flatMap(({ fromRow, rows: height, columns }) =>
    showAtOnce(context, { fromRow, height, columns, textAt: () => '' }),
  );
  context.onCellsChanged();
  const request = {
    viewId,
    areas: stretches.map((area) => ({ ...area, columns: area.columns.map(({ field }) => field) })),
    label: clearLabel(cells, titles),
  };
  await stage(context, cells, shown, (warned) =>
    engine.call('edit.clear', { ...request, ...decision(warned) }),
  );
}

interface Laid {
  readonly fromRow: number;
  readonly columns: readonly TargetColumn[];
  readonly block: Block;
  readonly repeats: Repeats;
  /** The block as it travels: a large one as the text it was read from. */
  readonly cells: string | readonly (readonly string[])[];
  readonly label: string;
}

async function layDown(context: GestureContext, laid: Laid): Promise<void> {
  const { engine, source } = context;
  const { viewId } = source.snapshot;
  const { fromRow, columns, block, repeats, cells, label } = laid;
  if (viewId === null || columns.length === 0) return;
  const width = widthOf(block);
  const height = block.length * repeats.down;
  const shown = showAtOnce(context, {
    fromRow,
    height,
    columns,
    textAt: (row, column) => rowOf(block, width, repeats, row)[column],
  });
  context.onCellsChanged();
  const request = {
    viewId,
    fromRow,
    columns: columns.map(({ field }) => field),
    cells: typeof cells === 'string' ? cells : cells.map((row) => [...row]),
    across: repeats.across,
    down: repeats.down,
    label,
  };
  await stage(context, height * columns.length, shown, (warned) =>
    engine.call('edit.paste', { ...request, ...decision(warned) }),
  );
}
