import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';
import { CredentialInputs } from './CredentialInputs.tsx';

interface CredentialsFormProps {
  readonly connectionId: string;
  readonly onDone: () => void;
}

/** Client id and secret only: nothing else is asked for twice. */
export function CredentialsForm({ connectionId, onDone }: CredentialsFormProps): ReactNode {
  const engine = useEngine();
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const update = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const answer = await window.upline.call('shell.update-credentials', {
      connectionId,
      clientId,
      clientSecret,
    });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    onDone();
    tell('The new credentials are in use.');
    // What waited for them goes on. A failure of the pass shows where passes show.
    if (useStatus.getState().status !== null) await engine.call('sync.start', {});
  };

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    if (!busy && clientId.trim() !== '' && clientSecret !== '') run(update());
  };

  const missing = (typed: string, what: string): string | null =>
    checked && typed === '' ? `Enter the ${what} you received from AgentSync.` : null;

  return (
    <form className="upl-entry-form" onSubmit={submit} noValidate>
      <p>Changes that wait to be sent stay saved on this computer and are sent with the new credentials.</p>
      {failure === null ? null : <FailureNote failure={failure} />}
      <CredentialInputs
        clientId={clientId}
        clientSecret={clientSecret}
        onChange={(typed) => {
          if ('clientId' in typed) setClientId(typed.clientId);
          else setClientSecret(typed.clientSecret);
        }}
        errors={{
          clientId: missing(clientId.trim(), 'client id'),
          clientSecret: missing(clientSecret, 'client secret'),
        }}
        first
      />
      <div className="upl-entry-actions">
        <Button type="submit" loading={busy}>
          Use these credentials
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
