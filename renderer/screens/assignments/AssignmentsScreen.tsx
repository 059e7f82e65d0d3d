import './assignments.css';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { BulkEditDialog } from '../../components/bulkEdit/BulkEditDialog.tsx';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { ExportListDialog } from '../../components/exportList/ExportListDialog.tsx';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { ArrangedGrid } from '../../components/gridView/ArrangedGrid.tsx';
import { FilterChips } from '../../components/gridView/FilterChips.tsx';
import { SelectionBar } from '../../components/gridView/SelectionBar.tsx';
import { useKeptViews } from '../../components/gridView/useKeptViews.ts';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import type {
  FocusedRecord,
  RecordGridHandle,
  SelectedCells,
} from '../../components/recordGrid/recordGridProps.ts';
import { useBreadcrumb } from '../../state/breadcrumb.ts';
import { useNavigation } from '../../state/navigation.ts';
import { InviteDialog } from '../invitations/InviteDialog.tsx';
import { InviteManyDialog } from '../invitations/InviteManyDialog.tsx';
import { useInviting } from '../invitations/useInviting.ts';
import { useStatus } from '../../state/status.ts';
import { AssignmentsEmpty } from './AssignmentsEmpty.tsx';
import { AssignmentsToolbar } from './AssignmentsToolbar.tsx';
import { fixedField, useAssignments, assignmentViews } from './assignmentsStore.ts';
import { useEditMany } from './useEditMany.ts';
import { AssignmentTimeline } from './AssignmentTimeline.tsx';
import { RecordDetails } from '../../components/recordDetails/RecordDetails.tsx';
import { useRecordDetail } from '../../components/recordDetails/useRecordDetail.ts';
import { useExporting } from './useExporting.ts';

const opening: GridSnapshot = {
  phase: 'opening',
  viewId: null,
  length: 0,
  total: 0,
  changed: false,
  reopening: true,
  failure: null,
};

/** Contract assignments as a sheet, of one product when it is named. */
export function AssignmentsScreen({ productId }: { readonly productId?: string }): ReactNode {
  const { search, searchEpoch, panelOpen, setSearch, setPanelOpen } = useAssignments();
  useKeptViews('contractAssignment', assignmentViews);
  const go = useNavigation((state) => state.go);
  const grid = useRef<RecordGridHandle>(null);
  const [snapshot, setSnapshot] = useState(opening);
  const [focused, setFocused] = useState<FocusedRecord | null>(null);
  const [selected, setSelected] = useState<SelectedCells | null>(null);
  const inviting = useInviting(grid, focused);
  const [words, setWords] = useState('');
  const editMany = useEditMany(grid, snapshot);
  const product = useRecordDetail('product', productId ?? null).record;
  const productTitle = productId === undefined ? null : (product?.title ?? '…');
  useBreadcrumb(
    productTitle === null
      ? []
      : [{ label: 'Assignments', screen: { name: 'assignments' } }, { label: productTitle }],
  );

  const named = useStatus(
    ({ status }) => status?.sync.some(({ target, records }) => target === 'producer' && records > 0) ?? false,
  );
  // Without any producer the column would be empty in every row.
  const without = useMemo(() => (named ? [] : ['producerName']), [named]);
  const given = useMemo<readonly ViewFilter[]>(
    () => (productId === undefined ? [] : [{ field: 'productId', test: 'is', value: productId }]),
    [productId],
  );

  const rowsSelected = selected === null || selected.single ? 0 : selected.rows;
  const exporting = useExporting(grid, snapshot, rowsSelected, without);

  return (
    <div className="upl-assignments">
      <SearchBox key={searchEpoch} label="Search assignments" value={search} onSearch={setSearch} />
      <AssignmentsToolbar
        productId={productId}
        productTitle={productTitle}
        onLeaveProduct={() => go({ name: 'assignments' })}
        length={snapshot.phase === 'ready' ? snapshot.length : null}
        total={snapshot.total}
        selected={rowsSelected}
        words={words}
        onExport={exporting.open}
        canInvite={focused !== null}
        onInvite={inviting.start}
        onEditMany={editMany.open}
      />
      <BulkEditDialog target={editMany.target} onClose={editMany.close} />
      <ExportListDialog target={exporting.target} onClose={exporting.close} />
      <InviteDialog opened={inviting.one !== null} invitee={inviting.one} onClose={inviting.end} />
      <InviteManyDialog invitees={inviting.many} onClose={inviting.end} />
      <FilterChips collection="contractAssignment" store={assignmentViews} />
      {snapshot.changed ? (
        <output className="upl-list-changed">
          <IconRefresh size={15} aria-hidden />
          <span>The list has changed. Records came or went since it was opened.</span>
          <Button variant="subtle" size="compact-xs" onClick={() => grid.current?.refresh()}>
            Refresh
          </Button>
        </output>
      ) : null}
      <div className="upl-assignments-body">
        <ArrangedGrid
          grid={grid}
          store={assignmentViews}
          label="Contract assignments"
          collection="contractAssignment"
          without={without}
          given={given}
          search={search}
          fixed={fixedField}
          onSnapshot={setSnapshot}
          onFocusRecord={setFocused}
          onSelectedCells={setSelected}
          onWords={setWords}
        >
          <AssignmentsEmpty
            snapshot={snapshot}
            ofProduct={productId !== undefined}
            onRetry={() => grid.current?.refresh()}
          />
        </ArrangedGrid>
        {panelOpen ? (
          <RecordDetails
            collection="contractAssignment"
            recordId={focused?.recordId ?? null}
            field={focused?.field ?? null}
            onClose={() => setPanelOpen(false)}
            Changes={AssignmentTimeline}
          />
        ) : null}
      </div>
      <SelectionBar
        collection="contractAssignment"
        snapshot={snapshot}
        selected={selected}
        breakdown="assignmentStatusId"
        onSelectAll={() => grid.current?.selectAll()}
        onClear={() => grid.current?.clearSelection()}
      />
    </div>
  );
}
