import './transfer.css';
import { Button, Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { formatCount } from '../../state/format.ts';
import { FailureNote } from '../FailureNote.tsx';
import { StageResult } from './StageResult.tsx';
import { shortestPassphrase } from './PassphraseFields.tsx';

interface ImportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Brings in a file of unsent changes: they are staged here as one gesture, and not sent by that. */
export function ImportDialog({ opened, onClose }: ImportDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Import unsent changes">
      {opened ? <ImportForm onClose={onClose} /> : null}
    </Modal>
  );
}

interface ChosenFile {
  readonly name: string;
  readonly data: Uint8Array;
}

function ImportForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const engine = useEngine();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [outcome, setOutcome] = useState<StageOutcome | null>(null);

  const wrongPassphrase = failure?.fields?.['passphrase'];

  const choose = async (): Promise<void> => {
    const answer = await window.upline.call('shell.open-file', { kind: 'unsent' });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok && answer.value !== null) setFile(answer.value);
  };
  const bringIn = async (data: Uint8Array): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('transfer.import', { passphrase, data: new Uint8Array(data) });
    setBusy(false);
    if (answer.ok) setOutcome(answer.value);
    setFailure(answer.ok ? null : answer.error);
  };

  if (outcome !== null) {
    return (
      <div className="upl-transfer">
        <StageResult outcome={outcome} />
        <div className="upl-transfer-actions">
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </div>
      </div>
    );
  }
  const usable = file !== null && passphrase.length >= shortestPassphrase;
  return (
    <form
      className="upl-transfer"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable && !busy) run(bringIn(file.data));
      }}
    >
      <p>
        Changes exported from Upline on another computer are saved on this computer as one gesture, which can
        be undone. What cannot be used here is listed with the reason.
      </p>
      <div className="upl-transfer-file">
        <Button variant="default" onClick={() => run(choose())}>
          Choose file…
        </Button>
        <span className="upl-dim">
          {file === null
            ? 'No file chosen'
            : `${file.name}, ${formatCount(Math.ceil(file.data.byteLength / 1024))} KB`}
        </span>
      </div>
      <PasswordInput
        label="Passphrase of the file"
        value={passphrase}
        autoComplete="off"
        error={wrongPassphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!usable} loading={busy}>
          Import
        </Button>
      </div>
    </form>
  );
}
