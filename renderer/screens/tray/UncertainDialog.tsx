import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { EngineCalls, OutboxItem } from '../../../preload/contract/engine.ts';
import type { RequestOf } from '../../../preload/contract/definition.ts';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell } from '../../state/messages.ts';

type Choice = RequestOf<EngineCalls['invitation.decide']>['choice'];

interface UncertainDialogProps {
  /** The invitation to decide; null while none is asked. */
  readonly item: OutboxItem | null;
  readonly onClose: () => void;
}

const said: Readonly<Record<Choice, string>> = {
  'went-out': 'Noted that it went out. Its link is not known on this computer.',
  'send-again': 'One more invitation goes out.',
  drop: 'The invitation was discarded. The receipts still list it.',
};

/** Nobody can look whether an invitation arrived, so a person says what happened and what is to be done. */
export function UncertainDialog({ item, onClose }: UncertainDialogProps): ReactNode {
  const engine = useEngine();
  const [failure, setFailure] = useState<Failure | null>(null);
  const decide = async (choice: Choice): Promise<void> => {
    const answer = await engine.call('invitation.decide', {
      operationIds: [...(item?.operationIds ?? [])],
      choice,
      ...(choice === 'send-again' ? { invitations: 1 } : {}),
    });
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    tell(said[choice]);
    announce(said[choice]);
    onClose();
  };
  return (
    <Modal opened={item !== null} onClose={onClose} title="Did this invitation go out?" size={600}>
      <p>{item?.title}</p>
      <p className="upl-dialog-more">{item?.reason}</p>
      <ul className="upl-uncertain">
        <li>
          <Button variant="default" onClick={() => run(decide('went-out'))}>
            It went out
          </Button>
          <span>The producer has the mail. It is noted as sent; nothing leaves this computer.</span>
        </li>
        <li>
          <Button color="red" data-danger onClick={() => run(decide('send-again'))}>
            Send it again
          </Button>
          <span>1 invitation: mail goes out and cannot be taken back. The producer may get it twice.</span>
        </li>
        <li>
          <Button variant="default" onClick={() => run(decide('drop'))}>
            Discard it
          </Button>
          <span>It leaves the unsent changes. If it went out, the producer still has the mail.</span>
        </li>
      </ul>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={onClose} data-autofocus>
          Decide later
        </Button>
      </div>
    </Modal>
  );
}
