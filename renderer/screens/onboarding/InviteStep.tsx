import { Button, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Inviter } from '../../../domain/cohort.ts';
import type { RefusedEdit } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tellFailure } from '../../state/messages.ts';
import { inviteRows } from './inviteForm.ts';
import type { InviteRow } from './inviteForm.ts';
import { InviteeTable, Refusals } from './InviteeTable.tsx';
import { useOnboarding } from './onboardingStore.ts';

const nobody: Inviter = { firstName: '', lastName: '', email: '' };
/** Mail to the new producers: staged here, and confirmed with its number before anything goes out. */
export function InviteStep(): ReactNode {
  const engine = useEngine();
  const staged = useOnboarding((state) => state.staged);
  const pasted = useOnboarding((state) => state.pasted);
  const initial = useMemo(() => (staged === null ? [] : inviteRows(staged, pasted)), [staged, pasted]);
  const [rows, setRows] = useState<readonly InviteRow[]>(initial);
  const [inviter, setInviter] = useState<Inviter>(nobody);
  const [refused, setRefused] = useState<readonly RefusedEdit[]>([]);
  const [busy, setBusy] = useState(false);
  const chosen = rows.filter((row) => row.chosen);
  const skip = (): void => useOnboarding.setState({ step: 'done' });

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('cohort.inviter', {});
      if (current && answer.ok && answer.value.inviter !== null) setInviter(answer.value.inviter);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine]);

  const stage = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('cohort.invite', {
      label: `Invite ${counted(chosen.length, 'producer')}`,
      inviter,
      invitees: chosen.map(({ npn, firstName, lastName, email, assignmentIds }) => ({
        npn,
        firstName,
        lastName,
        email,
        assignmentIds: [...assignmentIds],
      })),
    });
    setBusy(false);
    if (!answer.ok) return tellFailure(answer.error);
    setRefused(answer.value.refused);
    if (answer.value.batchId !== null)
      useOnboarding.setState({ invited: answer.value.invited, step: 'done' });
  };

  return (
    <form
      className="upl-onboarding-check"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && chosen.length > 0) run(stage());
      }}
    >
      <div className="upl-onboarding-invite">
        <h2>Invite them by mail</h2>
        <p className="upl-dim">
          Each invitation waits until its assignments are at AgentSync, and then for you: it goes out only
          when you confirm it among the unsent changes. Nothing here is sent now.
        </p>
        <div className="upl-onboarding-fields">
          <TextInput
            label="Your first name"
            required
            value={inviter.firstName}
            maxLength={255}
            onChange={(event) => setInviter({ ...inviter, firstName: event.currentTarget.value })}
          />
          <TextInput
            label="Your last name"
            required
            value={inviter.lastName}
            maxLength={255}
            onChange={(event) => setInviter({ ...inviter, lastName: event.currentTarget.value })}
          />
          <TextInput
            label="Your email"
            type="email"
            required
            value={inviter.email}
            maxLength={255}
            onChange={(event) => setInviter({ ...inviter, email: event.currentTarget.value })}
          />
        </div>
        <Refusals refused={refused} />
        <InviteeTable rows={rows} onChange={setRows} />
      </div>
      <div className="upl-onboarding-foot">
        <output className="upl-dim">
          {chosen.length === 0
            ? 'Nobody is chosen. An address chooses its producer.'
            : `${counted(chosen.length, 'producer')} of ${rows.length} chosen.`}
        </output>
        <Button variant="default" onClick={skip}>
          Skip invitations
        </Button>
        <Button type="submit" loading={busy} disabled={chosen.length === 0}>
          Stage {counted(chosen.length, 'invitation')}
        </Button>
      </div>
    </form>
  );
}
