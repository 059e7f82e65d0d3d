import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../FailureNote.tsx';
import { readScope } from './bulkScope.ts';
import type { BulkTarget, ScopeDraft } from './bulkScope.ts';
import { emptyDraft, mostOperations, readDraft } from './operationForm.ts';
import type { OperationDraft } from './operationForm.ts';
import { OperationLine } from './OperationLine.tsx';
import { ScopeChoice } from './ScopeChoice.tsx';

/** What a person has filled in so far; kept when they come back from the preview. */
export interface BulkForm {
  readonly scope: ScopeDraft;
  readonly drafts: readonly OperationDraft[];
}

interface ChooseStepProps {
  readonly target: BulkTarget;
  readonly form: BulkForm;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onForm: (form: BulkForm) => void;
  readonly onLook: () => void;
  readonly onCancel: () => void;
}

/** Which records, which fields and what becomes of them. */
export function ChooseStep(props: ChooseStepProps): ReactNode {
  const { target, form, busy, failure, onForm, onLook, onCancel } = props;
  // What is missing is said when somebody wants to go on, not while they are filling it in.
  const [asked, setAsked] = useState(false);
  const { scope, drafts } = form;
  const noScope = readScope(target, scope) === null;
  const lacks = useMemo(() => drafts.map(lackOf), [drafts]);
  const taken = drafts.map(({ field }) => field).filter((field) => field !== null);

  const change = (next: OperationDraft): void =>
    onForm({ ...form, drafts: drafts.map((draft) => (draft.line === next.line ? next : draft)) });
  const add = (): void => {
    const line = Math.max(...drafts.map((draft) => draft.line)) + 1;
    onForm({ ...form, drafts: [...drafts, emptyDraft(line)] });
  };

  return (
    <form
      className="upl-bulk"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!noScope && lacks.every((each) => each === null) && !busy) onLook();
      }}
    >
      <div className="upl-bulk-scroll">
        <ScopeChoice
          target={target}
          scope={scope}
          missing={asked && noScope}
          onScope={(next) => onForm({ ...form, scope: next })}
        />
        <section aria-label="Changes" className="upl-bulk-operations">
          {drafts.map((draft, index) => (
            <OperationLine
              key={draft.line}
              collection={target.collection}
              draft={draft}
              taken={taken}
              lacks={asked ? (lacks[index] ?? null) : null}
              onDraft={change}
              onRemove={
                drafts.length === 1
                  ? null
                  : () => onForm({ ...form, drafts: drafts.filter(({ line }) => line !== draft.line) })
              }
            />
          ))}
          {drafts.length < mostOperations ? (
            <Button
              variant="subtle"
              className="upl-bulk-add"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={add}
            >
              Change another field too
            </Button>
          ) : null}
        </section>
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Preview
        </Button>
      </div>
    </form>
  );
}

function lackOf(draft: OperationDraft): string | null {
  const read = readDraft(draft);
  return 'lacks' in read ? read.lacks : null;
}
