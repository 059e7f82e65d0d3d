import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { counted } from '../../state/format.ts';
import type { RefusedCell } from './cellOverlay.ts';

const listed = 100;

interface RefusedStripProps {
  readonly refused: readonly RefusedCell[];
  readonly onDismiss: () => void;
}

/** Under the sheet: which cells were not taken, what was typed, and what would be. */
export function RefusedStrip({ refused, onDismiss }: RefusedStripProps): ReactNode {
  const [open, setOpen] = useState(false);
  const first = refused[0];
  if (first === undefined) return null;
  return (
    <section className="upl-refused" aria-label="Refused cells">
      <div className="upl-refused-line">
        <IconAlertTriangle size={15} aria-hidden />
        <strong>{counted(refused.length, 'cell')} not saved.</strong>
        <span className="upl-refused-words" title={wordsOf(first)}>
          {wordsOf(first)}
        </span>
        {refused.length > 1 ? (
          <Button variant="subtle" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide list' : 'Show all'}
          </Button>
        ) : null}
        <Button variant="subtle" size="compact-xs" onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
      {open && refused.length > 1 ? (
        <ul className="upl-refused-list">
          {refused.slice(0, listed).map((cell) => (
            <li key={`${cell.recordId} ${cell.field}`}>{wordsOf(cell)}</li>
          ))}
          {refused.length > listed ? <li>… and {counted(refused.length - listed, 'more cell')}</li> : null}
        </ul>
      ) : null}
    </section>
  );
}

function wordsOf({ record, fieldLabel, text, reason }: RefusedCell): string {
  return `${record}, ${fieldLabel}: “${text}”. ${reason}`;
}
