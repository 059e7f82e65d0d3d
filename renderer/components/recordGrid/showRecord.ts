import { CompactSelection } from '@glideapps/glide-data-grid';
import type { DataEditorRef, GridSelection } from '@glideapps/glide-data-grid';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { GridSource } from './gridSource.ts';
import type { FocusedRecord } from './recordGridProps.ts';
import type { OpenSheet } from './useOpenSheet.ts';

/** A selection of one cell. */
export function cellAt(column: number, row: number): GridSelection {
  return {
    columns: CompactSelection.empty(),
    rows: CompactSelection.empty(),
    current: { cell: [column, row], range: { x: column, y: row, width: 1, height: 1 }, rangeStack: [] },
  };
}

/** Waits for the list that was asked for last: until then another one may be on screen. */
async function opened(source: GridSource): Promise<void> {
  if (!source.reopening) return;
  await new Promise<void>((resolve) => {
    const stop = source.subscribe(() => {
      if (source.reopening) return;
      stop();
      resolve();
    });
  });
}

/** Where a record stands in the list asked for last; null when it is not in it, or could not be opened. */
async function findRecord(
  engine: EngineClient,
  source: GridSource,
  recordId: string,
): Promise<number | null> {
  await opened(source);
  const { viewId } = source.snapshot;
  if (viewId === null) return null;
  const found = await engine.call('view.find', { viewId, recordId });
  // Another list has been opened meanwhile: the position means another record there.
  return found.ok && source.snapshot.viewId === viewId ? found.value.position : null;
}

/** Puts the cursor on a record's cell and the keys with it; says so in words where the list does not hold it. */
export async function showInSheet(
  engine: EngineClient,
  { source, columns, choice, setSelection, editor }: OpenSheet,
  { recordId, field }: FocusedRecord,
  onWords: (words: string) => void,
): Promise<void> {
  const row = await findRecord(engine, source, recordId);
  if (row === null) return onWords('This record is not in the list as it is filtered now.');
  const column = Math.max(
    0,
    columns.findIndex((candidate) => candidate.field === field),
  );
  // Focusing the canvas must not choose the first cell instead.
  choice.make();
  setSelection(cellAt(column, row));
  scrollToCell(editor.current, column, row);
  editor.current?.focus();
}

/** Scrolls a cell into the middle of the sheet. */
export function scrollToCell(editor: DataEditorRef | null, column: number, row: number): void {
  editor?.scrollTo(column, row, 'both', 0, 0, { vAlign: 'center' });
}
