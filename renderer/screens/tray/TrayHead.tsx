import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { statesOf } from './trayGroups.ts';
import type { TrayGroup } from './trayGroups.ts';
import type { TraySelection } from './useTraySelection.ts';

interface TrayHeadProps {
  readonly group: TrayGroup;
  readonly total: number;
  readonly selection: TraySelection;
}

/** The headings of the list, with the box that ticks every record of it. */
export function TrayHead({ group, total, selection }: TrayHeadProps): ReactNode {
  return (
    <div className="upl-tray-head">
      <Checkbox
        aria-label="Select all"
        checked={selection.count === total && total > 0}
        indeterminate={selection.count > 0 && selection.count < total}
        onChange={(event) =>
          event.currentTarget.checked ? selection.selectAll(statesOf(group)) : selection.clear()
        }
      />
      <span>Record</span>
      <span>Change</span>
      <span>State</span>
    </div>
  );
}
