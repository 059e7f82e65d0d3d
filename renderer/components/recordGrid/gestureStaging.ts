import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { GridRow, StageOutcome, Warned } from '../../../preload/contract/engine.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { isOpenCell } from './gridColumns.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import type { SavingNotice } from './savingNotice.ts';

/** What every gesture of a sheet does alike: shows its text at once, is staged, and settles. */

/** Rows above and below the sheet's visible part that show a gesture's text before it is saved. */
const shownAround = 200;

/** What every gesture of a sheet works with. */
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

/** A cell by its record and its field. */
export type CellKey = readonly [recordId: string, field: string];

/** A column that a gesture writes into. */
export interface TargetColumn {
  readonly index: number;
  readonly field: string;
  readonly title: string;
}

/** The columns of an area that can be changed; says so in words when some or all cannot. */
export function editableIn(context: GestureContext, area: CellArea): readonly TargetColumn[] {
  const columns = context.columns.slice(area.column, area.column + area.width);
  const editable: TargetColumn[] = [];
  const fixed: string[] = [];
  const unmade = onlyUnmade(context, area);
  columns.forEach((column, offset) => {
    if (column.editable || (column.untilMade && unmade))
      editable.push({ index: area.column + offset, field: column.field, title: column.title });
    else fixed.push(column.title);
  });
  const { readOnlyBecause } = collections[context.collection];
  if (readOnlyBecause !== undefined) context.onRemark(readOnlyBecause);
  else if (fixed.length > 0) {
    const verb = fixed.length === 1 ? 'is' : 'are';
    context.onRemark(`${fixed.join(', ')} ${verb} set by AgentSync and cannot be changed here.`);
  }
  return editable;
}

/** Rows of an area that are looked through for ones that are made already. */
const lookedThrough = 1_000;

/** Whether all of an area is at hand and made here: what is fixed elsewhere can be changed in it. */
function onlyUnmade({ source }: GestureContext, area: CellArea): boolean {
  if (area.height > lookedThrough) return false;
  for (let row = area.row; row < area.row + area.height; row += 1)
    if (!isLocalId(source.row(row)?.id ?? '')) return false;
  return true;
}

/**
 * Shows a gesture's text in the rows on screen and a little around them before it is saved; all others are
 * read when they are scrolled to. Answers the cells that show it.
 */
export function showAtOnce(
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
    area.columns.forEach(({ index, field }, place) => {
      const text = area.textAt(position - area.fromRow, place);
      const column = context.columns[index];
      if (text === undefined || column === undefined || !isOpenCell(column, row.id)) return;
      overlay.saving(row.id, field, text);
      shown.push([row.id, field]);
    });
  }
  return shown;
}

/** Has the engine stage a gesture, asks the person where it must, and settles the cells that showed it. */
export async function stage(
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

/** What a person decided about warnings, as a part of a request. */
export function decision(warned: Warned | undefined): { readonly warned?: Warned } {
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
    context.overlay.answered(cells, answer.value, (field, recordId) =>
      context.columns.some((column) => column.field === field && isOpenCell(column, recordId)),
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
