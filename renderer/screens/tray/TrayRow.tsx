import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { counted, formatMoment } from '../../state/format.ts';
import { NewValue, OldNew } from './OldNew.tsx';
import { whyWords } from './whyWords.ts';
import { StateLabel } from './StateLabel.tsx';

/** Pixels of a row of the tray. */
export const trayRowHeight = 54;
const shownChanges = 2;

interface TrayRowProps {
  readonly item: OutboxItem;
  readonly now: number;
  readonly current: boolean;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly onOpen: () => void;
}

/** One record with unsent changes, on two lines. */
export function TrayRow({ item, now, current, checked, onCheck, onOpen }: TrayRowProps): ReactNode {
  const shown = item.changes.slice(0, item.changes.length > shownChanges ? shownChanges - 1 : shownChanges);
  const more = item.changes.length - shown.length;
  const why = whyWords(item) || `Staged ${formatMoment(item.stagedAt, now)}`;
  return (
    <div className="upl-tray-row" data-current={current || undefined} data-state={item.state}>
      <Checkbox
        aria-label={`Select ${item.title}`}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <button type="button" data-row-main aria-current={current} className="upl-tray-main" onClick={onOpen}>
        <span className="upl-tray-cell">
          <strong title={item.title}>
            {item.kind === 'create' ? <span className="upl-tray-new">New</span> : null}
            {item.title}
          </strong>
          <span className="upl-dim" title={item.detail}>
            {item.detail}
          </span>
        </span>
        <span className="upl-tray-cell">
          {shown.map((change) => (
            <span key={change.field} className="upl-tray-change">
              <span className="upl-dim">{change.label}: </span>
              {item.kind === 'create' ? (
                <NewValue value={change.to} />
              ) : (
                <OldNew from={change.from} to={change.to} />
              )}
            </span>
          ))}
          {more > 0 ? <span className="upl-dim">and {counted(more, 'more field')}</span> : null}
        </span>
        <span className="upl-tray-cell">
          <StateLabel state={item.state} gone={item.goneAtServer} uncertain={item.uncertain} />
          <span className="upl-dim" title={why}>
            {why}
          </span>
        </span>
      </button>
    </div>
  );
}
