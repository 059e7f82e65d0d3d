import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { lowerBits } from './sortNumbers.ts';
import type { SplitNumbers } from './sortNumbers.ts';

/** Texts looked at between two pauses: a few milliseconds. */
const slice = 20_000;
/** Units looked at in one go: more hardly ever fit into a number. */
const window = 24;
/** Numbers up to here are exact. */
const greatest = 2 ** 53;
const lowerPart = 2 ** lowerBits;
/** Units of most texts; a place where others stand knows all there are. */
const fewUnits = 256;
const allUnits = 65_536;

export interface PackedTexts extends SplitNumbers {
  /** No number is greater. */
  readonly most: number;
  /** Where the units begin that the numbers do not hold; null when they hold all of every text. */
  readonly depth: number | null;
}

/**
 * One number for each of these texts: its units from `depth` on, as many as fit. Only the units that stand at
 * a place in some text are told apart there, so that ten letters fit, or all of a date. The numbers are in
 * order as the texts are, as far as they hold them.
 */
export function* packedTexts(
  codes: Uint32Array,
  texts: readonly string[],
  depth: number,
): Sliced<PackedTexts> {
  const seen = new SeenUnits(depth);
  yield* inStretches(codes.length, slice, (from, to) => {
    for (let place = from; place < to; place += 1) seen.see(texts[codes[place] ?? 0] ?? '');
  });
  const { places, span, depth: next } = seen.fitting();
  const numbers = { upper: new Uint32Array(codes.length), lower: new Uint32Array(codes.length) };
  yield* inStretches(codes.length, slice, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const key = numberOf(texts[codes[place] ?? 0] ?? '', places);
      const upper = Math.floor(key / lowerPart);
      numbers.upper[place] = upper;
      numbers.lower[place] = key - upper * lowerPart;
    }
  });
  return { ...numbers, most: span - 1, depth: next };
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
  let key = 0;
  for (const { at, span, ranks } of places)
    key = key * span + (at < text.length ? (ranks[text.charCodeAt(at)] ?? 0) : 0);
  return key;
}

/** Which units stand at which places of texts. */
class SeenUnits {
  readonly #depth: number;
  /** By place from `depth` on: flags by unit. */
  readonly #flags: Uint32Array[];
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;

  constructor(depth: number) {
    this.#depth = depth;
    this.#flags = Array.from({ length: window }, () => new Uint32Array(fewUnits));
  }

  see(text: string): void {
    const depth = this.#depth;
    const { length } = text;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
    const end = Math.min(length - depth, window);
    for (let at = 0; at < end; at += 1) {
      const unit = text.charCodeAt(depth + at);
      let flags = this.#flags[at] ?? noFlags;
      if (unit >= flags.length) {
        const more = new Uint32Array(allUnits);
        more.set(flags);
        this.#flags[at] = more;
        flags = more;
      }
      flags[unit] = 1;
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
    const ranks = (this.#flags[index] ?? noFlags).slice();
    // Where a text has ended nothing stands, which is before whatever stands there in others.
    let span = at < this.#shortest ? 0 : 1;
    for (let unit = 0; unit < ranks.length; unit += 1) {
      if (ranks[unit] !== 1) continue;
      ranks[unit] = span;
      span += 1;
    }
    return { at, span, ranks };
  }
}

const noFlags = new Uint32Array(0);
