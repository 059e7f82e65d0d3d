import type { FieldValue } from './fields.ts';

/**
 * A dated version of a contract assignment (S0: "versioned snapshot of a CA change", vendor-apis 3.6).
 * Null is empty or not told. Ids and dates are text, as everywhere.
 */
export interface AssignmentChange {
  readonly id: string;
  /** The status when the change was made, and the one it leads to. */
  readonly assignmentStatusId: string | null;
  readonly newAssignmentStatusId: string | null;
  readonly newCommissionLevelId: string | null;
  readonly newAnnualizationId: string | null;
  readonly taskTypeId: string | null;
  readonly taskId: string | null;
  readonly uplineContractAssignmentChangeId: string | null;
  /** The organization's manager for portal submissions. */
  readonly assigneeId: string | null;
  readonly isAgencyInitiated: boolean | null;
  readonly isSignedByProducer: boolean | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** Not among the documented fields; read where the server tells them, because they put changes in order. */
  readonly createdDate: string | null;
  readonly modifiedDate: string | null;
  /** userDefined1 … userDefined10 that hold something, by name. */
  readonly userDefined: Readonly<Record<string, FieldValue>>;
}

/** When a change was made, as far as it tells: ISO text, or empty. */
export function changeMoment(change: AssignmentChange): string {
  return change.createdDate ?? change.modifiedDate ?? change.startDate ?? '';
}

/** The same changes, the newest first. Those that tell no time keep their order, after the others. */
export function newestFirst(changes: readonly AssignmentChange[]): readonly AssignmentChange[] {
  return changes.toSorted((a, b) => {
    const left = changeMoment(a);
    const right = changeMoment(b);
    if (left === right) return 0;
    return left < right ? 1 : -1;
  });
}
