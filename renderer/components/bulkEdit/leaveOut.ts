import type { BulkGroup, BulkLeaveOut } from '../../../preload/contract/bulk.ts';

/** What was unticked in a preview. Pure. */

export const nothingLeftOut: BulkLeaveOut = { ids: [], groups: [] };

/** The contract's limit on records unticked one by one. */
export const mostUnticked = 20_000;

/** What is left out after one record was ticked or unticked. */
export function toggledRecord(leaveOut: BulkLeaveOut, id: string, ticked: boolean): BulkLeaveOut {
  const rest = leaveOut.ids.filter((one) => one !== id);
  return { ...leaveOut, ids: ticked ? rest : [...rest, id] };
}

/** What is left out after a whole group was ticked or unticked. */
export function toggledGroup(
  leaveOut: BulkLeaveOut,
  { by, key }: Pick<BulkGroup, 'by' | 'key'>,
  ticked: boolean,
): BulkLeaveOut {
  const rest = leaveOut.groups.filter((group) => group.by !== by || group.key !== key);
  return { ...leaveOut, groups: ticked ? rest : [...rest, { by, key }] };
}

/** Whether a group as a whole is not left out. */
export function isGroupTicked({ groups }: BulkLeaveOut, { by, key }: Pick<BulkGroup, 'by' | 'key'>): boolean {
  return !groups.some((group) => group.by === by && group.key === key);
}
