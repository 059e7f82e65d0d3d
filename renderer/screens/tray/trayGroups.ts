import type { OperationState } from '../../../domain/operation.ts';
import { assertNever } from '../../../domain/result.ts';

/**
 * The states a person tells apart when looking through unsent changes. What AgentSync refused and what
 * both sides changed are different work, and so different groups.
 */
export const trayGroups = ['all', 'ready', 'held', 'waiting', 'refused', 'conflicts', 'unknown'] as const;
export type TrayGroup = (typeof trayGroups)[number];

/** What each group is called. */
export const trayGroupLabels: Readonly<Record<TrayGroup, string>> = {
  all: 'All',
  ready: 'Ready',
  held: 'Held',
  waiting: 'Waiting',
  refused: 'Refused',
  conflicts: 'Conflicts',
  unknown: 'No answer',
};

/** The states of a group; undefined for all. */
export function statesOf(group: TrayGroup): OperationState[] | undefined {
  switch (group) {
    case 'all':
      return undefined;
    case 'ready':
      return ['ready', 'sending'];
    case 'held':
      return ['held'];
    case 'waiting':
      return ['waiting', 'blocked'];
    case 'refused':
      return ['needs-auth', 'refused'];
    case 'conflicts':
      return ['conflict'];
    case 'unknown':
      return ['unknown'];
    default:
      return assertNever(group);
  }
}

/** The group of that name; all of them for any other name. */
export function trayGroupOf(value: string): TrayGroup {
  return trayGroups.find((group) => group === value) ?? 'all';
}
