import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../state/format.ts';

interface DiscardDialogProps {
  /** Records whose changes would be discarded; null while nothing is asked. */
  readonly records: number | null;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onDiscard: () => void;
}

/** Asks before unsent changes are given up, because undo does not bring them back. */
export function DiscardDialog({ records, busy, onCancel, onDiscard }: DiscardDialogProps): ReactNode {
  const count = records ?? 0;
  return (
    <Modal
      opened={records !== null}
      onClose={onCancel}
      title={
        count === 1 ? 'Discard this unsent change?' : `Discard the changes of ${counted(count, 'record')}?`
      }
    >
      <p>
        {count === 1 ? 'The record shows' : 'The records show'} again what AgentSync holds. Undo does not
        bring discarded changes back, but they stay listed in the receipts, with their old and new values.
      </p>
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={onCancel} data-autofocus>
          Keep
        </Button>
        <Button color="red" data-danger loading={busy} onClick={onDiscard}>
          {count === 1 ? 'Discard 1 change' : `Discard changes of ${counted(count, 'record')}`}
        </Button>
      </div>
    </Modal>
  );
}
