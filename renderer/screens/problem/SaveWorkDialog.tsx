import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { SealedFileForm } from '../../components/transfer/SealedFileForm.tsx';
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
  const save = async (passphrase: string): Promise<Failure | null> => {
    const answer = await window.upline.call('shell.rescue-save', { connectionId, passphrase });
    if (!answer.ok) return answer.error;
    if (!answer.value.saved) return null;
    const { changes, missing } = answer.value;
    tell(
      missing === 0
        ? `${counted(changes, 'unsent change')} saved as an encrypted file.`
        : `${formatCount(changes)} of ${counted(changes + missing, 'unsent change')} saved as an encrypted file.`,
    );
    onSaved();
    return null;
  };

  return (
    <SealedFileForm onSave={save} onClose={onClose}>
      The file holds every unsent change that can be read. Keep it until your work has arrived: it can be
      imported under Unsent changes, here or on another computer.
    </SealedFileForm>
  );
}
