import './bulkEdit.css';
import { Button, Modal } from '@mantine/core';
import { startTransition, useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { BulkOperation } from '../../../domain/bulkOperation.ts';
import { assertNever } from '../../../domain/result.ts';
import type { Failure } from '../../../domain/result.ts';
import type { BulkPreview } from '../../../preload/contract/bulk.ts';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell } from '../../state/messages.ts';
import { StageResult, stageWords } from '../transfer/StageResult.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import type { BulkForm } from './ChooseStep.tsx';
import { firstScope, readScope } from './bulkScope.ts';
import type { BulkTarget } from './bulkScope.ts';
import { firstDrafts, readDraft } from './operationForm.ts';
import { PreviewStep } from './PreviewStep.tsx';

interface BulkEditDialogProps {
  /** Null while nothing is changed in bulk. */
  readonly target: BulkTarget | null;
  readonly onClose: () => void;
}

/** Changes many records in one gesture: what, which, a look at every old and new value, and one undo. */
export function BulkEditDialog({ target, onClose }: BulkEditDialogProps): ReactNode {
  const plural = target === null ? '' : collections[target.collection].plural.toLowerCase();
  return (
    <Modal
      opened={target !== null}
      onClose={onClose}
      title={target?.replace === undefined ? `Edit many ${plural}` : `Find and replace in ${plural}`}
      size={1_080}
    >
      {target === null ? null : <BulkEdit target={target} onClose={onClose} />}
    </Modal>
  );
}

type Step =
  | { readonly name: 'choose' }
  | { readonly name: 'look'; readonly preview: BulkPreview; readonly operations: readonly BulkOperation[] }
  | { readonly name: 'done'; readonly outcome: StageOutcome };

interface BulkEditProps {
  readonly target: BulkTarget;
  readonly onClose: () => void;
}

function BulkEdit({ target, onClose }: BulkEditProps): ReactNode {
  const engine = useEngine();
  const [form, setForm] = useState<BulkForm>(() => ({
    scope: firstScope(target),
    drafts: firstDrafts(target),
  }));
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const look = async (): Promise<void> => {
    const scope = readScope(target, form.scope);
    const operations = form.drafts.flatMap((draft) => {
      const read = readDraft(draft);
      return 'operation' in read ? [read.operation] : [];
    });
    if (scope === null || operations.length < form.drafts.length) return;
    setBusy(true);
    const answer = await engine.call('bulk.preview', { scope, operations });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    // Eighty carriers to tick are too much to lay out in one go.
    if (answer.ok) startTransition(() => setStep({ name: 'look', preview: answer.value, operations }));
  };
  const staged = (outcome: StageOutcome): void => {
    if (outcome.refusedCount > 0 || outcome.batchId === null) {
      setStep({ name: 'done', outcome });
      return;
    }
    const words = `${stageWords(outcome)} Undo takes all of it back.`;
    tell(words);
    announce(words);
    onClose();
  };

  switch (step.name) {
    case 'choose':
      return (
        <ChooseStep
          target={target}
          form={form}
          busy={busy}
          failure={failure}
          onForm={setForm}
          onLook={() => run(look())}
          onCancel={onClose}
        />
      );
    case 'look':
      return (
        <PreviewStep
          collection={target.collection}
          preview={step.preview}
          operations={step.operations}
          onBack={() => setStep({ name: 'choose' })}
          onCancel={onClose}
          onStaged={staged}
        />
      );
    case 'done':
      return (
        <div className="upl-bulk">
          <StageResult outcome={step.outcome} />
          <div className="upl-dialog-actions">
            <Button onClick={onClose} data-autofocus>
              Close
            </Button>
          </div>
        </div>
      );
    default:
      return assertNever(step);
  }
}
