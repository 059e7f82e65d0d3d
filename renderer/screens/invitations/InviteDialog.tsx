import '../../components/recordForm/recordForm.css';
import './invitations.css';
import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Invitee } from '../../../domain/cohort.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { userDefinedFields } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { CellInput } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';
import { InviteLevels } from './InviteLevels.tsx';
import type { ChosenLevel } from './InviteLevels.tsx';
import { useInviter } from './inviterStore.ts';
import { useProducerAssignments } from './useProducerAssignments.ts';

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

const producerFields = ['npn', 'email', 'firstName', 'lastName'] as const;
const inviterFields = ['inviterFirstName', 'inviterLastName', 'inviterEmail'] as const;
const lineFields = ['administrativeDivisions', 'uplineNpn'] as const;
/** Free text of each new assignment, which most leave empty (vendor-apis 3.7). */
const freeFields = userDefinedFields(true).map(({ name }) => name);
const ofLines: readonly string[] = [...lineFields, ...freeFields];

function InviteForm({ invitee, onClose }: Omit<InviteDialogProps, 'opened'>): ReactNode {
  const engine = useEngine();
  const organization = useStatus((state) => state.status?.organizationId ?? null);
  const inviter = useInviter();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    ...inviter,
    npn: invitee?.npn ?? '',
    email: invitee?.email ?? '',
    firstName: invitee?.firstName ?? '',
    lastName: invitee?.lastName ?? '',
  });
  const [asksMore, setAsksMore] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(invitee?.assignmentIds));
  const [levels, setLevels] = useState<readonly ChosenLevel[]>([]);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const assignments = useProducerAssignments(values['npn'] ?? '');
  const picked = assignments.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const from = new Set(invitee?.assignmentIds);
  // Those it was opened from come first: a producer may have a hundred.
  const listed = assignments.toSorted((a, b) => Number(from.has(b.id)) - Number(from.has(a.id)));

  const change = (field: string, value: string): void => {
    setValues((before) => ({ ...before, [field]: value }));
    setErrors(({ [field]: _corrected, ...rest }) => rest);
  };
  const input = (field: string, readOnly = false): ReactNode => (
    <TextInput
      key={field}
      label={fieldOf('invitation', field)?.label ?? field}
      required={fieldOf('invitation', field)?.required === true}
      readOnly={readOnly}
      value={values[field] ?? ''}
      error={errors[field]}
      placeholder={field === 'administrativeDivisions' ? 'TX, OK, AR' : undefined}
      maxLength={1_000}
      autoComplete="off"
      onChange={(event) => change(field, event.currentTarget.value)}
    />
  );

  const save = async (): Promise<void> => {
    setBusy(true);
    const inputs: Record<string, CellInput> = {};
    for (const field of [...producerFields, ...inviterFields, ...ofLines]) {
      const typed = values[field]?.trim() ?? '';
      const asked = levels.length > 0 || !ofLines.includes(field);
      if (typed !== '' && asked) inputs[field] = { typed };
    }
    if (picked.length > 0) inputs['assignmentIds'] = { value: picked };
    if (levels.length > 0) inputs['commissionLevelIds'] = { value: levels.map(({ id }) => id) };
    const name = [values['firstName'], values['lastName']].filter((part) => (part ?? '') !== '').join(' ');
    const answer = await engine.call('record.create', {
      collection: 'invitation',
      label: `Invite ${name}`.trim().slice(0, 200),
      values: inputs,
    });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { id, refused } = answer.value;
    setErrors(Object.fromEntries(refused.map(({ field, expected }) => [field, asSentence(expected)])));
    if (id === null) return;
    useInviter.setState({
      inviterFirstName: values['inviterFirstName'] ?? '',
      inviterLastName: values['inviterLastName'] ?? '',
      inviterEmail: values['inviterEmail'] ?? '',
    });
    const words =
      'The invitation is saved on this computer. It goes out once you confirm it under “Unsent changes”.';
    tell(words);
    announce(words);
    onClose();
  };

  const freeShown = asksMore || freeFields.some((field) => errors[field] !== undefined);
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
          {producerFields.map((field) => input(field, field === 'npn' && invitee !== null))}
        </div>
      </fieldset>
      <fieldset className="upl-invite-section">
        <legend>Assignments the producer has</legend>
        {assignments.length === 0 ? (
          <p className="upl-dim">
            {(values['npn'] ?? '').trim() === ''
              ? 'Type the NPN to see them.'
              : 'None on this computer. Choose levels below: AgentSync makes assignments of them with the invitation.'}
          </p>
        ) : (
          <div className="upl-invite-list">
            {listed.map(({ id, words }) => (
              <Checkbox
                key={id}
                label={words}
                checked={chosen.has(id)}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.currentTarget.checked) next.add(id);
                  else next.delete(id);
                  setChosen(next);
                  setErrors(({ assignmentIds: _corrected, ...rest }) => rest);
                }}
              />
            ))}
          </div>
        )}
      </fieldset>
      <fieldset className="upl-invite-section">
        <legend>New assignments, made with the invitation</legend>
        <InviteLevels
          levels={levels}
          onChange={(next) => {
            setLevels(next);
            setErrors(({ commissionLevelIds: _corrected, ...rest }) => rest);
          }}
        />
        {levels.length === 0 ? null : (
          <>
            <div className="upl-record-fields">
              {(freeShown ? ofLines : lineFields).map((field) => input(field))}
            </div>
            {freeShown ? null : (
              <div>
                <Button variant="subtle" size="compact-xs" onClick={() => setAsksMore(true)}>
                  Show the {freeFields.length} user-defined fields
                </Button>
              </div>
            )}
          </>
        )}
        {levels.length === 0 || organization !== null ? null : (
          <p className="upl-dim">
            Upline does not know your organization yet. The invitation is saved, and cannot be sent before you
            choose your organization in Settings.
          </p>
        )}
      </fieldset>
      {about === undefined ? null : (
        <p role="alert" className="upl-record-error">
          {about}
        </p>
      )}
      <fieldset className="upl-invite-section">
        <legend>Inviter</legend>
        <div className="upl-record-fields">{inviterFields.map((field) => input(field))}</div>
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
