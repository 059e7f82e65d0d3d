import type { OperationState } from '../../../domain/operation.ts';
import { assertNever } from '../../../domain/result.ts';

/** The states a person tells apart when looking through unsent changes. */
export const trayGroups = ['all', 'ready', 'waiting', 'need-you', 'unknown'] as const;
export type TrayGroup = (typeof trayGroups)[number];

export const trayGroupLabels: Readonly<Record<TrayGroup, string>> = {
  all: 'All',
  ready: 'Ready',
  waiting: 'Waiting',
  'need-you': 'Need you',
  unknown: 'Unknown',
};

/** The states of a group; undefined for all. */
export function statesOf(group: TrayGroup): OperationState[] | undefined {
  switch (group) {
    case 'all':
      return undefined;
    case 'ready':
      return ['held', 'ready', 'sending'];
    case 'waiting':
      return ['waiting', 'blocked'];
    case 'need-you':
      return ['needs-auth', 'refused', 'conflict'];
    case 'unknown':
      return ['unknown'];
    default:
      return assertNever(group);
  }
}

export function trayGroupOf(value: string): TrayGroup {
  return trayGroups.find((group) => group === value) ?? 'all';
}
