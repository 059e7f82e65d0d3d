import '../../components/transfer/transfer.css';
import { Button, Modal } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { EngineStatus, StageOutcome } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StageResult } from '../../components/transfer/StageResult.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';

/** Work of a damaged file waits: nothing of it is sent, or lost, until somebody has decided. */
export function RescuedBanner({ status }: { readonly status: EngineStatus }): ReactNode {
  const [opened, setOpened] = useState(false);
  const [outcome, setOutcome] = useState<StageOutcome | null>(null);
  const { rescued } = status;
  const complete = status.sync.every(({ completedAt }) => completedAt !== null);
  const close = (): void => {
    setOpened(false);
    setOutcome(null);
  };
  return (
    <>
      {rescued === null ? null : (
        <output className="upl-banner" data-tone="attention">
          <IconLifebuoy size={17} aria-hidden />
          <span>
            {counted(rescued.changes, 'unsent change')} of the damaged file{' '}
            {rescued.changes === 1 ? 'waits' : 'wait'} here and {rescued.changes === 1 ? 'is' : 'are'} not
            sent.{' '}
            {complete
              ? 'Bring them in to go on with them.'
              : 'They can be brought in when everything has been read from AgentSync.'}
          </span>
          <Button variant="default" disabled={!complete} onClick={() => setOpened(true)}>
            Bring in…
          </Button>
        </output>
      )}
      <Modal opened={opened} onClose={close} title="Bring in unsent changes of the damaged file" size={520}>
        {opened ? (
          <BringInForm
            changes={rescued?.changes ?? 0}
            outcome={outcome}
            onOutcome={setOutcome}
            left={rescued !== null}
            onClose={close}
          />
        ) : null}
      </Modal>
    </>
  );
}

interface BringInFormProps {
  readonly changes: number;
  readonly outcome: StageOutcome | null;
  readonly onOutcome: (outcome: StageOutcome) => void;
  /** Something still waits after it was brought in. */
  readonly left: boolean;
  readonly onClose: () => void;
}

function BringInForm({ changes, outcome, onOutcome, left, onClose }: BringInFormProps): ReactNode {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const bringIn = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('transfer.bring-rescued', {});
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onOutcome(answer.value);
  };
  const leave = async (): Promise<void> => {
    const answer = await engine.call('transfer.leave-rescued', {});
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onClose();
  };

  if (outcome !== null) {
    return (
      <div className="upl-transfer">
        <StageResult outcome={outcome} />
        {failure === null ? null : <FailureNote failure={failure} />}
        {left ? (
          <p>
            What could not be used goes on waiting here, so that you can try again. If you leave it, it is no
            longer offered; it stays in the damaged file, which is kept.
          </p>
        ) : null}
        <div className="upl-transfer-actions">
          {left ? (
            <Button variant="default" onClick={() => run(leave())}>
              Leave the rest
            </Button>
          ) : null}
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className="upl-transfer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(bringIn());
      }}
    >
      <p>
        {counted(changes, 'change')} {changes === 1 ? 'is' : 'are'} saved on this computer as one gesture,
        which can be undone. What may have been sent before the damage is looked up at AgentSync first, and
        not sent twice. What cannot be used is listed with the reason.
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
        <Button type="submit" loading={busy} data-autofocus>
          Bring in
        </Button>
      </div>
    </form>
  );
}
