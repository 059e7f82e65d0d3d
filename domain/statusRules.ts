import type { LookupValue } from './lookups.ts';

type Status = Pick<LookupValue, 'name' | 'description'>;

/** PENDING_WITH_AGENCY and `Pending with agency` are one status: names and labels are read alike. */
function words({ name, description }: Status): readonly string[] {
  return [name, description ?? ''].map((text) => text.replaceAll('_', ' ').trim().toLowerCase());
}

const says = (status: Status, test: RegExp): boolean => words(status).some((text) => test.test(text));

/** The three statuses AgentSync sets by itself, in the order in which a contract passes them (A-HELP). */
const pendingWith = [/^pending with agency$/, /^pending with producer$/, /^pending with carrier$/] as const;

function pendingStep(status: Status): number {
  return pendingWith.findIndex((test) => says(status, test));
}

/** Statuses a contract has before it is anybody's turn; going on from them is no step back. */
const notBegun = /^(not started|new|draft|invited|invitation sent|in progress)$/;

/** Still on its way to an end, so not at one: `Pending termination`, `Awaiting outgoing release`. */
const underWay = /^(pending|awaiting|in )/;
const ended =
  /\b(terminat(ed|ion)|cancel(l)?ed|declined|withdrawn|rejected|denied|released|transferred|expired|inactive|closed|revoked|lapsed)\b/;

/** Whether a status is the one called Approved, however it is written. */
export function isApproved(status: Status): boolean {
  return says(status, /^approved$/);
}

/** Whether a status is an end. The vendor marks none as one, so its name and label are read. */
export function isTerminal(status: Status): boolean {
  return words(status).some((text) => ended.test(text) && !underWay.test(text));
}

/** A move between statuses that people are warned of. */
export type StatusRule = 'back-to-pending' | 'approved-to-non-terminal';

/**
 * The vendor's rule that a change of status breaks, or null (A-HELP, vendor-apis 3.8): nothing moves
 * back to the three statuses AgentSync sets itself, and Approved is left only for an end. A warning, not
 * a refusal: the server decides, and neither list of statuses is published whole.
 */
export function statusWarning(from: Status | null, to: Status): StatusRule | null {
  if (from === null) return null;
  const step = pendingStep(to);
  if (step !== -1) {
    const before = pendingStep(from);
    const back = before === -1 ? !says(from, notBegun) : before > step;
    if (back) return 'back-to-pending';
  }
  return isApproved(from) && !isApproved(to) && !isTerminal(to) ? 'approved-to-non-terminal' : null;
}
