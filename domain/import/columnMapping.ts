import { collections } from '../collections.ts';
import type { MirroredName } from '../fields.ts';
import { isNpn } from '../npnFinder.ts';
import { parseDate } from '../dates.ts';
import { plainHeading } from './headings.ts';
import type { SourceColumn } from './headings.ts';

/** What rows of a table can become. */
export const importable = [
  'contractAssignment',
  'producer',
  'carrier',
  'product',
  'commissionLevel',
  'insurancePolicy',
] as const;
export type Importable = (typeof importable)[number] & MirroredName;

/** Upline's own id, which an export carries in its first column. */
export const idTarget = 'id';
/** The heading over ids in files Upline wrote, by which their rows are found again. */
export const idHeading = 'Upline id';
/** The heading by which rows of a producer’s records name their producer. */
export const npnHeading = 'NPN';
/**
 * The same heading in a workbook, where no text needs an apostrophe before it. Spreadsheets keep the case of a
 * heading: however often and as whatever kind the file is saved again, it tells whether apostrophes are ours.
 */
export const workbookIdHeading = 'Upline ID';
/** The column in which rows that could not be used come back. */
export const reasonHeading = 'Upline reason';

/** The NPN that tells whose a policy is. It is no field of the policy, which names its producer by an id. */
export const npnTarget = 'npn';

/** Why a column is taken for a field. */
export type Because = 'remembered' | 'name' | 'alias' | 'values' | 'nothing';

/** What a column of a table is taken for, and why. */
export interface ColumnGuess {
  readonly column: number;
  /** A field's name, `id`, or null: not imported. */
  readonly target: string | null;
  /** From 0, nothing speaks for it, to 1, nothing speaks against it. */
  readonly confidence: number;
  readonly because: Because;
}

/** Other names of fields, as carriers' reports have them. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  npn: [
    'national producer number',
    'npn number',
    'agent npn',
    'producer npn',
    'npn no',
    'nipr npn',
    'producer number',
  ],
  writingNumber: [
    'writing no',
    'writing num',
    'writing code',
    'writing id',
    'writing agent number',
    'agent writing number',
    'agent number',
    'agent code',
    'agent id',
    'carrier agent number',
    'agent no',
    'wn',
  ],
  carrierId: ['carrier', 'carrier name', 'company', 'insurer', 'insurance company'],
  productId: ['product', 'product name', 'plan', 'plan name', 'line'],
  commissionLevelId: [
    'level',
    'commission',
    'commission level',
    'comp level',
    'contract level',
    'rate',
    'grid level',
  ],
  assignmentStatusId: [
    'status',
    'assignment status',
    'contract status',
    'appointment status',
    'state of contract',
  ],
  annualizationId: ['annualization', 'advance', 'advancing', 'annualisation'],
  uplineContractAssignmentId: [
    'upline',
    'upline npn',
    'upline npn number',
    'hierarchy',
    'parent npn',
    'reports to',
  ],
  producerName: ['producer', 'producer name', 'agent', 'agent name', 'name', 'full name', 'writing agent'],
  startDate: [
    'start',
    'start date',
    'effective',
    'effective date',
    'contract date',
    'appointed',
    'appointment date',
  ],
  endDate: ['end', 'end date', 'termination date', 'terminated', 'expiration date', 'term date'],
  referralCodes: ['referral code', 'referral codes'],
  naic: ['naic', 'naic code', 'naic number', 'naic no', 'cocode'],
  tin: ['tin', 'tax id', 'taxpayer id'],
  fein: ['fein', 'ein', 'federal tax id'],
  firstName: ['first', 'first name', 'given name'],
  lastName: ['last', 'last name', 'surname', 'family name'],
  dateOfBirth: ['dob', 'birth date', 'birthday', 'date of birth'],
  primaryEmail: ['email', 'e mail', 'email address', 'primary email'],
  lineOfBusinessId: ['lob', 'line of business'],
  linesOfBusiness: ['lob', 'lines of business'],
  administrativeDivisions: ['states', 'state', 'jurisdictions'],
  carrier: ['e o carrier', 'carrier', 'carrier name', 'insurance company', 'company'],
  policyNumber: ['policy', 'policy no', 'policy num', 'policy id', 'e o policy number'],
  certificateNumber: ['certificate', 'certificate no', 'cert', 'cert no', 'cert number'],
  totalLimit: ['limit', 'limits', 'aggregate limit', 'coverage limit', 'coverage amount', 'coverage'],
  effectiveDate: ['effective date', 'policy effective date', 'start date', 'inception date'],
  expiry: ['expiry date', 'expiration', 'expiration date', 'policy expiration date', 'end date'],
  producerId: ['producer name', 'agent', 'agent name', 'name', 'insured', 'insured name'],
  firstYearValue: ['first year', 'first year value', 'percentage', 'percent', 'rate', 'fyc'],
};

/** Targets that a heading can name, by the heading as it is compared. */
function namesOf(
  collection: Importable,
): ReadonlyMap<string, { readonly target: string; readonly because: Because }> {
  const names = new Map<string, { readonly target: string; readonly because: Because }>();
  const add = (heading: string, target: string, because: Because): void => {
    if (!names.has(heading)) names.set(heading, { target, because });
  };
  const fields = targetsOf(collection);
  for (const { target, label } of fields) add(plainHeading(label), target, 'name');
  for (const { target } of fields)
    add(plainHeading(target.replaceAll(/([A-Z]|\d+)/g, ' $1')), target, 'name');
  for (const { target } of fields) for (const alias of aliases[target] ?? []) add(alias, target, 'alias');
  if (collection === 'carrier' || collection === 'product')
    for (const alias of ['name', `${collection} name`]) add(alias, 'name', 'alias');
  if (collection === 'commissionLevel')
    for (const alias of ['name', 'level name']) add(alias, 'name', 'alias');
  return names;
}

/** A place where a column's values can go. */
export interface Target {
  readonly target: string;
  readonly label: string;
  /** Only tells which record is meant, or is only for new records: an existing one keeps it. */
  readonly finds: boolean;
}

/** Everything a column of this collection can be, Upline's id first. */
export function targetsOf(collection: Importable): readonly Target[] {
  return [
    { target: idTarget, label: idHeading, finds: true },
    ...(collection === 'insurancePolicy' ? [{ target: npnTarget, label: npnHeading, finds: true }] : []),
    ...collections[collection].fields
      .filter(
        ({ kind, deprecated, computed, sealed }) =>
          // A number that is sealed while it waits has no business in a file.
          kind.type !== 'instant' && deprecated !== true && computed !== true && sealed !== true,
      )
      .map(({ name, label, editable }) => ({ target: name, label, finds: !editable })),
  ];
}

/** Whether a heading, as it is compared, names anything of any collection. */
export function isKnownHeading(heading: string): boolean {
  return (
    importable.some((collection) => namesOf(collection).has(heading)) ||
    heading === plainHeading(reasonHeading)
  );
}

/** The kind of record that a table's headings speak of: the one of which they name most. */
export function guessCollection(columns: readonly SourceColumn[]): Importable {
  const headings = columns.map(({ heading }) => plainHeading(heading));
  const score = (collection: Importable): number => {
    const names = namesOf(collection);
    return new Set(headings.flatMap((heading) => names.get(heading)?.target ?? [])).size;
  };
  const scored = importable.map((collection) => ({ collection, score: score(collection) }));
  const best = scored.reduce((first, next) => (next.score > first.score ? next : first));
  return best.collection;
}

/**
 * What each column probably is: as it was the last time, by its heading, or by what its values look like.
 * No target is given twice; the surer column keeps it.
 */
export function guessColumns(
  collection: Importable,
  columns: readonly SourceColumn[],
  remembered: ReadonlyMap<string, string | null>,
): readonly ColumnGuess[] {
  const names = namesOf(collection);
  const known = new Set(targetsOf(collection).map(({ target }) => target));
  const guesses = columns.map(({ index, heading, repeated, samples }): ColumnGuess => {
    const plain = plainHeading(heading);
    const before = remembered.get(plain);
    if (before === null || (before !== undefined && known.has(before)))
      return { column: index, target: before, confidence: 1, because: 'remembered' };
    // Its number was put behind it here to tell it apart, and names no field.
    const named = repeated ? undefined : names.get(plain);
    if (named !== undefined && known.has(named.target))
      return {
        column: index,
        target: named.target,
        confidence: named.because === 'name' ? 0.95 : 0.8,
        because: named.because,
      };
    const byValues = collection === 'contractAssignment' ? targetByValues(plain, samples) : null;
    if (byValues !== null) return { column: index, target: byValues, confidence: 0.5, because: 'values' };
    return { column: index, target: null, confidence: 0, because: 'nothing' };
  });
  const surest = new Map<string, ColumnGuess>();
  for (const guess of guesses) {
    const other = guess.target === null ? undefined : surest.get(guess.target);
    if (guess.target !== null && (other === undefined || guess.confidence > other.confidence))
      surest.set(guess.target, guess);
  }
  return guesses.map((guess) =>
    guess.target === null || surest.get(guess.target) === guess
      ? guess
      : { column: guess.column, target: null, confidence: 0, because: 'nothing' },
  );
}

/** What a column of assignments without a telling heading looks like from its values. */
function targetByValues(heading: string, samples: readonly string[]): string | null {
  if (samples.length === 0) return null;
  if (heading.includes('npn') && samples.every(isNpn))
    return heading.includes('upline') ? 'uplineContractAssignmentId' : 'npn';
  if (samples.every((sample) => /^\d{7,10}$/.test(sample)) && /number|producer|agent/.test(heading))
    return 'npn';
  if (samples.every((sample) => parseDate(sample) !== null)) {
    if (/start|effective|begin|from/.test(heading)) return 'startDate';
    if (/end|term|expir|until/.test(heading)) return 'endDate';
  }
  return null;
}
