import { emptyGridSelection } from '@glideapps/glide-data-grid';
import { run } from '../../state/crash.ts';
import { fittingWidth } from './fittingWidth.ts';
import type { FocusedRecord, RecordGridHandle } from './recordGridProps.ts';
import { replaceInCell } from './replaceInCell.ts';
import { areasOf, rowRanges, selectedRanges, wholeColumns } from './selection.ts';
import { cellAt, scrollToCell } from './showRecord.ts';
import type { OpenSheet } from './useOpenSheet.ts';

/** What those around a sheet may ask of it. */
export function gridHandle(
  sheet: OpenSheet,
  show: (record: FocusedRecord) => Promise<void>,
): RecordGridHandle {
  const { source, gestures, columns, fields, selection, setSelection, cell, palette, editor } = sheet;
  const field = cell === undefined ? undefined : columns[cell[0]]?.field;
  const { length, viewId } = source.snapshot;
  return {
    refresh: () => source.refresh(),
    focus: () => editor.current?.focus(),
    show: (record) => run(show(record)),
    cursor: () => (cell === undefined || field === undefined ? null : { row: cell[1], field }),
    moveTo: (inView, place) => {
      const column = columns.findIndex((candidate) => candidate.field === place.field);
      if (source.snapshot.viewId !== inView || column === -1) return false;
      setSelection(cellAt(column, place.row));
      scrollToCell(editor.current, column, place.row);
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
    widthOf: (wanted) => fittingWidth(columns, fields, wanted, source.heldRows(), palette.theme),
  };
}
