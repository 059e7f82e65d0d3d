import type { Row } from '../json.ts';
import { IdSpace, ID_KINDS } from './ids.ts';
import { DIVISIONS, PRODUCT_LINES } from './names.ts';

/** The 34 statuses; the first six are the ones the vendor's help text names (A-HELP). */
const STATUSES: readonly (readonly [name: string, weight: number])[] = [
  ['PENDING_WITH_AGENCY', 5],
  ['PENDING_WITH_PRODUCER', 7],
  ['PENDING_WITH_CARRIER', 8],
  ['APPROVED', 140],
  ['AWAITING_INCOMING_RELEASE', 2],
  ['AWAITING_OUTGOING_RELEASE', 2],
  ['NOT_STARTED', 2],
  ['INVITED', 3],
  ['IN_PROGRESS', 3],
  ['SUBMITTED_TO_CARRIER', 4],
  ['PENDING_APPOINTMENT', 3],
  ['PENDING_BACKGROUND_CHECK', 1],
  ['PENDING_E_AND_O', 1],
  ['PENDING_TRAINING', 1],
  ['PENDING_CERTIFICATION', 2],
  ['PENDING_SIGNATURE', 2],
  ['PENDING_UPLINE_APPROVAL', 2],
  ['PENDING_TRANSFER', 1],
  ['PENDING_LEVEL_CHANGE', 1],
  ['PENDING_LICENSE', 1],
  ['RETURNED_TO_AGENCY', 2],
  ['RETURNED_TO_PRODUCER', 2],
  ['CARRIER_CORRECTIONS_REQUESTED', 1],
  ['ON_HOLD', 1],
  ['DECLINED_BY_CARRIER', 2],
  ['DECLINED_BY_AGENCY', 1],
  ['WITHDRAWN', 2],
  ['CANCELLED', 2],
  ['TERMINATED_WITH_CAUSE', 1],
  ['TERMINATED_WITHOUT_CAUSE', 8],
  ['TERMINATED_LACK_OF_PRODUCTION', 4],
  ['RELEASED', 2],
  ['TRANSFERRED_OUT', 1],
  ['EXPIRED', 1],
];

const SMALL_WORDS: Readonly<Record<string, string>> = {
  WITH: 'with',
  TO: 'to',
  OF: 'of',
  AND: '&',
  BY: 'by',
};

function describe(name: string): string {
  const label = name
    .split('_')
    .map((word) => SMALL_WORDS[word] ?? `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`)
    .join(' ');
  return label.replace('E & O', 'E&O');
}

/** The reference lists of one account. */
export interface Lookups {
  readonly linesOfBusiness: readonly Row[];
  readonly contractSubmissionMethods: readonly Row[];
  readonly annualizations: readonly Row[];
  readonly assignmentStatuses: readonly Row[];
  readonly administrativeDivisions: readonly Row[];
  readonly taskTypes: readonly Row[];
  /** Relative frequency of each status in the generated data, in the order of assignmentStatuses. */
  readonly statusWeights: readonly number[];
}

/** The lists of choices, by the names in their addresses. */
export const LOOKUP_NAMES = [
  'linesOfBusiness',
  'contractSubmissionMethods',
  'annualizations',
  'assignmentStatuses',
  'administrativeDivisions',
  'taskTypes',
] as const;
export type LookupName = (typeof LOOKUP_NAMES)[number];

function named(seed: number, kind: number, names: readonly string[]): Row[] {
  const ids = new IdSpace(seed, kind);
  return names.map((name, index) => ({ id: ids.at(index), name }));
}

/** Makes the lookups; ids follow the seed, as they differ per account at the vendor (S1). */
export function makeLookups(seed: number): Lookups {
  const statusIds = new IdSpace(seed, ID_KINDS.status);
  const divisionIds = new IdSpace(seed, ID_KINDS.division);
  return {
    linesOfBusiness: named(
      seed,
      ID_KINDS.lineOfBusiness,
      PRODUCT_LINES.map((line) => line.lineOfBusiness),
    ),
    contractSubmissionMethods: named(seed, ID_KINDS.submissionMethod, ['Paper', 'Online', 'Email', 'Fax']),
    annualizations: named(seed, ID_KINDS.annualization, [
      'Monthly',
      'As Earned',
      '50% Advance',
      '75% Advance',
      '100% Advance',
    ]),
    assignmentStatuses: STATUSES.map(([name], index) => ({
      id: statusIds.at(index),
      name,
      description: describe(name),
      sortOrder: (index + 1) * 10,
    })),
    administrativeDivisions: DIVISIONS.map((code, index) => ({
      id: divisionIds.at(index),
      code,
      name: code,
    })),
    taskTypes: named(seed, ID_KINDS.taskType, [
      'NEW_CONTRACT',
      'LEVEL_CHANGE',
      'UPLINE_CHANGE',
      'RELEASE',
      'TERMINATION',
    ]),
    statusWeights: STATUSES.map(([, weight]) => weight),
  };
}
