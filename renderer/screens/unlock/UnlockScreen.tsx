import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { Protection } from '../../../preload/contract/shell.ts';
import { EntryPage } from '../../components/EntryPage.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { asSentence } from '../../state/format.ts';
import { checkPassphrase } from './checkPassphrase.ts';
import type { PassphraseErrors } from './checkPassphrase.ts';

interface UnlockScreenProps {
  readonly protection: Extract<Protection, { kind: 'session' }>;
}

/** Without a keychain: a passphrase protects the file, and secrets live for this session only. */
export function UnlockScreen({ protection }: UnlockScreenProps): ReactNode {
  const choosing = !protection.passphraseChosen;
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [errors, setErrors] = useState<PassphraseErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  // The one thing to do here; what it means stands right above it.
  useEffect(() => field.current?.focus(), []);

  const unlock = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const answer = await window.upline.call('shell.unlock', { passphrase });
    setBusy(false);
    if (!answer.ok) setFailure(answer.error);
  };

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = checkPassphrase(passphrase, choosing ? repeated : null);
    setErrors(found);
    if (found.passphrase === undefined && found.repeated === undefined) run(unlock());
  };

  return (
    <EntryPage
      title={choosing ? 'Choose a passphrase' : 'Enter your passphrase'}
      lead="This computer offers no keychain in which Upline could keep secrets. Upline works all the same, and writes nothing in clear."
    >
      <dl className="upl-entry-card upl-entry-facts">
        <dt>Records and changes</dt>
        <dd>In an encrypted file on this computer. Your passphrase is its key.</dd>
        <dt>AgentSync secret</dt>
        <dd>In memory for this session only. You enter it again after the next start.</dd>
        <dt>Passphrase</dt>
        <dd>
          Not kept anywhere. Nobody can recover it, and without it changes that were not sent are lost for
          good.
        </dd>
      </dl>
      <p className="upl-dim upl-small upl-selectable">{asSentence(protection.reason)}</p>
      <form className="upl-entry-card upl-entry-form" onSubmit={submit} noValidate>
        {failure === null ? null : <FailureNote failure={failure} />}
        <PasswordInput
          label="Passphrase"
          description={
            choosing ? 'At least 10 characters; a short sentence is easy to keep in mind.' : undefined
          }
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          error={errors.passphrase}
          autoComplete={choosing ? 'new-password' : 'current-password'}
          visibilityToggleFocusable
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase' }}
          ref={field}
        />
        {choosing ? (
          <PasswordInput
            label="The same passphrase again"
            value={repeated}
            onChange={(event) => setRepeated(event.currentTarget.value)}
            error={errors.repeated}
            autoComplete="new-password"
            visibilityToggleFocusable
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the repeated passphrase' }}
          />
        ) : null}
        <div className="upl-entry-actions">
          <Button type="submit" loading={busy}>
            {choosing ? 'Use this passphrase' : 'Unlock'}
          </Button>
        </div>
      </form>
    </EntryPage>
  );
}
