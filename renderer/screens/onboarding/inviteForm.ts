import type { Invitee } from '../../../domain/cohort.ts';
import { findPeople } from '../../../domain/peopleFinder.ts';
import type { CohortStaged } from '../../../preload/contract/cohort.ts';

/** One producer of the staged cohort, as the form shows them. */
export interface InviteRow extends Invitee {
  readonly chosen: boolean;
}

/** What must be known of a producer to invite it. */
export type InviteField = 'firstName' | 'lastName' | 'email';

/**
 * The producers with new assignments, with the names and addresses that stood beside their NPNs. Whoever
 * has no address is not chosen: there is nowhere to send the mail.
 */
export function inviteRows(staged: CohortStaged, pasted: string): readonly InviteRow[] {
  const assignments = new Map<string, string[]>();
  const created = staged.dryRun.rows.filter(({ verdict }) => verdict.kind === 'create');
  for (const [index, { npn }] of created.entries()) {
    const id = staged.assignmentIds[index];
    if (id === undefined) continue;
    const ids = assignments.get(npn);
    if (ids === undefined) assignments.set(npn, [id]);
    else ids.push(id);
  }
  const people = findPeople(pasted, [...assignments.keys()]);
  return rowsOf(
    [...assignments].map(([npn, assignmentIds]) => {
      const { firstName, lastName, email } = people.get(npn) ?? { firstName: '', lastName: '', email: '' };
      return { npn, assignmentIds, firstName, lastName, email };
    }),
  );
}

/** Producers as the form shows them; whoever has no address is not chosen. */
export function rowsOf(people: readonly Invitee[]): readonly InviteRow[] {
  return people.map((person) => ({ ...person, chosen: person.email !== '' }));
}

/** The rows with one of them changed. Typing an address chooses the producer. */
export function changed(
  rows: readonly InviteRow[],
  npn: string,
  patch: Partial<Pick<InviteRow, InviteField | 'chosen'>>,
): readonly InviteRow[] {
  return rows.map((row) =>
    row.npn === npn
      ? { ...row, ...(patch.email === undefined ? {} : { chosen: patch.email.trim() !== '' }), ...patch }
      : row,
  );
}
