import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { saveFile } from '../../state/saveFile.ts';
import { SealedFileForm } from './SealedFileForm.tsx';

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
  const save = async (passphrase: string): Promise<Failure | null> => {
    const answer = await engine.call('transfer.export', { passphrase });
    if (!answer.ok) return answer.error;
    const { suggestedName, data, operations } = answer.value;
    if (!(await saveFile(suggestedName, data))) return null;
    tell(
      `${counted(operations, 'unsent change')} saved as an encrypted file. They also stay here, not sent.`,
    );
    onSaved();
    return null;
  };

  return (
    <SealedFileForm onSave={save} onClose={onClose}>
      The file holds every change that is saved on this computer and not sent. It can be imported into Upline
      on another computer. The changes stay here too: send them from one place only.
    </SealedFileForm>
  );
}
