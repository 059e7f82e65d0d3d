import '../../components/recordForm/recordForm.css';
import '../onboarding/onboarding.css';
import './invitations.css';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import type { Failure } from '../../../domain/result.ts';
import type { Invitees } from '../../../preload/contract/cohort.ts';
import type { RefusedEdit } from '../../../preload/contract/staging.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { rowsOf } from '../onboarding/inviteForm.ts';
import type { InviteRow } from '../onboarding/inviteForm.ts';
import { InviteeTable, Refusals } from '../onboarding/InviteeTable.tsx';
import { useInviter } from './inviterStore.ts';

interface InviteManyDialogProps {
  /** The producers of the selected assignments; null while nobody is invited. */
  readonly invitees: Invitees | null;
  readonly onClose: () => void;
}

/** One invitation to each producer of a selection, with the selected assignments. Nothing goes out yet. */
export function InviteManyDialog({ invitees, onClose }: InviteManyDialogProps): ReactNode {
  return (
    <Modal
      opened={invitees !== null}
      onClose={onClose}
      title={`Invite ${counted(invitees?.people.length ?? 0, 'producer')}`}
      size={980}
    >
      {invitees === null ? null : <InviteManyForm invitees={invitees} onClose={onClose} />}
    </Modal>
  );
}

const inviterFields = ['inviterFirstName', 'inviterLastName', 'inviterEmail'] as const;

function InviteManyForm({
  invitees: { people, assignments, left },
  onClose,
}: {
  readonly invitees: Invitees;
  readonly onClose: () => void;
}): ReactNode {
  const engine = useEngine();
  const [inviter, setInviter] = useState(useInviter());
  const [rows, setRows] = useState<readonly InviteRow[]>(() => rowsOf(people));
  const [refused, setRefused] = useState<readonly RefusedEdit[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = rows.filter((row) => row.chosen);
  const about = chosen.reduce((sum, { assignmentIds }) => sum + assignmentIds.length, 0);

  const stage = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('cohort.invite', {
      label: `Invite ${counted(chosen.length, 'producer')}`,
      inviter: {
        firstName: inviter.inviterFirstName,
        lastName: inviter.inviterLastName,
        email: inviter.inviterEmail,
      },
      invitees: chosen.map(({ chosen: _chosen, assignmentIds, ...person }) => ({
        ...person,
        assignmentIds: [...assignmentIds],
      })),
    });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setRefused(answer.value.refused);
    if (answer.value.batchId === null) return;
    useInviter.setState(inviter);
    const one = answer.value.invited === 1;
    const words = `${counted(answer.value.invited, 'invitation')} ${one ? 'is' : 'are'} saved on this computer. ${one ? 'It goes' : 'They go'} out once you confirm ${one ? 'it' : 'them'} by number under “Unsent changes”.`;
    tell(words);
    announce(words);
    onClose();
  };

  return (
    <form
      className="upl-record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && chosen.length > 0) run(stage());
      }}
    >
      <p>
        {counted(assignments, 'selected assignment')} of {counted(people.length, 'producer')}: one invitation
        to each, about these assignments.{' '}
        {left === 0 ? null : `${counted(left, 'row')} left out: gone, or without an NPN.`}
      </p>
      <fieldset className="upl-invite-section">
        <legend className="upl-visually-hidden">Inviter</legend>
        <div className="upl-invite-inviter">
          {inviterFields.map((field) => (
            <TextInput
              key={field}
              label={fieldOf('invitation', field)?.label ?? field}
              required
              value={inviter[field]}
              maxLength={255}
              autoComplete="off"
              onChange={(event) => setInviter({ ...inviter, [field]: event.currentTarget.value })}
            />
          ))}
        </div>
      </fieldset>
      <Refusals refused={refused} />
      <section className="upl-invite-many" aria-label="Producers to invite">
        <InviteeTable rows={rows} onChange={setRows} counts />
      </section>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <output className="upl-dim">
          {chosen.length === 0
            ? 'Nobody is chosen. An address chooses its producer.'
            : `${counted(chosen.length, 'producer')} of ${people.length} chosen, ${counted(about, 'assignment')}. No mail goes out yet.`}
        </output>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={chosen.length === 0}>
          Save {counted(chosen.length, 'invitation')}
        </Button>
      </div>
    </form>
  );
}
