import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import type { TrayGroup } from './trayGroups.ts';
import type { TraySelection } from './useTraySelection.ts';

/** What both ways of listing the unsent changes are given. */
export interface TrayListProps {
  readonly group: TrayGroup;
  readonly selection: TraySelection;
  readonly now: number;
  /** Tells how many records the list holds; null while they are read. */
  readonly onTotal: (total: number | null) => void;
  /** What stands beside the list for the record in focus. */
  readonly renderDetail: (item: OutboxItem | null) => ReactNode;
}
