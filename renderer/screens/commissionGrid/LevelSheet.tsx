import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { commissionLevelDefinition } from '../../../domain/commissionLevel.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { columnsOf } from '../../components/recordGrid/gridColumns.ts';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import { RecordGrid } from '../../components/recordGrid/RecordGrid.tsx';
import type {
  FocusedRecord,
  GridQuery,
  RecordGridHandle,
} from '../../components/recordGrid/recordGridProps.ts';
import { ListEmpty } from '../carriers/ListEmpty.tsx';

type Sort = ViewRequest['sort'];

/** Product by product, the highest level first: as the grid is printed. */
const printed: Sort = [
  { field: 'productId', direction: 'ascending' },
  { field: 'level', direction: 'descending' },
  { field: 'name', direction: 'ascending' },
];

/** Product and level stay in sight. */
const frozen = 2;

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
  const [sort, setSort] = useState<Sort>(printed);
  const [fields, setFields] = useState<readonly string[]>(() =>
    commissionLevelDefinition.fields.map(({ name }) => name),
  );
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({
    name: 170,
    firstYearValue: 126,
  });
  const columns = useMemo(() => columnsOf('commissionLevel', fields, widths), [fields, widths]);
  const query = useMemo<GridQuery>(
    () => ({ search, sort, filters: [{ test: 'of-carrier', carrierId }] }),
    [search, sort, carrierId],
  );

  const viewId = snapshot?.viewId ?? null;
  const reopening = snapshot?.reopening ?? true;
  const shown = useRef<FocusedRecord | null>(null);
  useEffect(() => {
    // Only once the list that holds it is there, and once for each time it is asked for.
    if (target === null || viewId === null || reopening || shown.current === target) return;
    shown.current = target;
    handle.current?.show(target);
  }, [target, viewId, reopening]);

  const length = snapshot?.phase === 'ready' ? snapshot.length : null;
  useEffect(() => onLength(length), [length, onLength]);

  const sortBy = (field: string): void => {
    const direction = sort.length === 1 && sort[0]?.field === field ? sort[0].direction : null;
    if (direction === 'descending') setSort(printed);
    else setSort([{ field, direction: direction === null ? 'ascending' : 'descending' }]);
  };
  const move = (from: number, to: number): void => {
    const next = [...fields];
    const [moved] = next.splice(from, 1);
    if (moved === undefined) return;
    next.splice(to, 0, moved);
    setFields(next);
  };

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
      <RecordGrid
        ref={handle}
        label={`Commission levels of ${carrier}`}
        collection="commissionLevel"
        columns={columns}
        query={query}
        frozen={frozen}
        onSort={sortBy}
        onResize={(field, width) => setWidths((before) => ({ ...before, [field]: width }))}
        onMove={move}
        onSnapshot={setSnapshot}
        onFocusRecord={ignore}
        onSelectedRows={ignore}
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
      </RecordGrid>
    </div>
  );
}

function ignore(): void {
  // The sheet has no panel beside it that follows the cursor.
}
