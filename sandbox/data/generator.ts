import { isoDay, isoSeconds } from '../clock.ts';
import type { Row } from '../json.ts';
import { SEED_END } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { makeColumns, NO_UPLINE } from './columns.ts';
import type { AssignmentColumns } from './columns.ts';
import { IdSpace, ID_KINDS } from './ids.ts';
import type { Lookups } from './lookups.ts';
import { hash32, Random } from './random.ts';
import type { DataSize } from './sizes.ts';

const DAY = 86_400_000;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** NPNs the vendor documents for its sandbox (A-SQS); the first two individual producers carry them. */
const DOCUMENTED_NPNS = ['15645555', '19855109'] as const;

/** Makes any generated assignment from its index. */
export class AssignmentGenerator {
  readonly columns: AssignmentColumns;
  readonly ids: IdSpace;
  readonly #seed: number;
  readonly #catalogue: Catalogue;
  readonly #lookups: Lookups;
  readonly #statusPick: Uint8Array;
  readonly #approved: number;
  readonly #npns: readonly string[];
  readonly #producerByNpn: ReadonlyMap<string, number>;
  readonly #managers: readonly string[];

  constructor(seed: number, size: DataSize, catalogue: Catalogue, lookups: Lookups) {
    this.#seed = seed;
    this.#catalogue = catalogue;
    this.#lookups = lookups;
    this.columns = makeColumns(seed, size, catalogue);
    this.ids = new IdSpace(seed, ID_KINDS.assignment);
    this.#statusPick = Uint8Array.from(
      lookups.statusWeights.flatMap((weight, status) => Array.from({ length: weight }, () => status)),
    );
    this.#approved = lookups.assignmentStatuses.findIndex((status) => status['name'] === 'APPROVED');
    this.#npns = makeNpns(seed, this.columns);
    this.#producerByNpn = new Map(this.#npns.map((npn, producer) => [npn, producer]));
    const people = new IdSpace(seed, ID_KINDS.person);
    this.#managers = Array.from({ length: 25 }, (_, i) => people.at(i));
  }

  get count(): number {
    return this.columns.count;
  }

  /** The NPN of every producer, tops of hierarchy first, then agencies, then people. */
  get npns(): readonly string[] {
    return this.#npns;
  }

  /** Generated assignments of a producer, in list order; none for an unknown NPN. */
  indexesOf(npn: string): readonly number[] {
    const producer = this.#producerByNpn.get(npn);
    if (producer === undefined) return [];
    const { producerStart } = this.columns;
    const first = producerStart[producer] ?? 0;
    return Array.from({ length: (producerStart[producer + 1] ?? 0) - first }, (_, i) => first + i);
  }

  /** The generated producer with this NPN. */
  producerOf(npn: string): number | undefined {
    return this.#producerByNpn.get(npn);
  }

  /** The record at this index, always the same for the same seed and size. */
  row(index: number): Row {
    const { columns } = this;
    const random = new Random(this.#seed, 40, index);
    const producer = columns.producer[index] ?? 0;
    const upline = columns.upline[index] ?? NO_UPLINE;
    const status = this.#status(index, upline);
    const created = SEED_END - random.between(30, 2000) * DAY - random.below(86_400) * 1000;
    const modified = Math.min(SEED_END - 1000, created + random.below(400 * 86_400) * 1000);
    const row: Row = {
      id: this.ids.at(index),
      npn: this.#npns[producer] ?? '',
      productId: this.#catalogue.products[columns.product[index] ?? 0]?.id ?? '',
      commissionLevelId: this.#catalogue.levels[columns.level[index] ?? 0]?.id ?? '',
      assignmentStatusId: this.#lookups.assignmentStatuses[status]?.id ?? '',
      annualizationId: random.pick(this.#lookups.annualizations).id,
      createdDate: isoSeconds(created),
      modifiedDate: isoSeconds(modified),
    };
    if (upline !== NO_UPLINE) row['uplineContractAssignmentId'] = this.ids.at(upline);
    if (status === this.#approved) {
      row['writingNumber'] = writingNumber(random);
      row['startDate'] = isoDay(created);
    } else if (status > this.#approved + 24) {
      row['startDate'] = isoDay(created);
      row['endDate'] = isoDay(modified);
    }
    if (random.chance(0.12))
      row['referralCodes'] = [`REF${random.between(100, 999)}`, `C${random.below(90)}`];
    if (random.chance(0.2)) row['responsiblePartyId'] = random.pick(this.#managers);
    if (random.chance(0.15)) row['userDefined1'] = random.pick(['Career shop', 'Independent', 'Call center']);
    if (random.chance(0.05)) row['userDefined2'] = `HR-${String(random.below(100_000)).padStart(6, '0')}`;
    // Not in the vendor's documents: clients must keep what they do not know.
    if (index % 7 === 3) row['legacyReference'] = `LG-${random.below(1_000_000)}`;
    return row;
  }

  #status(index: number, upline: number): number {
    // Tops of hierarchy are approved, otherwise nobody below them could sell.
    if (upline === NO_UPLINE) return this.#approved;
    return this.#statusPick[hash32(this.#seed, 41, index) % this.#statusPick.length] ?? this.#approved;
  }
}

function makeNpns(seed: number, columns: AssignmentColumns): string[] {
  const reserved = new Set<string>(DOCUMENTED_NPNS);
  const producers = Math.max(0, columns.producerStart.length - 1);
  const offset = hash32(seed, 50, 0) % 89_000_000;
  const npns = Array.from({ length: producers }, (_, producer) => {
    const npn = String(1_000_000 + ((offset + producer * 7_368_787) % 89_000_000));
    return reserved.has(npn) ? String(90_000_000 + producer) : npn;
  });
  // The last two producers are always individuals; tops and agencies come first.
  DOCUMENTED_NPNS.forEach((npn, i) => {
    const at = producers - 1 - i;
    if (at >= 0) npns[at] = npn;
  });
  return npns;
}

/** Shapes that spreadsheets spoil: leading zeros, something that looks like a power of ten, a date. */
function writingNumber(random: Random): string {
  const digits = String(random.below(1_000_000));
  const letter = LETTERS.charAt(random.below(LETTERS.length));
  switch (random.below(8)) {
    case 0:
      return digits.padStart(8, '0');
    case 1:
      return `00${digits}${letter}`;
    case 2:
      return `${random.between(1, 9)}E${random.between(2, 19)}`;
    case 3:
      return `${random.between(1, 12)}-${random.between(1, 28)}`;
    case 4:
      return `${letter}${letter}${digits}`;
    default:
      return `${letter}${digits.padStart(6, '0')}`;
  }
}
