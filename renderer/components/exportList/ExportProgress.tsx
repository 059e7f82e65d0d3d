import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../state/format.ts';
import type { Progressing } from './useListExport.ts';

interface ExportProgressProps {
  readonly progress: Progressing;
  readonly onStop: () => void;
}

/** How far the file is, and the way to stop it. */
export function ExportProgress({ progress, onStop }: ExportProgressProps): ReactNode {
  const { done, total, stopping } = progress;
  return (
    <div className="upl-export-list">
      <output>{wordsOf(progress)}</output>
      <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label="Rows written" />
      <div className="upl-export-list-actions">
        {/* While the system asks for the place its own dialog is the one to cancel. */}
        <Button variant="default" disabled={stopping || total === 0} onClick={onStop}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function wordsOf({ done, total, stopping }: Progressing): string {
  if (stopping) return 'Stopping. No file will be there.';
  return total === 0
    ? 'Choose where to keep the file…'
    : `${formatCount(done)} of ${formatCount(total)} rows written`;
}
