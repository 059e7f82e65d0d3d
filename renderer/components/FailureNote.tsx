import './FailureNote.css';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../domain/result.ts';
import { useRemedies } from './useRemedies.ts';

interface FailureNoteProps {
  readonly failure: Failure;
  /** What "try again" does here. Without it no such button is shown. */
  readonly onRetry?: () => void;
  /** Further buttons. */
  readonly actions?: ReactNode;
}

/** An expected failure: what happened, what it means, and the button that helps. */
export function FailureNote({ failure, onRetry, actions }: FailureNoteProps): ReactNode {
  const remedy = useRemedies()(failure, onRetry);
  return (
    <div className="upl-failure" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className="upl-failure-body">
        <p>{failure.message}</p>
        {remedy === null && actions === undefined ? null : (
          <div className="upl-failure-actions">
            {remedy === null ? null : (
              <Button variant="default" onClick={remedy.act}>
                {remedy.label}
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  );
}
