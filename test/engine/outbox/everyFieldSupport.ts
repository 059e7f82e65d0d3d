import type { FieldDefinition, FieldValue, AgentSyncCollection } from '../../../domain/fields.ts';
import { isTermination } from '../../../domain/assignmentStatus.ts';
import type { LookupKind } from '../../../domain/lookups.ts';
import { assertNever } from '../../../domain/result.ts';
import type { Rig } from './support.ts';

/** The vendor's table of each collection. */
export const remoteTables = {
  carrier: 'carriers',
  product: 'products',
  commissionLevel: 'commissionLevels',
  contractAssignment: 'contractAssignments',
  producer: 'producers',
  address: 'addresses',
  phone: 'phones',
  bankAccount: 'bankAccounts',
  insurancePolicy: 'insurancePolicies',
} as const satisfies Readonly<Record<AgentSyncCollection, string>>;

const same = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The first of these values that the field does not hold. */
function other(values: readonly FieldValue[], now: FieldValue): FieldValue {
  const found = values.find((value) => !same(value, now));
  if (found === undefined)
    throw new Error(`nothing but ${JSON.stringify(now)} among ${JSON.stringify(values)}`);
  return found;
}

/** Values of a lookup that nobody is asked about. */
const lookedUp = (r: Rig, kind: LookupKind): readonly string[] =>
  r.store.lookups
    .list(kind)
    .filter((value) => !isTermination(value))
    .map(({ id }) => id);

/** A text in the shape its field wants. */
function text(field: FieldDefinition): string {
  switch (field.format) {
    case 'email':
      return 'new.address@example.com';
    case 'routing':
      return '021000021';
    case 'account':
      return '000123456789';
    case 'ssn':
      return '518275546';
    case 'fein':
      return '98-7654321';
    default: {
      const limit = field.kind.type === 'text' ? field.kind.maxLength : undefined;
      // Leading zeros, because ids are text; long texts as people write them.
      return limit !== undefined && limit <= 15 ? '000123456789012'.slice(0, limit) : `É, ${field.label}`;
    }
  }
}

/** A value that the field takes and that it does not hold now. */
export function anyValue(
  r: Rig,
  collection: AgentSyncCollection,
  recordId: string,
  field: FieldDefinition,
  now: FieldValue,
): FieldValue {
  const { kind } = field;
  switch (kind.type) {
    case 'text':
      return other([text(field)], now);
    case 'decimal':
      return other(['1234.5', '99.25'], now);
    case 'boolean':
      return now !== true;
    case 'date':
      return other([field.name === 'endDate' || field.name === 'expiry' ? '2031-12-31' : '2024-02-29'], now);
    case 'instant':
      return now;
    case 'states':
      return other([['CA', 'TX'], ['NY']], now);
    case 'textList':
      return other([['R-1', 'R, 2'], ['R-3']], now);
    case 'choice':
    case 'reference': {
      const choices = r.store.views.options(collection, field.name, recordId, '', 50);
      return other(
        choices.map(({ value }) => value),
        now,
      );
    }
    case 'lookup':
      return other(lookedUp(r, kind.lookup), now);
    case 'lookupList':
      return other([lookedUp(r, kind.lookup).slice(0, 2), lookedUp(r, kind.lookup).slice(0, 1)], now);
    case 'referenceList':
      return now;
    default:
      return assertNever(kind);
  }
}
