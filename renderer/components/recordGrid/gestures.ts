import type { CollectionName } from '../../../domain/fields.ts';
import { mostPastedRows, once, repeatsOf, rowOf, widestPaste, widthOf } from '../../../domain/pasteBlock.ts';
import type { Block, CellArea, Repeats } from '../../../domain/pasteBlock.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { CellInput, GridRow, StageOutcome, Warned } from '../../../preload/contract/engine.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { counted } from '../../state/format.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { clearLabel, editLabel, fillLabel, pasteLabel } from './gestureLabels.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import { readBlock } from './readBlock.ts';
import type { SavingNotice } from './savingNotice.ts';

/** Rows above and below the sheet's visible part that show a gesture's text before it is saved. */
const shownAround = 200;
/** The contract's limit on stretches of rows emptied at once. */
const mostAreas = 10_000;

export interface GestureContext {
  readonly engine: EngineClient;
  readonly collection: CollectionName;
  readonly source: GridSource;
  readonly overlay: CellOverlay;
  readonly notice: SavingNotice;
  readonly columns: readonly RecordColumn[];
  /** The shown text of a column in a row of the source. */
  readonly textOf: (row: GridRow, field: string) => string;
  /** Cells show something else now. */
  readonly onCellsChanged: () => void;
  /** `waitedFor`: it took so long that the person was told that it is being saved. */
  readonly onOutcome: (outcome: StageOutcome, waitedFor: boolean) => void;
  readonly onFailure: (failure: Failure) => void;
  /** Something a person should know that staged nothing. */
  readonly onRemark: (words: string) => void;
}

type CellKey = readonly [recordId: string, field: string];

/** Stages one cell as it was typed or picked. */
export async function editCell(
  context: GestureContext,
  cell: { readonly recordId: string; readonly field: string; readonly title: string },
  input: CellInput,
  shown: string,
): Promise<void> {
  const { engine, collection, overlay } = context;
  overlay.saving(cell.recordId, cell.field, shown);
  context.onCellsChanged();
  const edits = [{ row: { id: cell.recordId }, field: cell.field, input }];
  const label = editLabel(cell.title, shown);
  await stage(context, 1, [[cell.recordId, cell.field]], (warned) =>
    engine.call('edit.stage', { collection, label, edits, ...decision(warned) }),
  );
}

/** Pastes clipboard text over the selection, as one gesture. */
export async function pasteText(context: GestureContext, area: CellArea, text: string): Promise<void> {
  // Where the text lands is settled before it is read, whatever opens the list again meanwhile.
  const { viewId } = context.source.snapshot;
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

/** Repeats the first row of the selection (or the row above a single row) over the rest, as one gesture. */
export async function fillDown(context: GestureContext, area: CellArea): Promise<void> {
  const single = area.height === 1;
  const from = single ? area.row - 1 : area.row;
  const rows = single ? 1 : area.height - 1;
  if (from < 0) {
    context.onRemark('There is no row above to fill from.');
    return;
  }
  if (rows > mostPastedRows) {
    context.onRemark(`Fill down takes at most ${counted(mostPastedRows, 'row')} at once. Select fewer.`);
    return;
  }
  const read = context.source.row(from) ?? (await context.source.readThrough(from, from + 1))?.[0];
  if (read === undefined) {
    context.onRemark('The row to fill from could not be read. Try again.');
    return;
  }
  const indices = editableIn(context, area);
  if (indices.length === 0) return;
  const cells = indices.map(({ field }) => context.textOf(read, field));
  await layDown(context, {
    fromRow: from + 1,
    columns: indices,
    block: [cells],
    repeats: { ...once, down: rows },
    cells: [cells],
    label: fillLabel(
      rows,
      indices.map(({ title }) => title),
    ),
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
  const titles = new Set(stretches.flatMap(({ columns }) => columns.map(({ title }) => title)));
  const shown = stretches.flatMap(({ fromRow, rows: height, columns }) =>
    showAtOnce(context, { fromRow, height, columns, textAt: () => '' }),
  );
  context.onCellsChanged();
  const request = {
    viewId,
    areas: stretches.map((area) => ({ ...area, columns: area.columns.map(({ field }) => field) })),
    label: clearLabel(cells, [...titles]),
  };
  await stage(context, cells, shown, (warned) =>
    engine.call('edit.clear', { ...request, ...decision(warned) }),
  );
}

interface TargetColumn {
  readonly index: number;
  readonly field: string;
  readonly title: string;
}

/** The columns of an area that can be changed; says so in words when some or all cannot. */
function editableIn(context: GestureContext, area: CellArea): readonly TargetColumn[] {
  const columns = context.columns.slice(area.column, area.column + area.width);
  const editable: TargetColumn[] = [];
  const fixed: string[] = [];
  columns.forEach((column, offset) => {
    if (column.editable)
      editable.push({ index: area.column + offset, field: column.field, title: column.title });
    else fixed.push(column.title);
  });
  if (fixed.length > 0) {
    const verb = fixed.length === 1 ? 'is' : 'are';
    context.onRemark(`${fixed.join(', ')} ${verb} set by AgentSync and cannot be changed here.`);
  }
  return editable;
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

/**
 * Shows a gesture's text in the rows on screen and a little around them before it is saved; all others are
 * read when they are scrolled to. Answers the cells that show it.
 */
function showAtOnce(
  context: GestureContext,
  area: {
    readonly fromRow: number;
    readonly height: number;
    readonly columns: readonly TargetColumn[];
    readonly textAt: (row: number, column: number) => string | undefined;
  },
): readonly CellKey[] {
  const { source, overlay } = context;
  const [top, bottom] = source.visible;
  const from = Math.max(area.fromRow, top - shownAround);
  const to = Math.min(area.fromRow + area.height, bottom + shownAround);
  const shown: CellKey[] = [];
  for (let position = from; position < to; position += 1) {
    const row = source.row(position);
    if (row === undefined) continue;
    area.columns.forEach(({ index, field }, column) => {
      const text = area.textAt(position - area.fromRow, column);
      if (text === undefined || !(context.columns[index]?.editable ?? false)) return;
      overlay.saving(row.id, field, text);
      shown.push([row.id, field]);
    });
  }
  return shown;
}

/** Has the engine stage a gesture, asks the person where it must, and settles the cells that showed it. */
async function stage(
  context: GestureContext,
  count: number,
  shown: readonly CellKey[],
  call: (warned: Warned | undefined) => Promise<Result<StageOutcome>>,
): Promise<void> {
  let waitedFor = false;
  const answer = await stageAsking(
    async (warned) => {
      const result = await context.notice.during(count, call(warned));
      ({ waitedFor } = result);
      return result.answer;
    },
    { leaveOut: true },
  );
  settle(context, shown, answer, waitedFor);
}

function decision(warned: Warned | undefined): { readonly warned?: Warned } {
  return warned === undefined ? {} : { warned };
}

/** `answer` is null when the person took the gesture back on being asked about it. */
function settle(
  context: GestureContext,
  cells: readonly CellKey[],
  answer: Result<StageOutcome> | null,
  waitedFor: boolean,
): void {
  if (answer === null) {
    context.overlay.abandoned(cells);
    context.onRemark('Cancelled. Nothing was changed.');
  } else if (answer.ok) {
    context.overlay.answered(cells, answer.value.refused, (field) =>
      context.columns.some((column) => column.field === field && column.editable),
    );
    context.source.reread();
    context.onOutcome(answer.value, waitedFor);
  } else {
    context.overlay.abandoned(cells);
    // A timed out gesture may have been staged all the same; what is stored is shown.
    context.source.reread();
    context.onFailure(answer.error);
  }
  context.onCellsChanged();
}
