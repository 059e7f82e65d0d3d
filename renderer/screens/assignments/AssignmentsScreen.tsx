import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { RecordList } from '../../components/recordList/RecordList.tsx';
import type { Given } from '../../components/recordForm/CreateDialog.tsx';
import { useRecordDetail } from '../../components/recordDetails/useRecordDetail.ts';
import { useSheet } from '../../components/recordList/useSheet.ts';
import { useBreadcrumb } from '../../state/breadcrumb.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { InviteDialog } from '../invitations/InviteDialog.tsx';
import { InviteManyDialog } from '../invitations/InviteManyDialog.tsx';
import { useInviting } from '../invitations/useInviting.ts';
import { AssignmentTimeline } from './AssignmentTimeline.tsx';
import { InviteButton } from './InviteButton.tsx';

/** Contract assignments as a sheet, of one product when it is named. */
export function AssignmentsScreen({ productId }: { readonly productId?: string }): ReactNode {
  const go = useNavigation((state) => state.go);
  const sheet = useSheet();
  const inviting = useInviting(sheet.grid, sheet.focused);
  const product = useRecordDetail('product', productId ?? null);
  const title = product.reading ? '…' : (product.record?.title ?? '…');
  useBreadcrumb(
    productId === undefined
      ? []
      : [{ label: 'Assignments', screen: { name: 'assignments' } }, { label: title }],
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
  const newGiven = useMemo<readonly Given[]>(
    () => (productId === undefined ? [] : [{ field: 'productId', value: productId, label: title }]),
    [productId, title],
  );
  const leave = (): void => go({ name: 'assignments' });
  const ofProduct =
    productId === undefined
      ? null
      : {
          nothing: 'This product has no assignments',
          onLeave: leave,
          chip: {
            words: `Product: ${title}`,
            title,
            leave: `Show all products, not only ${title}`,
            onLeave: leave,
          },
        };

  return (
    <>
      <RecordList
        list="contractAssignment"
        sheet={sheet}
        given={given}
        narrowed={ofProduct}
        newGiven={newGiven}
        without={without}
        actions={
          <InviteButton
            possible={sheet.focused !== null}
            many={sheet.rowsSelected > 1}
            onInvite={inviting.start}
          />
        }
        Changes={AssignmentTimeline}
      />
      <InviteDialog opened={inviting.one !== null} invitee={inviting.one} onClose={inviting.end} />
      <InviteManyDialog invitees={inviting.many} onClose={inviting.end} />
    </>
  );
}
