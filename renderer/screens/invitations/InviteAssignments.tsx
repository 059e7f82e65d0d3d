import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStatus } from '../../state/status.ts';
import { freeFields, lineFields, ofLines } from './inviteFields.ts';
import { InviteInput } from './InviteInput.tsx';
import { InviteLevels } from './InviteLevels.tsx';
import type { InviteFormState } from './useInviteForm.ts';

interface SectionProps {
  readonly form: InviteFormState;
}

/** Which of the producer's assignments the invitation is about. */
export function HeldAssignments({ form }: SectionProps): ReactNode {
  const { values, assignments, chosen, choose } = form;
  return (
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
          {assignments.map(({ id, words }) => (
            <Checkbox
              key={id}
              label={words}
              checked={chosen.has(id)}
              onChange={(event) => choose(id, event.currentTarget.checked)}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** Levels that become assignments with the invitation, and what is asked of each of these. */
export function NewAssignments({ form }: SectionProps): ReactNode {
  const organization = useStatus((state) => state.status?.organizationId ?? null);
  const [asksMore, setAsksMore] = useState(false);
  const { levels, setLevels, errors } = form;
  const freeShown = asksMore || freeFields.some((field) => errors[field] !== undefined);
  return (
    <fieldset className="upl-invite-section">
      <legend>New assignments, made with the invitation</legend>
      <InviteLevels levels={levels} onChange={setLevels} />
      {levels.length === 0 ? null : (
        <>
          <div className="upl-record-fields">
            {(freeShown ? ofLines : lineFields).map((field) => (
              <InviteInput key={field} form={form} field={field} />
            ))}
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
  );
}
