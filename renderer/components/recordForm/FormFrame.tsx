import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { run } from '../../state/crash.ts';
import { FailureNote } from '../FailureNote.tsx';

interface FormFrameProps {
  readonly busy: boolean;
  /** Whether there is something to save. */
  readonly dirty?: boolean;
  readonly failure: Failure | null;
  /** Where it is saved, in words. */
  readonly words: string;
  readonly onSave: () => Promise<void>;
  /** Null where there is nothing to go back from. */
  readonly onCancel: (() => void) | null;
  readonly children: ReactNode;
}

/** What every form of a record has around its fields: why it could not be saved, where it is saved, and the two ways out. */
export function FormFrame(props: FormFrameProps): ReactNode {
  const { busy, dirty = true, failure, words, onSave, onCancel, children } = props;
  return (
    <form
      className="upl-record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(onSave());
      }}
    >
      {children}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <span className="upl-dim">{words}</span>
        {onCancel === null ? null : (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" loading={busy} disabled={!dirty}>
          Save
        </Button>
      </div>
    </form>
  );
}
