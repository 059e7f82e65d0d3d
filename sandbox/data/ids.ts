import { hash32, mix32 } from './random.ts';

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
} as const;

const HEX4: readonly string[] = Array.from({ length: 65536 }, (_, i) => i.toString(16).padStart(4, '0'));

function hex4(value: number): string {
  return HEX4[value & 0xffff] ?? '0000';
}

/**
 * UUIDs derived from the seed. The first 32 bits are a keyed permutation of the index, so an id leads
 * back to its row without any index in memory: a million rows cost nothing to look up.
 */
export class IdSpace {
  readonly #seed: number;
  readonly #kind: number;
  readonly #keys: readonly [number, number, number, number];

  constructor(seed: number, kind: number) {
    this.#seed = seed;
    this.#kind = kind;
    const key = (round: number): number => hash32(seed, 900 + kind, round);
    this.#keys = [key(0), key(1), key(2), key(3)];
  }

  /** The id of the row at this index. */
  at(index: number): string {
    const a = this.#scramble(index);
    const b = (hash32(this.#seed, 1000 + this.#kind, a) & 0xffff0fff) | 0x4000;
    const c = (hash32(this.#seed, 1100 + this.#kind, a) & 0x3fffffff) | 0x80000000;
    const d = hash32(this.#seed, 1200 + this.#kind, a);
    return `${hex4(a >>> 16)}${hex4(a)}-${hex4(b >>> 16)}-${hex4(b)}-${hex4(c >>> 16)}-${hex4(c)}${hex4(d >>> 16)}${hex4(d)}`;
  }

  /** The index an id was made from, or undefined when it is not one of ours below the count. */
  indexOf(id: string, count: number): number | undefined {
    if (id.length !== 36) return undefined;
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
