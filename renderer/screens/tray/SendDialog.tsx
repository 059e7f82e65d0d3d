import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SendPlan } from '../../../preload/contract/engine.ts';
import { counted, formatCount } from '../../state/format.ts';
import { planWords } from './planWords.ts';

interface SendDialogProps {
  /** What would be sent; null while nothing is asked. */
  readonly plan: SendPlan | null;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSend: () => void;
}

/** Asks before terminations leave, naming how many: they do not come back by themselves. */
export function SendDialog({ plan, busy, onCancel, onSend }: SendDialogProps): ReactNode {
  const terminations = plan?.confirm.terminations ?? 0;
  return (
    <Modal
      opened={plan !== null}
      onClose={onCancel}
      title={`Send ${counted(terminations, 'termination')} to AgentSync?`}
    >
      <p>
        {terminations === 1
          ? 'One of these changes ends'
          : `${formatCount(terminations)} of these changes end`}{' '}
        a contract assignment. Once AgentSync has {terminations === 1 ? 'it' : 'them'}, undo does not bring{' '}
        {terminations === 1 ? 'it' : 'them'} back.
      </p>
      {plan === null ? null : <p className="upl-dim upl-dialog-more">In all: {planWords(plan)}.</p>}
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={onCancel} data-autofocus>
          Do not send
        </Button>
        <Button color="red" data-danger loading={busy} onClick={onSend}>
          Send with {counted(terminations, 'termination')}
        </Button>
      </div>
    </Modal>
  );
}
