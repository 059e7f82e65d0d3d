import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { lowerBits } from './sortNumbers.ts';
import type { SplitNumbers } from './sortNumbers.ts';

/** Texts looked at between two pauses: a few milliseconds, right after a start as well. */
const slice = 10_000;
/** Units looked at in one go: more hardly ever fit into a number. */
const window = 24;
/** Numbers up to here are exact. */
const greatest = 2 ** 53;
const lowerPart = 2 ** lowerBits;
/** Units whose lower case is a unit again, whatever stands around them. */
const plainUnits = 128;
/** Those of the languages written with Latin letters: looking through all there are takes a while. */
const latinUnits = 0x250;
const allUnits = 65_536;

export interface PackedTexts extends SplitNumbers {
  /** No number is greater. */
  readonly most: number;
  /** Where the units begin that the numbers do not hold; null when they hold all of every text. */
  readonly depth: number | null;
}

/**
 * One number for each of these texts: its units from `depth` on in lower case, as many as fit. Only the units
 * that stand at a place in some text are told apart there, so that ten letters fit, or all of a date. The
 * numbers are in order as the texts are in lower case, as far as they hold them.
 */
export function* packedTexts(texts: readonly string[], depth: number): Sliced<PackedTexts> {
  const plain = yield* seenUnits(texts, depth, plainUnits);
  // Only where other units stand is a text put into lower case: making a million of them takes a while.
  yield;
  const lower = plain === null ? yield* inLowerCase(texts) : texts;
  const seen =
    plain ?? (yield* seenUnits(lower, depth, latinUnits)) ?? (yield* seenUnits(lower, depth, allUnits));
  yield;
  if (seen === null) throw new RangeError('A text holds a unit that is none');
  const { places, span, depth: next } = seen.fitting();
  yield;
  const numbers = { upper: new Uint32Array(texts.length), lower: new Uint32Array(texts.length) };
  yield* inStretches(texts.length, slice, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const key = numberOf(lower[place] ?? '', places);
      const upper = Math.floor(key / lowerPart);
      numbers.upper[place] = upper;
      numbers.lower[place] = key - upper * lowerPart;
    }
  });
  return { ...numbers, most: span - 1, depth: next };
}

function* inLowerCase(texts: readonly string[]): Sliced<readonly string[]> {
  const lower: string[] = [];
  yield* inStretches(texts.length, slice, (from, to) => {
    for (let place = from; place < to; place += 1) lower.push((texts[place] ?? '').toLowerCase());
  });
  yield;
  return lower;
}

/** Null when one of the texts holds another unit than these. */
function* seenUnits(texts: readonly string[], depth: number, units: number): Sliced<SeenUnits | null> {
  const seen = new SeenUnits(depth, units);
  yield* inStretches(texts.length, slice, (from, to) => {
    for (let place = from; place < to && !seen.isForeign; place += 1) seen.see(texts[place] ?? '');
  });
  return seen.isForeign ? null : seen;
}

/** A place in texts at which they differ. */
interface Place {
  readonly at: number;
  /** How many different things stand there. */
  readonly span: number;
  /** Which of them each unit is; what has ended is the first. */
  readonly ranks: Uint32Array;
}

function numberOf(text: string, places: readonly Place[]): number {
  const { length } = text;
  let key = 0;
  for (const { at, span, ranks } of places)
    key = key * span + (at < length ? (ranks[text.charCodeAt(at)] ?? 0) : 0);
  return key;
}

/** Which units stand at which places of texts. */
class SeenUnits {
  readonly #depth: number;
  readonly #units: number;
  /** By place from `depth` on, and unit. */
  readonly #flags: Uint8Array;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;
  /** Whether a unit was met that is not one of these. */
  isForeign = false;

  constructor(depth: number, units: number) {
    this.#depth = depth;
    this.#units = units;
    this.#flags = new Uint8Array(window * units);
  }

  see(text: string): void {
    const depth = this.#depth;
    const units = this.#units;
    const flags = this.#flags;
    const { length } = text;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
    const end = Math.min(length - depth, window);
    let row = 0;
    for (let at = 0; at < end; at += 1) {
      const unit = text.charCodeAt(depth + at);
      if (unit >= units) {
        this.isForeign = true;
        return;
      }
      flags[row + unit] = 1;
      row += units;
    }
  }

  /** The places that fit into one number, and where the next one would be. */
  fitting(): { readonly places: readonly Place[]; readonly span: number; readonly depth: number | null } {
    const places: Place[] = [];
    let span = 1;
    for (let index = 0; index < window; index += 1) {
      const at = this.#depth + index;
      if (at >= this.#longest) break;
      const place = this.#placeOf(index);
      if (span * place.span > greatest) return { places, span, depth: at };
      span *= place.span;
      // What stands in every text tells nothing.
      if (place.span > 1) places.push(place);
    }
    const end = this.#depth + window;
    return { places, span, depth: end < this.#longest ? end : null };
  }

  #placeOf(index: number): Place {
    const at = this.#depth + index;
    const flags = this.#flags.subarray(index * this.#units, (index + 1) * this.#units);
    for (let capital = firstCapital; capital <= lastCapital; capital += 1)
      if (flags[capital] === 1) flags[capital + toSmall] = 1;
    const ranks = new Uint32Array(this.#units);
    // Where a text has ended nothing stands, which is before whatever stands there in others.
    let span = at < this.#shortest ? 0 : 1;
    for (let unit = 0; unit < ranks.length; unit += 1) {
      if (flags[unit] !== 1 || (unit >= firstCapital && unit <= lastCapital)) continue;
      ranks[unit] = span;
      span += 1;
    }
    ranks.copyWithin(firstCapital, firstCapital + toSmall, lastCapital + toSmall + 1);
    return { at, span, ranks };
  }
}

const firstCapital = 'A'.charCodeAt(0);
const lastCapital = 'Z'.charCodeAt(0);
const toSmall = 'a'.charCodeAt(0) - firstCapital;
