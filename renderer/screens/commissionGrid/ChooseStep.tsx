import '../../components/recordForm/recordForm.css';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface ChooseStepProps {
  /** What is still to be said before it can be checked; null when nothing is. */
  readonly missing: string | null;
  /** Shown once nothing is missing. */
  readonly note: string;
  readonly onCheck: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The first step of a gesture on a grid: what is wanted for which products. *Check* leads on, and stages nothing. */
export function ChooseStep({ missing, note, onCheck, onClose, children }: ChooseStepProps): ReactNode {
  return (
    <form
      className="upl-lgrid-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) onCheck();
      }}
    >
      {children}
      <div className="upl-record-actions">
        <output className="upl-dim">{missing ?? note}</output>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={missing !== null}>
          Check
        </Button>
      </div>
    </form>
  );
}
