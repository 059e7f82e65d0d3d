import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { forgetTurrisTest } from './turrisTest.ts';

interface DisconnectTurrisProps {
  readonly connectionId: string;
  /** Records read from Turris that are on this computer. */
  readonly records: number;
}

/** Ends the reading of Turris, and asks what shall become of what was read. */
export function DisconnectTurris({ connectionId, records }: DisconnectTurrisProps): ReactNode {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Disconnect Turris…
      </Button>
      <Modal opened={asking} onClose={close} title="Disconnect Turris?" size={520}>
        {asking ? <DisconnectForm connectionId={connectionId} records={records} onClose={close} /> : null}
      </Modal>
    </>
  );
}

function DisconnectForm({
  connectionId,
  records,
  onClose,
}: DisconnectTurrisProps & { readonly onClose: () => void }): ReactNode {
  const [left, setLeft] = useState<'keep' | 'remove'>('keep');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const disconnect = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const answer = await window.upline.call('shell.turris-disconnect', {
      connectionId,
      forget: left === 'remove',
    });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    onClose();
    forgetTurrisTest();
    tell(
      left === 'remove'
        ? 'Turris is disconnected, and what was read from it is removed from this computer.'
        : 'Turris is disconnected. What was read from it is still on this computer.',
    );
  };

  return (
    <form
      className="upl-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(disconnect());
      }}
    >
      <p>
        Upline forgets the client id and secret of Turris and reads nothing more from it. What Turris holds
        stays as it is there, and so does everything of AgentSync.
      </p>
      {records === 0 ? (
        <p>Nothing has been read from it so far.</p>
      ) : (
        <Radio.Group
          label={`What was read from Turris: ${counted(records, 'record')}`}
          name="turris-left"
          value={left}
          onChange={(chosen) => setLeft(chosen === 'remove' ? 'remove' : 'keep')}
        >
          <div className="upl-entry-form" style={{ gap: 8, marginTop: 6 }}>
            <Radio
              value="keep"
              label="Keep it on this computer"
              description="It can be looked at as it was when it was last read. It can be removed here later."
            />
            <Radio
              value="remove"
              label="Remove it from this computer"
              description="It is read again if Turris is connected again."
            />
          </div>
        </Radio.Group>
      )}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={onClose} data-autofocus>
          Stay connected
        </Button>
        <Button type="submit" color="red" data-danger loading={busy}>
          Disconnect
        </Button>
      </div>
    </form>
  );
}
