import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';

/** Fewer texts than this are looked through quickly enough. */
const fewTexts = 4_000;
/** Texts read between two pauses: some milliseconds. */
const slice = 10_000;

/** What is known of whether a text holds a word. */
export const unknown = 0;
export const holds = 1;
export const holdsNot = 2;

/** Numbers kept of each text: two that say which characters it has, two which of 64 kinds of neighbours. */
const width = 4;
const plain = 0;
const letters = 1;
const pairs = 2;

/** What a text must have to hold a word. */
export interface WordSign {
  readonly needs: readonly [plain: number, letters: number, pairs: number, morePairs: number];
  /** A text that has it holds the word for certain. */
  readonly isCertain: boolean;
}

/**
 * What characters and neighbours texts have, by code, as bits: most texts that do not hold a word are told from
 * them without being read. Texts that came later are not known.
 */
export class TextSigns {
  #bits = new Uint32Array(0);
  #known = 0;

  /** Reads in slices the texts that are not known; none where there are few. */
  *read(folded: readonly string[]): Sliced<void> {
    const end = folded.length;
    if (end < fewTexts || end === this.#known) return;
    const from = this.#known;
    if (end * width > this.#bits.length) {
      // With some room: texts that come later are few at a time. All of it is kept, because others may be reading too.
      const bits = new Uint32Array((end + (end >> 3)) * width);
      bits.set(this.#bits);
      this.#bits = bits;
    }
    yield* inStretches(end - from, slice, (first, last) => {
      const bits = this.#bits;
      for (let code = from + first; code < from + last; code += 1)
        note(folded[code] ?? '', bits, code * width);
    });
    // Somebody else may have read more of them during a pause.
    this.#known = Math.max(this.#known, end);
  }

  /** Texts with a lower code are known. */
  get known(): number {
    return this.#known;
  }

  /**
   * Writes what signs say of the texts [from, to), which must be known: `holdsNot`, or `holds` where the sign is
   * certain. Of the others nothing is written. Answers whether any text may hold the word.
   */
  sort({ needs, isCertain }: WordSign, verdicts: Uint8Array, from: number, to: number): boolean {
    const bits = this.#bits;
    const [first, second, third, fourth] = needs;
    let any = false;
    for (let code = from; code < to; code += 1) {
      const at = code * width;
      const has =
        ((bits[at] ?? 0) & first) === first &&
        ((bits[at + 1] ?? 0) & second) === second &&
        ((bits[at + 2] ?? 0) & third) === third &&
        ((bits[at + 3] ?? 0) & fourth) === fourth;
      if (has) any = true;
      if (!has) verdicts[code] = holdsNot;
      else if (isCertain) verdicts[code] = holds;
    }
    return any;
  }
}

/** What texts must have to hold this word. */
export function signOf(word: string): WordSign {
  const bits = new Uint32Array(width);
  note(word, bits, 0);
  const [only] = word;
  return {
    // Signed, as what `&` answers.
    needs: [(bits[0] ?? 0) | 0, (bits[1] ?? 0) | 0, (bits[2] ?? 0) | 0, (bits[3] ?? 0) | 0],
    isCertain: word.length === 1 && only !== undefined && hasBitOfItsOwn(only.charCodeAt(0)),
  };
}

/** Adds to the numbers at `at` what a text has. */
function note(text: string, bits: Uint32Array, at: number): void {
  let before = 0;
  let [ofPlain, ofLetters, ofPairs, ofMorePairs] = [0, 0, 0, 0];
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit >= 32 && unit < 64) ofPlain |= 1 << (unit - 32);
    else ofLetters |= hasBitOfItsOwn(unit) ? 1 << (unit - 97) : 1 << 31;
    if (place > 0) {
      const kind = (Math.imul(before, 31) + unit) & 63;
      if (kind < 32) ofPairs |= 1 << kind;
      else ofMorePairs |= 1 << (kind - 32);
    }
    before = unit;
  }
  bits[at + plain] = ofPlain;
  bits[at + letters] = ofLetters;
  bits[at + pairs] = ofPairs;
  bits[at + pairs + 1] = ofMorePairs;
}

/** Digits, signs and small letters of English have one; all others share one. */
function hasBitOfItsOwn(unit: number): boolean {
  return (unit >= 32 && unit < 64) || (unit >= 97 && unit <= 122);
}
