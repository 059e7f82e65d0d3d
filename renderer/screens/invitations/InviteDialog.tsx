import '../../components/recordForm/recordForm.css';
import './invitations.css';
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Invitee } from '../../../domain/cohort.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { HeldAssignments, NewAssignments } from './InviteAssignments.tsx';
import { inviterFields, producerFields } from './inviteFields.ts';
import { InviteInput } from './InviteInput.tsx';
import { useInviteForm } from './useInviteForm.ts';

interface InviteDialogProps {
  readonly opened: boolean;
  /** The producer it is about, with the assignments it was opened from; null to type one. */
  readonly invitee: Invitee | null;
  readonly onClose: () => void;
}

/** Prepares mail to one producer. It is saved on this computer; a person confirms it before it goes out. */
export function InviteDialog({ opened, invitee, onClose }: InviteDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Invite producer" size={760}>
      {opened ? <InviteForm invitee={invitee} onClose={onClose} /> : null}
    </Modal>
  );
}

function InviteForm({ invitee, onClose }: Omit<InviteDialogProps, 'opened'>): ReactNode {
  const form = useInviteForm(invitee, onClose);
  const { errors, failure, busy, save } = form;
  const about = errors['commissionLevelIds'] ?? errors['assignmentIds'];
  return (
    <form
      className="upl-record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(save());
      }}
    >
      <fieldset className="upl-invite-section">
        <legend>Producer</legend>
        <div className="upl-record-fields">
          {producerFields.map((field) => (
            <InviteInput
              key={field}
              form={form}
              field={field}
              readOnly={field === 'npn' && invitee !== null}
            />
          ))}
        </div>
      </fieldset>
      <HeldAssignments form={form} />
      <NewAssignments form={form} />
      {about === undefined ? null : (
        <p role="alert" className="upl-record-error">
          {about}
        </p>
      )}
      <fieldset className="upl-invite-section">
        <legend>Inviter</legend>
        <div className="upl-record-fields">
          {inviterFields.map((field) => (
            <InviteInput key={field} form={form} field={field} />
          ))}
        </div>
      </fieldset>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <span className="upl-dim">It is saved on this computer; no mail goes out yet.</span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
