import './transfer.css';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { saveFile } from '../../state/saveFile.ts';
import { FailureNote } from '../FailureNote.tsx';
import { PassphraseFields, shortestPassphrase } from './PassphraseFields.tsx';

interface ExportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSaved?: () => void;
}

/** Every unsent change as one encrypted file, for another laptop or for safety. */
export function ExportDialog({ opened, onClose, onSaved }: ExportDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Export unsent changes">
      {/* Mounted anew each time: a passphrase does not outlive its dialog. */}
      {opened ? (
        <ExportForm
          onClose={onClose}
          onSaved={() => {
            onClose();
            onSaved?.();
          }}
        />
      ) : null}
    </Modal>
  );
}

interface ExportFormProps {
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function ExportForm({ onClose, onSaved }: ExportFormProps): ReactNode {
  const engine = useEngine();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const usable = passphrase.length >= shortestPassphrase && passphrase === again;

  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('transfer.export', { passphrase });
    if (!answer.ok) {
      setFailure(answer.error);
      setBusy(false);
      return;
    }
    const { suggestedName, data, operations } = answer.value;
    const saved = await saveFile(suggestedName, data);
    setBusy(false);
    if (!saved) return;
    tell(
      `${counted(operations, 'unsent change')} saved as an encrypted file. They also stay here, not sent.`,
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
        The file holds every change that is saved on this computer and not sent. It can be imported into
        Upline on another computer. The changes stay here too: send them from one place only.
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
