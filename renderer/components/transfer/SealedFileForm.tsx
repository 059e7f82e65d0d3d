import './transfer.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { run } from '../../state/crash.ts';
import { FailureNote } from '../FailureNote.tsx';
import { PassphraseFields, shortestPassphrase } from './PassphraseFields.tsx';

interface SealedFileFormProps {
  /** Seals and saves the file; answers why that failed, or null, also where no place for it was chosen. */
  readonly onSave: (passphrase: string) => Promise<Failure | null>;
  readonly onClose: () => void;
  /** What the file holds, and what it is for. */
  readonly children: ReactNode;
}

/** Asks for the passphrase of a file that is about to be saved. */
export function SealedFileForm({ onSave, onClose, children }: SealedFileFormProps): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const usable = passphrase.length >= shortestPassphrase && passphrase === again;

  const save = async (): Promise<void> => {
    setBusy(true);
    const failed = await onSave(passphrase);
    setBusy(false);
    setFailure(failed);
  };

  return (
    <form
      className="upl-transfer"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable && !busy) run(save());
      }}
    >
      <p>{children}</p>
      <PassphraseFields
        passphrase={passphrase}
        again={again}
        onPassphrase={setPassphrase}
        onAgain={setAgain}
      />
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!usable} loading={busy}>
          Save file…
        </Button>
      </div>
    </form>
  );
}
