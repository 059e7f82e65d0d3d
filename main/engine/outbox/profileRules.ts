import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import { lastFourOf } from '../../../domain/masking.ts';
import { isNotIssued } from '../../../domain/ssn.ts';
import type { Intended, RuleBreak } from './rules.ts';

const ssnField = 'ssnLast4';
const expiryField = 'expiry';
const effectiveField = 'effectiveDate';

/** Fields of Producer Profile whose change can break a rule. */
export const profileRuledFields = {
  producer: [ssnField],
  insurancePolicy: [effectiveField, expiryField],
} as const satisfies Partial<Record<CollectionName, readonly string[]>>;

/** What a gesture on producers or policies breaks. Nothing of a typed number but its last digits is told. */
export function profileBreaks(
  collection: CollectionName,
  records: readonly Intended[],
): readonly RuleBreak[] {
  return records.flatMap((record) => {
    const one = collection === 'producer' ? unlikelySsn(record) : backwardDates(record);
    return one === null ? [] : [one];
  });
}

function unlikelySsn({ recordId, secrets }: Intended): RuleBreak | null {
  const typed = secrets?.get(ssnField);
  if (typed === undefined || !isNotIssued(typed)) return null;
  return { recordId, field: ssnField, rule: 'ssn-not-issued', words: `•••-••-${lastFourOf(typed)}` };
}

function backwardDates({ recordId, before, changes }: Intended): RuleBreak | null {
  const dates = [effectiveField, expiryField].flatMap((field) => changes?.[field] ?? []);
  // Typed back to what AgentSync holds there is nothing to send, so nothing to warn of.
  if (dates.every(({ base, value }) => base === value)) return null;
  const after = (field: string): FieldValue | undefined =>
    changes?.[field] === undefined ? before[field] : changes[field].value;
  const effective = after(effectiveField);
  const expiry = after(expiryField);
  // Plain calendar dates, yyyy-MM-dd, which sort as they read.
  if (typeof effective !== 'string' || typeof expiry !== 'string' || expiry > effective) return null;
  const field = changes?.[expiryField] === undefined ? effectiveField : expiryField;
  return {
    recordId,
    field,
    rule: 'expires-before-effective',
    words: `${effective} to ${expiry}`,
  };
}
