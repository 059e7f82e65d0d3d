import { useEffect, useMemo } from 'react';
import type { RecordGridProps } from './recordGridProps.ts';
import { selectedCells } from './selection.ts';
import type { OpenSheet } from './useOpenSheet.ts';

/** Tells those around a sheet where the cursor is and what is selected, and its source whether anything is. */
export function useTellSelection(
  { source, columns, selection, cell }: OpenSheet,
  focusedId: string | undefined,
  { onFocusRecord, onSelectedCells }: RecordGridProps,
): void {
  const focusedField = cell === undefined ? undefined : columns[cell[0]]?.field;
  useEffect(() => {
    if (focusedField === undefined) onFocusRecord(null);
    // A row that scrolled out of memory is still the one the cursor is on.
    else if (focusedId !== undefined) onFocusRecord({ recordId: focusedId, field: focusedField });
  }, [focusedId, focusedField, onFocusRecord]);

  const selected = useMemo(() => selectedCells(selection, columns), [selection, columns]);
  useEffect(() => onSelectedCells(selected), [selected, onSelectedCells]);
  const inUse = cell !== undefined || selection.rows.length > 0;
  useEffect(() => source.setInUse(inUse), [source, inUse]);
}
