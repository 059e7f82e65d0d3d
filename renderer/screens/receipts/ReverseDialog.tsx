import '../../components/transfer/transfer.css';
import { Button, Loader, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { ReceiptSummary, ReversePreview, StageOutcome } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatCount } from '../../state/format.ts';
import { Outcome } from './Outcome.tsx';

interface ReverseDialogProps {
  /** Null while nothing is asked. */
  readonly summary: ReceiptSummary | null;
  readonly onClose: () => void;
}

/** Takes back what was sent: shows first what can be set back and what cannot, then stages it. */
export function ReverseDialog({ summary, onClose }: ReverseDialogProps): ReactNode {
  return (
    <Modal opened={summary !== null} onClose={onClose} title="Reverse what was sent" size={560}>
      {summary === null ? null : <Reverse summary={summary} onClose={onClose} />}
    </Modal>
  );
}

interface ReverseProps {
  readonly summary: ReceiptSummary;
  readonly onClose: () => void;
}

function Reverse({ summary: { batchId, label }, onClose }: ReverseProps): ReactNode {
  const engine = useEngine();
  const [preview, setPreview] = useState<Result<ReversePreview> | null>(null);
  const [outcome, setOutcome] = useState<Result<StageOutcome> | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('batch.reverse-preview', { batchId });
      if (current) setPreview(answer);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, batchId]);

  const stage = async (): Promise<void> => {
    setBusy(true);
    setOutcome(await engine.call('batch.reverse', { batchId }));
    setBusy(false);
  };

  if (outcome?.ok === true) return <Outcome outcome={outcome.value} onClose={onClose} />;
  if (preview === null) return <Loader size={20} aria-label="Looking what can be set back" />;
  if (!preview.ok) return <FailureNote failure={preview.error} />;
  const { reversible } = preview.value;
  return (
    <div className="upl-transfer">
      <p>
        <strong>{label}</strong>
      </p>
      <p data-testid="reverse-words">{reversibleWords(reversible)}</p>
      <Cannot preview={preview.value} />
      {outcome === null ? null : <FailureNote failure={outcome.error} />}
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={reversible === 0} loading={busy} onClick={() => run(stage())}>
          {reversible === 0 ? 'Nothing to set back' : `Set ${counted(reversible, 'value')} back`}
        </Button>
      </div>
    </div>
  );
}

function reversibleWords(reversible: number): string {
  if (reversible === 0) return 'Nothing of this can be set back.';
  const words = reversible === 1 ? '1 value can' : `${formatCount(reversible)} values can`;
  return `${words} be set back to what AgentSync held before. That is saved on this computer as unsent changes, and sent like any other.`;
}

function Cannot({ preview: { cannot, cannotCount } }: { readonly preview: ReversePreview }): ReactNode {
  if (cannotCount === 0) return null;
  return (
    <div className="upl-stage-result">
      <p>{formatCount(cannotCount)} cannot be taken back:</p>
      <ul>
        {cannot.map(({ title, label, why }) => (
          <li key={`${title} ${label}`}>
            <strong>{title}</strong>
            {label === '' ? '' : `, ${label}`}: {why}
          </li>
        ))}
        {cannotCount > cannot.length ? (
          <li className="upl-dim">and {formatCount(cannotCount - cannot.length)} more</li>
        ) : null}
      </ul>
    </div>
  );
}
