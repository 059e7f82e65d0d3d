import { hash32, hashAt, hashBase, mix32 } from './random.ts';

/** Every kind of record has its own id space. */
export const ID_KINDS = {
  carrier: 1,
  product: 2,
  level: 3,
  assignment: 4,
  lineOfBusiness: 5,
  submissionMethod: 6,
  annualization: 7,
  status: 8,
  taskType: 9,
  division: 10,
  organizationType: 11,
  organizationStatus: 12,
  person: 13,
  created: 14,
  producer: 15,
  address: 16,
  phone: 17,
  bankAccount: 18,
  insurancePolicy: 19,
  downstreamEntity: 20,
  agent: 21,
  licence: 22,
  fileDocument: 23,
  subscription: 24,
} as const;

const DIGITS = new Uint8Array(Buffer.from('0123456789abcdef', 'latin1'));
const DASH = 0x2d;
/** Ids are written into one buffer and copied out: a flat string costs less to send than a rope of pieces. */
const scratch = Buffer.alloc(36, DASH);

function writeHex16(value: number, at: number): void {
  scratch[at] = DIGITS[(value >>> 12) & 15] ?? 0;
  scratch[at + 1] = DIGITS[(value >>> 8) & 15] ?? 0;
  scratch[at + 2] = DIGITS[(value >>> 4) & 15] ?? 0;
  scratch[at + 3] = DIGITS[value & 15] ?? 0;
}

/**
 * UUIDs derived from the seed. The first 32 bits are a keyed permutation of the index, so an id leads
 * back to its row without any index in memory: a million rows cost nothing to look up.
 */
export class IdSpace {
  readonly #bases: readonly [number, number, number];
  readonly #keys: readonly [number, number, number, number];

  constructor(seed: number, kind: number) {
    this.#bases = [hashBase(seed, 1000 + kind), hashBase(seed, 1100 + kind), hashBase(seed, 1200 + kind)];
    const key = (round: number): number => hash32(seed, 900 + kind, round);
    this.#keys = [key(0), key(1), key(2), key(3)];
  }

  /** The id of the row at this index. */
  at(index: number): string {
    const a = this.#scramble(index);
    const b = (hashAt(this.#bases[0], a) & 0xffff0fff) | 0x4000;
    const c = (hashAt(this.#bases[1], a) & 0x3fffffff) | 0x80000000;
    const d = hashAt(this.#bases[2], a);
    writeHex16(a >>> 16, 0);
    writeHex16(a, 4);
    writeHex16(b >>> 16, 9);
    writeHex16(b, 14);
    writeHex16(c >>> 16, 19);
    writeHex16(c, 24);
    writeHex16(d >>> 16, 28);
    writeHex16(d, 32);
    return scratch.toString('latin1');
  }

  /** The index an id was made from, or undefined when it is not one of ours below the count. */
  indexOf(id: string, count: number): number | undefined {
    const a = Number.parseInt(id.slice(0, 8), 16);
    if (!Number.isInteger(a)) return undefined;
    const index = this.#unscramble(a >>> 0);
    return index < count && this.at(index) === id ? index : undefined;
  }

  #scramble(index: number): number {
    let left = index >>> 16;
    let right = index & 0xffff;
    for (const key of this.#keys) [left, right] = [right, left ^ (mix32(right ^ key) & 0xffff)];
    return ((left << 16) | right) >>> 0;
  }

  #unscramble(value: number): number {
    let left = value >>> 16;
    let right = value & 0xffff;
    for (const key of this.#keys.toReversed()) [left, right] = [right ^ (mix32(left ^ key) & 0xffff), left];
    return ((left << 16) | right) >>> 0;
  }
}

/** A UUID as short as the ids of the other vendor: 24 hexadecimal digits, which still lead back to its row. */
export function objectId(uuid: string): string {
  return uuid.replaceAll('-', '').slice(0, 24);
}

/** The same space of ids in the form of MongoDB's, which Turris uses. */
export class ObjectIdSpace extends IdSpace {
  override at(index: number): string {
    return objectId(super.at(index));
  }
}
