import type { JsonObject, Row } from '../json.ts';
import type { ProfileCollection } from '../journal/entry.ts';
import { accountName, keptNumber, policyName } from '../data/people.ts';
import type { Call } from './call.ts';
import { FieldCheck } from './fields.ts';
import type { FieldRules } from './fields.ts';

/** One kind of record under a producer: its rules, and what the vendor makes of what was sent. */
export interface Detail {
  readonly collection: Exclude<ProfileCollection, 'producers'>;
  readonly one: string;
  readonly many: string;
  /** The fields to store; refuses with every message. `before` is the record that is changed. */
  readonly check: (call: Call, body: JsonObject, before: Row | undefined) => JsonObject;
}

const text = (max: number) => ({ kind: 'text', max }) as const;

const ADDRESS: FieldRules = {
  addressLine1: text(255),
  city: text(100),
  state: text(50),
  zip: text(20),
  country: text(50),
  county: text(100),
  type: text(50),
  preferred: { kind: 'flag' },
  moveInDate: { kind: 'date' },
};
const PHONE: FieldRules = {
  number: text(30),
  type: text(50),
  extension: text(6),
  preferred: { kind: 'flag' },
};
const ACCOUNT: FieldRules = {
  bankName: text(255),
  holderName: text(255),
  routingNumber: text(9),
  type: text(50),
  number: text(34),
  nickname: text(100),
  primaryAccount: { kind: 'flag' },
};
const POLICY: FieldRules = {
  carrier: text(255),
  policyNumber: text(100),
  certificateNumber: text(100),
  type: text(50),
  totalLimit: { kind: 'number', min: 1, max: 10_000_000 },
  effectiveDate: { kind: 'date' },
  expiry: { kind: 'date' },
};

function plain(rules: FieldRules, required: readonly string[]): Detail['check'] {
  return (call, body, before) => {
    const check = new FieldCheck(call.world, call.profile.typeAccepted);
    const fields = check.pick(body, rules, before === undefined ? required : []);
    check.finish();
    return fields;
  };
}

/** A number that is not made of digits is refused: above all a masked one that was sent back. */
function account(call: Call, body: JsonObject, before: Row | undefined): JsonObject {
  const check = new FieldCheck(call.world, call.profile.typeAccepted);
  const required = before === undefined ? ['bankName', 'routingNumber', 'type', 'number'] : [];
  const { number, ...fields } = check.pick(body, ACCOUNT, required);
  if (typeof number === 'string' && !/^\d{4,34}$/.test(number))
    check.messages.push(`number '${number}' must consist of digits.`);
  check.finish();
  const after = { ...before, ...fields, ...(typeof number === 'string' ? keptNumber(number) : {}) };
  return {
    ...fields,
    ...(typeof number === 'string' ? keptNumber(number) : {}),
    name: accountName(after),
  };
}

function policy(call: Call, body: JsonObject, before: Row | undefined): JsonObject {
  const fields = plain(POLICY, ['carrier', 'type'])(call, body, before);
  return { ...fields, name: policyName({ ...before, ...fields }) };
}

/** What hangs on a producer (S2; constraints of the specification, 3.10–3.13). */
export const details: readonly Detail[] = [
  {
    collection: 'addresses',
    one: 'Address',
    many: 'Addresses',
    check: plain(ADDRESS, ['type', 'addressLine1']),
  },
  { collection: 'phones', one: 'Phone', many: 'Phones', check: plain(PHONE, ['type', 'number']) },
  { collection: 'bankAccounts', one: 'BankAccount', many: 'BankAccounts', check: account },
  { collection: 'insurancePolicies', one: 'InsurancePolicy', many: 'InsurancePolicies', check: policy },
];
