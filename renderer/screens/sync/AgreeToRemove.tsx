import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { MirroredName } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { vendorOf } from '../../state/syncWords.ts';

interface AgreeToRemoveProps {
  readonly target: MirroredName;
  /** The guard's own words, with its figures. */
  readonly message: string;
}

/** Lets a person agree that much disappears here, after reading how much. */
export function AgreeToRemove({ target, message }: AgreeToRemoveProps): ReactNode {
  const engine = useEngine();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { singular, plural } = collections[target];

  const agree = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('sync.agree-to-remove', { target });
    setBusy(false);
    setAsking(false);
    if (answer.ok) {
      tell(
        `Removed ${counted(answer.value.removed, singular.toLowerCase(), plural.toLowerCase())} from this computer.`,
      );
    } else tellFailure(answer.error);
  };

  return (
    <>
      <Button color="red" onClick={() => setAsking(true)}>
        Agree to remove…
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Remove ${plural.toLowerCase()} from this computer?`}
      >
        <div className="upl-entry-form">
          <p>{message}</p>
          <p>
            Agree only if you know that they were removed in {vendorOf(target)}. Nothing is changed there, and
            records with changes that are not sent yet stay here until you decide about them.
          </p>
          <div className="upl-entry-actions">
            <Button color="red" loading={busy} onClick={() => run(agree())}>
              Agree
            </Button>
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              Keep everything
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
