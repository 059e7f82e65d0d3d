import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { CellInput, GridRow, StageOutcome, Warned } from '../../../preload/contract/engine.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { counted } from '../../state/format.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { clearLabel, editLabel, fillLabel, pasteLabel } from './gestureLabels.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import { fitBlock, mostPastedRows, widthOf } from './pasteBlock.ts';
import type { Block, CellArea } from './pasteBlock.ts';
import { parseTsv } from './tsv.ts';

/** The contract's limit on cells named one by one. */
const mostNamedCells = 100_000;
/** The contract's limit on columns of a pasted block. */
const widestPaste = 60;

export interface GestureContext {
  readonly engine: EngineClient;
  readonly collection: CollectionName;
  readonly source: GridSource;
  readonly overlay: CellOverlay;
  readonly columns: readonly RecordColumn[];
  /** The shown text of a column in a row of the source. */
  readonly textOf: (row: GridRow, field: string) => string;
  /** Cells show something else now. */
  readonly onCellsChanged: () => void;
  readonly onOutcome: (outcome: StageOutcome) => void;
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
  const answer = await stageAsking(
    (warned) => engine.call('edit.stage', { collection, label, edits, ...decision(warned) }),
    { leaveOut: true },
  );
  settle(context, [[cell.recordId, cell.field]], answer);
}

/** Pastes clipboard text over the selection, as one gesture. */
export async function pasteText(context: GestureContext, area: CellArea, text: string): Promise<void> {
  const parsed = parseTsv(text);
  if (parsed.length === 0) {
    context.onRemark('The clipboard holds no text to paste.');
    return;
  }
  const block = fitBlock(parsed, area);
  const labelOf = (columns: readonly string[]): string => pasteLabel(block.length, widthOf(block), columns);
  await pasteBlock(context, { column: area.column, row: area.row }, block, labelOf);
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
  await pasteColumns(
    context,
    from + 1,
    indices,
    Array.from({ length: rows }, () => cells),
    (titles) => fillLabel(rows, titles),
  );
}

/** Empties the editable cells of the selection, as one gesture. */
export async function clearCells(context: GestureContext, areas: readonly CellArea[]): Promise<void> {
  const [only] = areas;
  if (only === undefined) return;
  if (areas.length === 1 && only.height <= mostPastedRows) {
    const editable = editableIn(context, only);
    if (editable.length === 0) return;
    const empty = editable.map(() => '');
    const cells = Array.from({ length: only.height }, () => empty);
    await pasteColumns(context, only.row, editable, cells, (titles) =>
      clearLabel(only.height * editable.length, titles),
    );
    return;
  }
  await clearNamed(context, areas);
}

/** Several areas are one gesture only when their cells are named one by one. */
async function clearNamed(context: GestureContext, areas: readonly CellArea[]): Promise<void> {
  const { engine, collection, source } = context;
  const viewId = source.snapshot.viewId;
  if (viewId === null) return;
  const titles = new Set<string>();
  const edits: { row: { viewId: string; position: number }; field: string; input: CellInput }[] = [];
  for (const area of areas) {
    const editable = editableIn(context, area);
    if (edits.length + editable.length * area.height > mostNamedCells) {
      context.onRemark(`At most ${counted(mostNamedCells, 'cell')} can be cleared at once. Select fewer.`);
      return;
    }
    for (const { title } of editable) titles.add(title);
    for (let position = area.row; position < area.row + area.height; position += 1) {
      for (const { field } of editable)
        edits.push({ row: { viewId, position }, field, input: { typed: '' } });
    }
  }
  if (edits.length === 0) return;
  const label = clearLabel(edits.length, [...titles]);
  const answer = await stageAsking(
    (warned) => engine.call('edit.stage', { collection, label, edits, ...decision(warned) }),
    { leaveOut: true },
  );
  settle(context, [], answer);
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

/** Lays a block over consecutive columns. Columns that cannot be changed stay in: the store refuses them in words. */
async function pasteBlock(
  context: GestureContext,
  at: { readonly column: number; readonly row: number },
  block: Block,
  labelOf: (titles: readonly string[]) => string,
): Promise<void> {
  if (block.length > mostPastedRows) {
    context.onRemark(`At most ${counted(mostPastedRows, 'row')} can be pasted at once. Nothing was pasted.`);
    return;
  }
  if (widthOf(block) > widestPaste) {
    context.onRemark(`At most ${widestPaste} columns can be pasted at once. Nothing was pasted.`);
    return;
  }
  const columns = context.columns
    .slice(at.column, at.column + widthOf(block))
    .map((column, offset) => ({ index: at.column + offset, field: column.field, title: column.title }));
  await pasteColumns(context, at.row, columns, block, labelOf);
}

async function pasteColumns(
  context: GestureContext,
  fromRow: number,
  columns: readonly TargetColumn[],
  block: Block,
  labelOf: (titles: readonly string[]) => string,
): Promise<void> {
  const { engine, source, overlay } = context;
  const viewId = source.snapshot.viewId;
  if (viewId === null || columns.length === 0) return;
  const shown: CellKey[] = [];
  // Only rows at hand show the text at once; the others are read when they are scrolled to.
  block.forEach((cells, offset) => {
    const row = source.row(fromRow + offset);
    if (row === undefined) return;
    columns.forEach(({ index, field }, column) => {
      const text = cells[column];
      if (text === undefined || !(context.columns[index]?.editable ?? false)) return;
      overlay.saving(row.id, field, text);
      shown.push([row.id, field]);
    });
  });
  context.onCellsChanged();
  const request = {
    viewId,
    fromRow,
    columns: columns.map(({ field }) => field),
    cells: block.map((cells) => [...cells]),
    label: labelOf(columns.map(({ title }) => title)),
  };
  const answer = await stageAsking(
    (warned) => engine.call('edit.paste', { ...request, ...decision(warned) }),
    { leaveOut: true },
  );
  settle(context, shown, answer);
}

function decision(warned: Warned | undefined): { readonly warned?: Warned } {
  return warned === undefined ? {} : { warned };
}

/** `answer` is null when the person took the gesture back on being asked about it. */
function settle(
  context: GestureContext,
  cells: readonly CellKey[],
  answer: Result<StageOutcome> | null,
): void {
  if (answer === null) {
    context.overlay.abandoned(cells);
    context.onRemark('Cancelled. Nothing was changed.');
  } else if (answer.ok) {
    context.overlay.answered(cells, answer.value.refused, (field) =>
      context.columns.some((column) => column.field === field && column.editable),
    );
    context.source.reread();
    context.onOutcome(answer.value);
  } else {
    context.overlay.abandoned(cells);
    // A timed out gesture may have been staged all the same; what is stored is shown.
    context.source.reread();
    context.onFailure(answer.error);
  }
  context.onCellsChanged();
}
