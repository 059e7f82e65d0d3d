import './assignments.css';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { BulkEditDialog } from '../../components/bulkEdit/BulkEditDialog.tsx';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { columnsOf } from '../../components/recordGrid/gridColumns.ts';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import { RecordGrid } from '../../components/recordGrid/RecordGrid.tsx';
import type {
  FocusedRecord,
  GridQuery,
  RecordGridHandle,
} from '../../components/recordGrid/recordGridProps.ts';
import { useBreadcrumb } from '../../state/breadcrumb.ts';
import { useNavigation } from '../../state/navigation.ts';
import { InviteDialog } from '../invitations/InviteDialog.tsx';
import { InviteManyDialog } from '../invitations/InviteManyDialog.tsx';
import { useInviting } from '../invitations/useInviting.ts';
import { useStatus } from '../../state/status.ts';
import { AssignmentsEmpty } from './AssignmentsEmpty.tsx';
import { AssignmentsToolbar } from './AssignmentsToolbar.tsx';
import { useAssignments } from './assignmentsStore.ts';
import { useEditMany } from './useEditMany.ts';
import { DetailPanel } from './DetailPanel.tsx';
import { useRecordDetail } from './useRecordDetail.ts';
import { useStatusChoices } from './useStatusChoices.ts';

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
  const { search, searchEpoch, statusIds, onlyUnsent, sort, layout, panelOpen } = useAssignments();
  const { setSearch, sortBy, setLayout, setPanelOpen } = useAssignments();
  const go = useNavigation((state) => state.go);
  const grid = useRef<RecordGridHandle>(null);
  const [snapshot, setSnapshot] = useState(opening);
  const [focused, setFocused] = useState<FocusedRecord | null>(null);
  const [selected, setSelected] = useState(0);
  const inviting = useInviting(grid, focused);
  const [words, setWords] = useState('');
  const editMany = useEditMany(grid, snapshot);
  const statuses = useStatusChoices();
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
  const shown = useMemo(
    () => layout.fields.filter((field) => named || field !== 'producerName'),
    [layout.fields, named],
  );
  const columns = useMemo(
    () => columnsOf('contractAssignment', shown, layout.widths),
    [shown, layout.widths],
  );
  const query = useMemo<GridQuery>(
    () => ({
      search,
      sort: [...sort],
      filters: [
        ...(productId === undefined ? [] : [{ field: 'productId', test: 'is' as const, value: productId }]),
        ...statusIds.map((value) => ({ field: 'assignmentStatusId', test: 'is' as const, value })),
        ...(onlyUnsent ? [{ test: 'has-unsent-change' as const }] : []),
      ],
    }),
    [search, sort, productId, statusIds, onlyUnsent],
  );

  const move = (from: number, to: number): void => {
    const fields = [...shown];
    const [moved] = fields.splice(from, 1);
    if (moved === undefined) return;
    fields.splice(to, 0, moved);
    setLayout({ ...layout, fields });
  };

  return (
    <div className="upl-assignments">
      <SearchBox key={searchEpoch} label="Search assignments" value={search} onSearch={setSearch} />
      <AssignmentsToolbar
        statuses={statuses}
        productId={productId}
        productTitle={productTitle}
        onLeaveProduct={() => go({ name: 'assignments' })}
        length={snapshot.phase === 'ready' ? snapshot.length : null}
        total={snapshot.total}
        selected={selected}
        words={words}
        canInvite={focused !== null}
        onInvite={inviting.start}
        onEditMany={editMany.open}
      />
      <BulkEditDialog target={editMany.target} onClose={editMany.close} />
      <InviteDialog opened={inviting.one !== null} invitee={inviting.one} onClose={inviting.end} />
      <InviteManyDialog invitees={inviting.many} onClose={inviting.end} />
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
        <RecordGrid
          ref={grid}
          label="Contract assignments"
          collection="contractAssignment"
          columns={columns}
          query={query}
          onSort={sortBy}
          onResize={(field, width) => setLayout({ ...layout, widths: { ...layout.widths, [field]: width } })}
          onMove={move}
          onSnapshot={setSnapshot}
          onFocusRecord={setFocused}
          onSelectedRows={setSelected}
          onWords={setWords}
        >
          <AssignmentsEmpty
            snapshot={snapshot}
            ofProduct={productId !== undefined}
            onRetry={() => grid.current?.refresh()}
          />
        </RecordGrid>
        {panelOpen ? (
          <DetailPanel
            recordId={focused?.recordId ?? null}
            field={focused?.field ?? null}
            onClose={() => setPanelOpen(false)}
          />
        ) : null}
      </div>
    </div>
  );
}
