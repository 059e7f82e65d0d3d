import '../carriers/carriers.css';
import './invitations.css';
import { Button, Select } from '@mantine/core';
import { IconListSearch, IconMailForward, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { invitationStatuses } from '../../../domain/invitation.ts';
import type { InvitationStatus } from '../../../domain/invitation.ts';
import { DataTable } from '../../components/dataTable/DataTable.tsx';
import { column, shortenInstant } from '../../components/dataTable/columns.ts';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { useNavigation } from '../../state/navigation.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';

const columns = [
  column('invitation', 'lastName', { width: '115px' }),
  column('invitation', 'firstName', { width: '100px' }),
  column('invitation', 'npn', { width: '100px' }),
  column('invitation', 'status', { width: '95px' }),
  column('invitation', 'email', { width: '20%' }),
  column('invitation', 'carrierIds'),
  column('invitation', 'sentAt', { width: '85px', shorten: shortenInstant }),
  column('invitation', 'sentBy', { width: '105px' }),
  column('invitation', 'expiresAt', { width: '100px', shorten: shortenInstant, optional: true }),
];

/** Every invitation made on this computer and how it stands. AgentSync keeps no list that could be read. */
export function InvitationsScreen(): ReactNode {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<InvitationStatus | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [inviting, setInviting] = useState(false);
  const narrowed = search !== '' || status !== null;
  const clear = (): void => {
    setSearch('');
    setStatus(null);
  };
  return (
    <div className="upl-list-screen">
      <SearchBox label="Search invitations" value={search} onSearch={setSearch} />
      <div className="upl-list-head">
        <Select
          aria-label="Status"
          placeholder="Any status"
          size="xs"
          w={170}
          clearable
          data={[...invitationStatuses]}
          value={status}
          onChange={(next) => setStatus(invitationStatuses.find((known) => known === next) ?? null)}
        />
        <p className="upl-list-lead upl-dim">
          Invitations made on this computer. AgentSync offers no list of them.
        </p>
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
          Invite producer…
        </Button>
      </div>
      <DataTable
        key={status ?? ''}
        label="Invitations"
        collection="invitation"
        columns={columns}
        filters={status === null ? [] : [{ field: 'status', test: 'is', value: status }]}
        search={search}
        initialSort={{ field: 'sentAt', direction: 'descending' }}
        onOpen={({ id }) => setOpened(id)}
        empty={narrowed ? <NothingFound onClear={clear} /> : <NoInvitations />}
      />
      <InvitationDialog id={opened} onClose={() => setOpened(null)} />
      <InviteDialog opened={inviting} invitee={null} onClose={() => setInviting(false)} />
    </div>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }): ReactNode {
  return (
    <StatePanel
      icon={<IconListSearch size={28} aria-hidden />}
      title="No invitations match"
      actions={
        <Button variant="default" onClick={onClear}>
          Show all invitations
        </Button>
      }
    />
  );
}

function NoInvitations(): ReactNode {
  const go = useNavigation((state) => state.go);
  return (
    <StatePanel
      icon={<IconMailForward size={28} aria-hidden />}
      title="No invitations yet"
      actions={
        <Button variant="default" onClick={() => go({ name: 'assignments' })}>
          Choose an assignment
        </Button>
      }
    >
      An invitation is mail to a producer, with or without assignments made at the same time. It stays on this
      computer until you confirm it.
    </StatePanel>
  );
}
