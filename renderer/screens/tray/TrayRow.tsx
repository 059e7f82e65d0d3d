import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { counted, formatMoment } from '../../state/format.ts';
import { OldNew } from './OldNew.tsx';
import { StateLabel } from './StateLabel.tsx';

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
  return (
    <div className="upl-tray-row" data-current={current || undefined} data-state={item.state}>
      <Checkbox
        aria-label={`Select ${item.title}`}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <button type="button" data-row-main aria-current={current} className="upl-tray-main" onClick={onOpen}>
        <span className="upl-tray-cell">
          <strong title={item.title}>{item.title}</strong>
          <span className="upl-dim" title={item.detail}>
            {item.detail}
          </span>
        </span>
        <span className="upl-tray-cell">
          {shown.map((change) => (
            <span key={change.field} className="upl-tray-change">
              <span className="upl-dim">{change.label}: </span>
              <OldNew from={change.from} to={change.to} />
            </span>
          ))}
          {more > 0 ? <span className="upl-dim">and {counted(more, 'more field')}</span> : null}
        </span>
        <span className="upl-tray-cell">
          <StateLabel state={item.state} />
          <span className="upl-dim" title={item.reason}>
            {item.reason === '' ? `Staged ${formatMoment(item.stagedAt, now)}` : item.reason}
          </span>
        </span>
      </button>
    </div>
  );
}
