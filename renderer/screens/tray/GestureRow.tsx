import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted, formatMoment } from '../../state/format.ts';
import type { TrayGesture } from './trayGestures.ts';
import type { TraySelection } from './useTraySelection.ts';

interface GestureRowProps {
  readonly gesture: TrayGesture;
  readonly closed: boolean;
  readonly current: boolean;
  readonly now: number;
  readonly selection: TraySelection;
  readonly onToggle: () => void;
}

/** The head of a gesture's records: ticks, opens and closes them together. */
export function GestureRow(props: GestureRowProps): ReactNode {
  const { gesture, closed, current, now, selection, onToggle } = props;
  const { label, stagedAt, items } = gesture;
  const ticked = items.filter((item) => selection.has(item)).length;
  const Chevron = closed ? IconChevronRight : IconChevronDown;
  return (
    <div className="upl-tray-row upl-tray-gesture" data-current={current || undefined}>
      <Checkbox
        aria-label={`Select all of ${label}`}
        checked={ticked === items.length}
        indeterminate={ticked > 0 && ticked < items.length}
        onChange={(event) => selection.set(items, event.currentTarget.checked)}
      />
      <button type="button" data-row-main aria-expanded={!closed} aria-current={current} onClick={onToggle}>
        <Chevron size={16} aria-hidden />
        <span className="upl-tray-cell">
          <strong title={label}>{label}</strong>
          <span className="upl-dim">
            {counted(items.length, 'record')} · staged {formatMoment(stagedAt, now)}
          </span>
        </span>
      </button>
    </div>
  );
}
