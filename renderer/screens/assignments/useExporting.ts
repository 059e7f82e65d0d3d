import { useState } from 'react';
import type { RefObject } from 'react';
import type { ExportTarget } from '../../components/exportList/ExportListDialog.tsx';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import type { RecordGridHandle } from '../../components/recordGrid/recordGridProps.ts';
import { assignmentViews } from './assignmentsStore.ts';

interface Exporting {
  /** Null while nothing is exported. */
  readonly target: ExportTarget | null;
  readonly open: () => void;
  readonly close: () => void;
}

/** Exporting the list as it stands when it is asked for, or what is selected of it. */
export function useExporting(
  grid: RefObject<RecordGridHandle | null>,
  { viewId, length }: GridSnapshot,
  selected: number,
  /** Columns of the view that are not shown. */
  without: readonly string[],
): Exporting {
  const [target, setTarget] = useState<ExportTarget | null>(null);
  return {
    target,
    open() {
      if (viewId === null) return;
      const ranges = grid.current?.selectedRanges() ?? [];
      const { fields } = assignmentViews.getState().arrangement;
      const columns = fields.filter((field) => !without.includes(field));
      setTarget({ collection: 'contractAssignment', viewId, length, selected, ranges, columns });
    },
    close() {
      setTarget(null);
      grid.current?.focus();
    },
  };
}
