import { createHash } from 'node:crypto';
import { isoDay, isoSeconds } from '../clock.ts';
import { isJsonObject, textOf } from '../json.ts';
import type { JsonObject, Row } from '../json.ts';
import { SEED_END } from './catalogue.ts';
import type { RowGenerator } from '../tables/generated-table.ts';
import type { AssignmentGenerator } from './generator.ts';
import { IdSpace, ID_KINDS } from './ids.ts';
import { DIVISIONS, FIRM_WORDS } from './names.ts';
import {
  BANKS,
  CITIES,
  FIRM_TYPES,
  FIRST_NAMES,
  INSURERS,
  LAST_NAMES,
  STREETS,
  SUFFIXES,
} from './people-names.ts';
import { Random } from './random.ts';

const DAY = 86_400_000;

/** Producers of Producer Profile and what hangs on them, each made from its index when it is asked for. */
export interface People {
  readonly producers: RowGenerator;
  readonly addresses: RowGenerator;
  readonly phones: RowGenerator;
  readonly bankAccounts: RowGenerator;
  readonly insurancePolicies: RowGenerator;
}

/** How an account number is kept: what the vendor shows of it, and a digest to compare a new one with. */
export function keptNumber(number: string): { number: string; numberDigest: string } {
  return {
    number: `****${number.slice(-4)}`,
    numberDigest: createHash('sha256').update(number).digest('hex'),
  };
}

/** The same for an SSN of nine digits. */
export function keptSsn(ssn: string): { ssnLast4: string; ssnDigest: string } {
  return { ssnLast4: ssn.slice(-4), ssnDigest: createHash('sha256').update(ssn).digest('hex') };
}

/** The name AgentSync computes for a bank account (S2). */
export function accountName(row: JsonObject): string {
  return `Voided check for ${textOf(row['bankName'])} ${textOf(row['type'])} Account ${textOf(row['number'])}`;
}

/** The name AgentSync computes for a policy (S2). */
export function policyName(row: JsonObject): string {
  return `${textOf(row['carrier'])}: ${textOf(row['policyNumber'])}`;
}

/** Every NPN of the assignments has its producer: firms for tops and agencies, people for the rest. */
export function makePeople(seed: number, assignments: AssignmentGenerator): People {
  const { npns } = assignments;
  const { firms } = assignments.columns;
  const count = npns.length;
  const producerIds = new IdSpace(seed, ID_KINDS.producer);

  const producers: RowGenerator = {
    ids: producerIds,
    count,
    indexesOf(npn) {
      const producer = assignments.producerOf(npn);
      return producer === undefined ? [] : [producer];
    },
    row(index) {
      const random = new Random(seed, 60, index);
      const own = { id: producerIds.at(index), npn: npns[index] ?? '' };
      const stamps = datesOf(random);
      return index < firms
        ? { ...own, type: 'FIRM', firm: firmOf(random, index), ...stamps }
        : { ...own, type: 'INDIVIDUAL', individual: personOf(random), ...stamps };
    },
  };

  /** One record for every producer, and a second one for every so-many-th. */
  const details = (
    kind: number,
    every: number,
    make: (random: Random, producer: number, second: boolean) => JsonObject,
  ): RowGenerator => {
    const ids = new IdSpace(seed, kind);
    const seconds = Math.ceil(count / every);
    return {
      ids,
      count: count + seconds,
      indexesOf(producerId) {
        const producer = producerIds.indexOf(producerId, count);
        if (producer === undefined) return [];
        return producer % every === 0 ? [producer, count + producer / every] : [producer];
      },
      row(index) {
        const second = index >= count;
        const producer = second ? (index - count) * every : index;
        const random = new Random(seed, 60 + kind, index);
        const fields = make(random, producer, second);
        return { id: ids.at(index), producerId: producerIds.at(producer), ...fields, ...datesOf(random) };
      },
    };
  };

  return {
    producers,
    addresses: details(ID_KINDS.address, 3, (random, _producer, second) => addressOf(random, second)),
    phones: details(ID_KINDS.phone, 3, (random, _producer, second) => phoneOf(random, second)),
    bankAccounts: details(ID_KINDS.bankAccount, 5, (random, producer, second) =>
      accountOf(random, holderOf(producers.row(producer)), second),
    ),
    insurancePolicies: details(ID_KINDS.insurancePolicy, 4, (random, producer, second) =>
      policyOf(random, producer < firms, second),
    ),
  };
}

/** The holder's name, as it stands on a check. */
function holderOf({ individual, firm }: Row): string {
  if (isJsonObject(firm)) return textOf(firm['name']);
  return isJsonObject(individual)
    ? `${textOf(individual['firstName'])} ${textOf(individual['lastName'])}`
    : '';
}

function datesOf(random: Random): { createdDate: string; modifiedDate: string } {
  const created = SEED_END - random.between(30, 2000) * DAY - random.below(86_400) * 1000;
  const modified = Math.min(SEED_END - 1000, created + random.below(400 * 86_400) * 1000);
  return { createdDate: isoSeconds(created), modifiedDate: isoSeconds(modified) };
}

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => String(random.below(10))).join('');
}

/** Nine digits whose check digit fits, of no bank there is. */
function routing(random: Random): string {
  const first = `0${random.between(1, 9)}${digits(random, 6)}`;
  const sum = first.split('').reduce((total, digit, i) => total + Number(digit) * ([3, 7, 1][i % 3] ?? 0), 0);
  return `${first}${(10 - (sum % 10)) % 10}`;
}

function personOf(random: Random): JsonObject {
  const firstName = random.pick(FIRST_NAMES);
  const lastName = random.pick(LAST_NAMES);
  const handle = `${firstName}.${lastName}`.toLowerCase().replaceAll(/[^a-z.]/g, '');
  const person: JsonObject = {
    firstName,
    lastName,
    gender: random.pick(['FEMALE', 'MALE']),
    dateOfBirth: isoDay(SEED_END - random.between(22 * 365, 70 * 365) * DAY),
    ssnLast4: digits(random, 4),
    primaryEmail: `${handle}${random.below(90) + 10}@example.com`,
  };
  if (random.chance(0.4)) person['middleName'] = random.pick(FIRST_NAMES);
  if (random.chance(0.05)) person['suffix'] = random.pick(SUFFIXES);
  if (random.chance(0.2)) person['secondaryEmail'] = `${handle}@example.org`;
  if (random.chance(0.15)) person['title'] = random.pick(['Agent', 'Principal', 'Office manager']);
  if (random.chance(0.1)) person['finraCrdNumber'] = String(random.between(1_000_000, 7_999_999));
  return person;
}

function firmOf(random: Random, index: number): JsonObject {
  const word = FIRM_WORDS[index % FIRM_WORDS.length] ?? 'Harrowgate';
  const series = Math.floor(index / FIRM_WORDS.length);
  const name = `${word} ${random.pick(['Agency', 'Insurance Group', 'Marketing', 'Financial'])}${series > 0 ? ` ${series + 1}` : ''}`;
  const firm: JsonObject = {
    name,
    type: random.pick(FIRM_TYPES),
    email: `office@${word.toLowerCase()}${series + 1}.example.com`,
    fein: `${digits(random, 2)}-${digits(random, 7)}`,
  };
  if (random.chance(0.3)) firm['finraCrdNumber'] = String(random.between(100_000, 299_999));
  return firm;
}

function addressOf(random: Random, second: boolean): JsonObject {
  const address: JsonObject = {
    type: second ? 'BUSINESS' : 'MAILING',
    addressLine1: `${random.between(1, 9899)} ${random.pick(STREETS)}`,
    city: random.pick(CITIES),
    state: random.pick(DIVISIONS),
    zip: digits(random, 5),
    country: 'US',
    preferred: !second,
  };
  if (random.chance(0.5)) address['county'] = `${random.pick(LAST_NAMES)} County`;
  if (random.chance(0.6)) address['moveInDate'] = isoDay(SEED_END - random.between(60, 4000) * DAY);
  return address;
}

function phoneOf(random: Random, second: boolean): JsonObject {
  const phone: JsonObject = {
    type: second ? 'WORK' : 'CELL',
    number: `${random.between(201, 989)}-555-01${digits(random, 2)}`,
    preferred: !second,
  };
  if (second && random.chance(0.6)) phone['extension'] = String(random.between(10, 9999));
  return phone;
}

function accountOf(random: Random, holderName: string, second: boolean): JsonObject {
  const account: JsonObject = {
    bankName: random.pick(BANKS),
    holderName,
    routingNumber: routing(random),
    type: second ? 'SAVINGS' : 'CHECKING',
    ...keptNumber(digits(random, random.between(8, 12))),
    primaryAccount: !second,
  };
  if (random.chance(0.3)) account['nickname'] = random.pick(['Commissions', 'Office', 'Overrides']);
  return { ...account, name: accountName(account) };
}

function policyOf(random: Random, isFirm: boolean, second: boolean): JsonObject {
  // The second one is last year's.
  const effective = SEED_END - random.between(10, 350) * DAY - (second ? 365 * DAY : 0);
  const policy: JsonObject = {
    carrier: random.pick(INSURERS),
    policyNumber: `EO${digits(random, 7)}`,
    type: isFirm ? 'AGENCY' : 'INDIVIDUAL',
    totalLimit: random.pick([500_000, 1_000_000, 1_000_000, 2_000_000, 3_000_000, 1_250_000.5]),
    effectiveDate: isoDay(effective),
    expiry: isoDay(effective + 365 * DAY),
  };
  if (random.chance(0.7)) policy['certificateNumber'] = `C-${digits(random, 6)}`;
  return { ...policy, name: policyName(policy) };
}
