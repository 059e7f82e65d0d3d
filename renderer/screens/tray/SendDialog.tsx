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

/** Asks before what does not come back leaves, naming how much: contracts that end, and mail. */
export function SendDialog({ plan, busy, onCancel, onSend }: SendDialogProps): ReactNode {
  const { terminations, invitations } = plan?.confirm ?? { terminations: 0, invitations: 0 };
  const named = [
    ...(terminations > 0 ? [counted(terminations, 'termination')] : []),
    ...(invitations > 0 ? [counted(invitations, 'invitation')] : []),
  ].join(' and ');
  return (
    <Modal opened={plan !== null} onClose={onCancel} title={`Send ${named} to AgentSync?`}>
      {invitations === 0 ? null : (
        <p>{counted(invitations, 'invitation')}: mail goes out and cannot be taken back.</p>
      )}
      <p hidden={terminations === 0}>
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
          Send with {named}
        </Button>
      </div>
    </Modal>
  );
}
