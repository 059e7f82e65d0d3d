import '../../components/transfer/transfer.css';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { Outcome } from './Outcome.tsx';

interface BringInDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Brings the rows of a saved receipt back in after they were corrected in a spreadsheet. */
export function BringInDialog({ opened, onClose }: BringInDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Bring in corrected rows" size={560}>
      {opened ? <BringIn onClose={onClose} /> : null}
    </Modal>
  );
}

function BringIn({ onClose }: { readonly onClose: () => void }): ReactNode {
  const engine = useEngine();
  const [outcome, setOutcome] = useState<Result<StageOutcome> | null>(null);
  const [busy, setBusy] = useState(false);

  const choose = async (): Promise<void> => {
    const file = await window.upline.call('shell.open-file', { kind: 'csv' });
    if (!file.ok) return setOutcome(file);
    const { value } = file;
    if (value === null) return;
    setBusy(true);
    const answer = await stageAsking(
      (warned) =>
        engine.call('receipt.bring-in', {
          data: new Uint8Array(value.data),
          ...(warned === undefined ? {} : { warned }),
        }),
      { leaveOut: true },
    );
    setBusy(false);
    if (answer !== null) setOutcome(answer);
  };

  if (outcome?.ok === true) return <Outcome outcome={outcome.value} onClose={onClose} />;
  return (
    <div className="upl-transfer">
      <p>
        Save the rows that were not sent as CSV, correct the column “new” in a spreadsheet, save it as CSV and
        choose it here. Each row is checked like a cell you type into; what cannot be used is listed with its
        row.
      </p>
      {outcome === null ? null : <FailureNote failure={outcome.error} />}
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button data-autofocus loading={busy} onClick={() => run(choose())}>
          Choose file…
        </Button>
      </div>
    </div>
  );
}
