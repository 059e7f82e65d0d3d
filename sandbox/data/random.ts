const GOLDEN = 0x9e3779b9;

/** A well mixed, invertible 32-bit scramble. */
export function mix32(value: number): number {
  let x = value >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return x >>> 0;
}

/** The part of hash32 that is the same for every index of a stream. */
export function hashBase(seed: number, stream: number): number {
  return mix32(mix32(seed ^ GOLDEN) ^ Math.imul(stream + 1, 0x85ebca6b));
}

/** The rest of hash32. */
export function hashAt(base: number, index: number): number {
  return mix32(base + Math.imul(index, GOLDEN));
}

/** A number that depends only on its arguments: generated data needs no stored state. */
export function hash32(seed: number, stream: number, index: number): number {
  return hashAt(hashBase(seed, stream), index);
}

/** Turns a seed given as text or number into 32 bits. */
export function seedNumber(seed: string | number): number {
  const text = String(seed);
  let x = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) x = Math.imul(x ^ text.charCodeAt(i), 0x01000193);
  return mix32(x);
}

/** A seeded sequence of numbers (splitmix). */
export class Random {
  #state: number;

  constructor(seed: number, stream: number, index = 0) {
    this.#state = hash32(seed, stream, index);
  }

  /** The next 32 bits. */
  next(): number {
    this.#state = (this.#state + GOLDEN) >>> 0;
    return mix32(this.#state);
  }

  /** A whole number from 0 up to, not including, the limit. */
  below(limit: number): number {
    return Math.floor((this.next() / 4294967296) * limit);
  }

  /** A whole number from low to high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() / 4294967296 < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('cannot pick from an empty list');
    return item;
  }
}
