import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure } from '../../state/messages.ts';

const longest = 80;

/** The name that stands in receipts and the history beside the system's user. */
export function ActorName({ name }: { readonly name: string }): ReactNode {
  const engine = useEngine();
  const [typed, setTyped] = useState(name);
  const [known, setKnown] = useState(name);
  const [busy, setBusy] = useState(false);
  // Set elsewhere, e.g. read anew after a restart: what is shown follows.
  if (name !== known) {
    setKnown(name);
    setTyped(name);
  }
  const keep = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('actor.name', { name: typed });
    setBusy(false);
    if (answer.ok) tell('Your name was saved on this computer.');
    else tellFailure(answer.error);
  };
  return (
    <form
      className="upl-settings-name"
      onSubmit={(event) => {
        event.preventDefault();
        run(keep());
      }}
    >
      <TextInput
        label="Your name"
        description="Stands in receipts and in the history, beside your user of this computer."
        value={typed}
        maxLength={longest}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={typed.trim() === name} loading={busy}>
        Save
      </Button>
    </form>
  );
}
