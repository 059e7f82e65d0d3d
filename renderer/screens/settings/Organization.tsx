import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ReferenceSelect } from '../../components/recordForm/ReferenceSelect.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { useRecord } from '../carriers/useRecord.ts';

/** Which organization invites: AgentSync asks for it with every assignment of an invitation. */
export function Organization({ id }: { readonly id: string | null }): ReactNode {
  const engine = useEngine();
  const [typed, setTyped] = useState(id ?? '');
  const [known, setKnown] = useState(id);
  const [busy, setBusy] = useState(false);
  const carrier = useRecord('carrier', typed.trim() === '' ? undefined : typed.trim());
  // Set elsewhere, e.g. read anew after a restart: what is shown follows.
  if (id !== known) {
    setKnown(id);
    setTyped(id ?? '');
  }
  const keep = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('organization.set', { id: typed });
    setBusy(false);
    if (answer.ok) tell('Your organization was saved on this computer.');
    else tellFailure(answer.error);
  };
  return (
    <form
      className="upl-settings-organization"
      onSubmit={(event) => {
        event.preventDefault();
        run(keep());
      }}
    >
      <ReferenceSelect
        label="Find it among the carriers"
        collection="carrier"
        filters={[]}
        value={carrier === null ? '' : typed.trim()}
        givenLabel={carrier?.title}
        waitsForProduct={false}
        required={false}
        error={undefined}
        onChange={(value) => {
          if (value !== '') setTyped(value);
        }}
      />
      <div className="upl-settings-name">
        <TextInput
          label="Organization id"
          description="AgentSync lists your own organization among the carriers; support@agentsync.io also tells its id. Invitations with new assignments cannot be sent without it."
          value={typed}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={typed.trim() === (id ?? '')} loading={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
