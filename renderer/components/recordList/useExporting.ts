import { useState } from 'react';
import type { ListName } from '../../../domain/lists.ts';
import type { ExportTarget } from '../exportList/exportTarget.ts';
import { listStore } from './listStore.ts';
import type { Sheet } from './useSheet.ts';

interface Exporting {
  /** Null while nothing is exported. */
  readonly target: ExportTarget | null;
  readonly open: () => void;
  readonly close: () => void;
}

/** Exporting the list as it stands when it is asked for, or what is selected of it. */
export function useExporting(
  list: ListName,
  { grid, snapshot: { viewId, length }, rowsSelected }: Sheet,
  /** Columns of the view that are not shown. */
  without: readonly string[],
): Exporting {
  const [target, setTarget] = useState<ExportTarget | null>(null);
  return {
    target,
    open() {
      if (viewId === null) return;
      const ranges = grid.current?.selectedRanges() ?? [];
      const { fields } = listStore(list).views.getState().arrangement;
      const columns = fields.filter((field) => !without.includes(field));
      setTarget({ collection: list, viewId, length, selected: rowsSelected, ranges, columns });
    },
    close() {
      setTarget(null);
      grid.current?.focus();
    },
  };
}
