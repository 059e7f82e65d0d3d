import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { counted } from '../../state/format.ts';
import type { RefusedCell } from './cellOverlay.ts';
import { notSavedWords } from './keptRefusals.ts';

const listed = 100;

interface RefusedStripProps {
  /** Those that are named. */
  readonly refused: readonly RefusedCell[];
  /** All that were refused. */
  readonly count: number;
  /** Goes to the cell. */
  readonly onShow: (cell: RefusedCell) => void;
  readonly onDismiss: () => void;
}

/** Under the sheet: which cells were not taken, what was typed, and what would be. */
export function RefusedStrip({ refused, count, onShow, onDismiss }: RefusedStripProps): ReactNode {
  const [open, setOpen] = useState(false);
  const first = refused[0];
  if (first === undefined) return null;
  return (
    <section className="upl-refused" aria-label="Refused cells">
      <div className="upl-refused-line">
        <IconAlertTriangle size={15} aria-hidden />
        <strong>{notSavedWords(count, refused)}</strong>
        <RefusedLine cell={first} onShow={onShow} />
        {refused.length > 1 ? (
          <Button variant="subtle" size="compact-xs" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide list' : count > listed ? `Show ${listed}` : 'Show all'}
          </Button>
        ) : null}
        <Button variant="subtle" size="compact-xs" onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
      {open && refused.length > 1 ? (
        <ul className="upl-refused-list">
          {refused.slice(0, listed).map((cell) => (
            <li key={`${cell.recordId} ${cell.field}`}>
              <RefusedLine cell={cell} onShow={onShow} />
            </li>
          ))}
          {count > listed ? (
            <li>… and {counted(count - Math.min(listed, refused.length), 'more cell')}</li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

interface RefusedLineProps {
  readonly cell: RefusedCell;
  readonly onShow: (cell: RefusedCell) => void;
}

/** What was refused and why; it leads to the cell, where it is corrected. */
function RefusedLine({ cell, onShow }: RefusedLineProps): ReactNode {
  return (
    <UnstyledButton className="upl-refused-words" title="Go to this cell" onClick={() => onShow(cell)}>
      {wordsOf(cell)}
    </UnstyledButton>
  );
}

function wordsOf({ record, fieldLabel, text, reason }: RefusedCell): string {
  return `${record}, ${fieldLabel}: “${text}”. ${reason}`;
}
