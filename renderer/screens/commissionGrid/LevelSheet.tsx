import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { listStore } from '../../components/recordList/listStore.ts';
import { ListSheet } from '../../components/recordList/ListSheet.tsx';
import { useOpening } from '../../components/recordList/useOpening.ts';
import { useSheet } from '../../components/recordList/useSheet.ts';
import type { FocusedRecord } from '../../components/recordGrid/recordGridProps.ts';
import { linesOf } from './levelLines.ts';
import type { PastedLines } from './levelLines.ts';
import { NewLevelsStrip } from './NewLevelsStrip.tsx';

const narrowed = { nothing: 'The products of this carrier have no commission levels' };

interface LevelSheetProps {
  readonly carrierId: string;
  readonly carrier: string;
  readonly search: string;
  readonly onClearSearch: () => void;
  /** The cell to go to; a new object each time it is asked for. */
  readonly target: FocusedRecord | null;
  readonly onLength: (length: number | null) => void;
  /** Rows were given that no level is left for. */
  readonly onNewLevels: (pasted: PastedLines) => void;
}

/** Every commission level of a carrier as a sheet: edited, pasted and filled like the assignments. */
export function LevelSheet(props: LevelSheetProps): ReactNode {
  const { carrierId, carrier, search, onClearSearch, target, onLength, onNewLevels } = props;
  const sheet = useSheet();
  const { follow } = useOpening('commissionLevel', sheet);
  const { grid, snapshot } = sheet;
  const fields = useStore(listStore('commissionLevel').views, ({ arrangement }) => arrangement.fields);
  const given = useMemo<readonly ViewFilter[]>(() => [{ test: 'of-carrier', carrierId }], [carrierId]);

  useEffect(() => {
    if (target !== null) grid.current?.show(target);
  }, [target, grid]);

  const length = snapshot.phase === 'ready' ? snapshot.length : null;
  useEffect(() => onLength(length), [length, onLength]);

  return (
    <div className="upl-lgrid-sheet">
      <ListSheet
        list="commissionLevel"
        sheet={sheet}
        label={`Commission levels of ${carrier}`}
        search={search}
        onClearQuery={() => {
          listStore('commissionLevel').views.getState().clearFilters();
          onClearSearch();
        }}
        onLink={follow}
        given={given}
        narrowed={narrowed}
        onRowsBelow={({ fields: under, rows }) => onNewLevels(linesOf(rows, under))}
      />
      <NewLevelsStrip fields={fields} onLines={onNewLevels} />
    </div>
  );
}
