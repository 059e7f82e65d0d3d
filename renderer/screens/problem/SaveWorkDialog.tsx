import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { PassphraseFields, shortestPassphrase } from '../../components/transfer/PassphraseFields.tsx';
import { run } from '../../state/crash.ts';
import { counted, formatCount } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';

interface SaveWorkDialogProps {
  readonly opened: boolean;
  readonly connectionId: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Keeps what can be read of a damaged database as an encrypted file. */
export function SaveWorkDialog(props: SaveWorkDialogProps): ReactNode {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Save unsent work">
      {/* Mounted anew each time: a passphrase does not outlive its dialog. */}
      {props.opened ? <SaveWorkForm {...props} /> : null}
    </Modal>
  );
}

function SaveWorkForm({ connectionId, onClose, onSaved }: SaveWorkDialogProps): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const usable = passphrase.length >= shortestPassphrase && passphrase === again;

  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = await window.upline.call('shell.rescue-save', { connectionId, passphrase });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok || !answer.value.saved) return;
    const { changes, missing } = answer.value;
    tell(
      missing === 0
        ? `${counted(changes, 'unsent change')} saved as an encrypted file.`
        : `${formatCount(changes)} of ${counted(changes + missing, 'unsent change')} saved as an encrypted file.`,
    );
    onSaved();
  };

  return (
    <form
      className="upl-transfer"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable && !busy) run(save());
      }}
    >
      <p>
        The file holds every unsent change that can be read. Keep it until your work has arrived: it can be
        imported under Unsent changes, here or on another computer.
      </p>
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
