import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { ArrangedGrid } from '../../components/gridView/ArrangedGrid.tsx';
import { FilterChips } from '../../components/gridView/FilterChips.tsx';
import { createGridViewStore } from '../../components/gridView/gridViewStore.ts';
import { SelectionBar } from '../../components/gridView/SelectionBar.tsx';
import { useKeptViews } from '../../components/gridView/useKeptViews.ts';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import type {
  FocusedRecord,
  RecordGridHandle,
  SelectedCells,
} from '../../components/recordGrid/recordGridProps.ts';
import { ListEmpty } from '../carriers/ListEmpty.tsx';

/** How the sheet of levels stands, whichever carrier it shows. */
const levelViews = createGridViewStore('commissionLevel');
const none: readonly string[] = [];

interface LevelSheetProps {
  readonly carrierId: string;
  readonly carrier: string;
  readonly search: string;
  readonly onClearSearch: () => void;
  /** The cell to go to; a new object each time it is asked for. */
  readonly target: FocusedRecord | null;
  readonly onLength: (length: number | null) => void;
  readonly onWords: (words: string) => void;
}

/** Every commission level of a carrier as a sheet: edited, pasted and filled like the assignments. */
export function LevelSheet(props: LevelSheetProps): ReactNode {
  const { carrierId, carrier, search, onClearSearch, target, onLength, onWords } = props;
  const handle = useRef<RecordGridHandle>(null);
  const [snapshot, setSnapshot] = useState<GridSnapshot | null>(null);
  const [selected, setSelected] = useState<SelectedCells | null>(null);
  useKeptViews('commissionLevel', levelViews);
  const given = useMemo<readonly ViewFilter[]>(() => [{ test: 'of-carrier', carrierId }], [carrierId]);

  useEffect(() => {
    if (target !== null) handle.current?.show(target);
  }, [target]);

  const length = snapshot?.phase === 'ready' ? snapshot.length : null;
  useEffect(() => onLength(length), [length, onLength]);

  return (
    <div className="upl-lgrid-sheet">
      {snapshot?.changed === true ? (
        <output className="upl-list-changed">
          <IconRefresh size={15} aria-hidden />
          <span>The list has changed. Levels came or went since it was opened.</span>
          <Button variant="subtle" size="compact-xs" onClick={() => handle.current?.refresh()}>
            Refresh
          </Button>
        </output>
      ) : null}
      <FilterChips collection="commissionLevel" store={levelViews} />
      <ArrangedGrid
        grid={handle}
        store={levelViews}
        label={`Commission levels of ${carrier}`}
        collection="commissionLevel"
        without={none}
        given={given}
        search={search}
        fixed="productId"
        onSnapshot={setSnapshot}
        onFocusRecord={ignore}
        onSelectedCells={setSelected}
        onWords={onWords}
      >
        {snapshot?.failure === null && snapshot.phase === 'ready' && snapshot.length === 0 ? (
          <div className="upl-grid-cover">
            <ListEmpty
              collection="commissionLevel"
              search={search}
              onClearSearch={onClearSearch}
              nothing="The products of this carrier have no commission levels"
            />
          </div>
        ) : null}
        {snapshot?.phase === 'failed' && snapshot.failure !== null ? (
          <div className="upl-grid-cover upl-assignments-failure">
            <FailureNote failure={snapshot.failure} onRetry={() => handle.current?.refresh()} />
          </div>
        ) : null}
      </ArrangedGrid>
      {snapshot === null ? null : (
        <SelectionBar
          collection="commissionLevel"
          snapshot={snapshot}
          selected={selected}
          breakdown={null}
          onSelectAll={() => handle.current?.selectAll()}
          onClear={() => handle.current?.clearSelection()}
        />
      )}
    </div>
  );
}

function ignore(): void {
  // The sheet has no panel beside it that follows the cursor.
}
