import { emptyGridSelection } from '@glideapps/glide-data-grid';
import type { DataEditorRef, GridSelection, Theme } from '@glideapps/glide-data-grid';
import { run } from '../../state/crash.ts';
import { fittingWidth } from './fittingWidth.ts';
import type { GestureContext } from './gestureStaging.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import type { FocusedRecord, RecordGridHandle } from './recordGridProps.ts';
import { replaceInCell } from './replaceInCell.ts';
import { areasOf, rowRanges, selectedRanges, wholeColumns } from './selection.ts';
import { cellAt, scrollToCell } from './showRecord.ts';

interface HandleOf {
  readonly source: GridSource;
  readonly gestures: GestureContext;
  readonly columns: readonly RecordColumn[];
  /** Fields in the order of the rows' cells. */
  readonly fields: readonly string[];
  readonly selection: GridSelection;
  readonly setSelection: (selection: GridSelection) => void;
  readonly theme: Partial<Theme>;
  readonly editor: () => DataEditorRef | null;
  readonly show: (record: FocusedRecord) => Promise<void>;
}

/** What those around a sheet may ask of it. */
export function gridHandle(of: HandleOf): RecordGridHandle {
  const { source, gestures, columns, fields, selection, setSelection, theme, editor, show } = of;
  const cell = selection.current?.cell;
  const field = cell === undefined ? undefined : columns[cell[0]]?.field;
  const { length, viewId } = source.snapshot;
  return {
    refresh: () => source.refresh(),
    focus: () => editor()?.focus(),
    show: (record) => run(show(record)),
    cursor: () => (cell === undefined || field === undefined ? null : { row: cell[1], field }),
    moveTo: (inView, place) => {
      const column = columns.findIndex((candidate) => candidate.field === place.field);
      if (source.snapshot.viewId !== inView || column === -1) return false;
      setSelection(cellAt(column, place.row));
      scrollToCell(editor(), column, place.row);
      return true;
    },
    replaceHere: async (how) => cell !== undefined && (await replaceInCell(gestures, cell, how)),
    selectedRows: () => {
      const ranges = rowRanges(areasOf(selection, columns.length));
      return viewId === null || ranges.length === 0 ? null : { viewId, ranges };
    },
    selectedRanges: () => selectedRanges(selection, columns),
    selectColumn: (wanted) => {
      const index = columns.findIndex((column) => column.field === wanted);
      if (index !== -1 && length > 0) setSelection(wholeColumns(index, 1, length));
    },
    selectAll: () => {
      if (length > 0) setSelection(wholeColumns(0, columns.length, length));
    },
    selectVisible: () => {
      const [top, below] = source.visible;
      const rows = Math.min(length, below - 1) - top;
      if (rows > 0) setSelection(wholeColumns(0, columns.length, rows, top));
    },
    clearSelection: () => setSelection(emptyGridSelection),
    widthOf: (wanted) => fittingWidth(columns, fields, wanted, source.heldRows(), theme),
  };
}
