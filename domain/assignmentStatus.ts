import type { FieldChanges } from './operation.ts';
import type { LookupValue } from './lookups.ts';

/** The field of an assignment that says how it stands. */
export const statusField = 'assignmentStatusId';

/**
 * Whether a status ends a contract. The vendor marks none of its statuses as final, so its name and
 * label are read: TERMINATED_WITH_CAUSE, `Termination requested`. A status that only mentions a
 * termination counts too, because asking once more costs less than ending a contract by mistake.
 */
export function isTermination({ name, description }: Pick<LookupValue, 'name' | 'description'>): boolean {
  return [name, description ?? ''].some((text) =>
    /\bterminat(?:e|ed|es|ing|ion|ions)\b/i.test(text.replaceAll('_', ' ')),
  );
}

/** The status these changes would give an assignment; null when they leave it alone or empty it. */
export function newStatus(changes: FieldChanges): string | null {
  const value = changes[statusField]?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}
