import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import type { CodedField } from './rows.ts';
import { holds, holdsNot, signOf, unknown } from './textSigns.ts';
import type { WordSign } from './textSigns.ts';

/** Rows or texts looked at between two pauses: about a millisecond. */
const slice = 20_000;
/** All texts of a column are tried where it has fewer than one for so many rows; else those that rows hold. */
const rowsPerText = 4;
/** With more texts than so many for each row, not even their signs are looked at beforehand. */
const textsPerRow = 4;

/**
 * The rows in which at least one field holds the word, in the order in which they are given. Columns with few
 * texts come first: eight texts of a status decide for a hundred thousand rows, and what they decided is not
 * looked for in the columns whose texts hardly repeat.
 */
export function* rowsWith(
  word: string,
  rows: Uint32Array,
  fields: readonly CodedField[],
): Sliced<Uint32Array> {
  const decisions = new Decisions(rows);
  const looked: LookedFor = { word, sign: signOf(word) };
  for (const field of fields.toSorted((a, b) => a.folded.length - b.folded.length)) {
    const tried = yield* textsWith(looked, field, decisions.left);
    if (tried === null) continue;
    const column = { codes: field.codes, folded: field.folded, tried, word };
    yield* inStretches(decisions.beginColumn(), slice, (from, to) => decisions.look(column, from, to));
  }
  const found = new Uint32Array(rows.length - decisions.left);
  let count = 0;
  yield* inStretches(found.length === 0 ? 0 : rows.length, slice, (from, to) => {
    count = decisions.gather(found, count, from, to);
  });
  return found;
}

interface LookedFor {
  readonly word: string;
  readonly sign: WordSign;
}

interface LookedThrough {
  readonly codes: Uint32Array;
  readonly folded: readonly string[];
  /** What is known of each code; filled as rows ask. */
  readonly tried: Uint8Array;
  readonly word: string;
}

/** Which rows hold the word in a column looked at so far, by their position; and which are left to the others. */
class Decisions {
  /** Rows that no column has decided yet. */
  left: number;
  readonly #rows: Uint32Array;
  readonly #passed: Uint8Array;
  readonly #positions: Uint32Array;
  /** All are left, and not listed. */
  #listed = false;
  #looksAtList = false;

  constructor(rows: Uint32Array) {
    this.#rows = rows;
    this.left = rows.length;
    this.#passed = new Uint8Array(rows.length);
    this.#positions = new Uint32Array(rows.length);
  }

  /** Answers how many rows are left for the column that is looked at next, all of them and only once. */
  beginColumn(): number {
    const { left } = this;
    this.left = 0;
    this.#looksAtList = this.#listed;
    this.#listed = true;
    return left;
  }

  /** Looks at the rows [from, to) of those that were left when the column began. */
  look({ codes, folded, tried, word }: LookedThrough, from: number, to: number): void {
    const rows = this.#rows;
    const passed = this.#passed;
    const positions = this.#positions;
    const listed = this.#looksAtList;
    let { left } = this;
    for (let at = from; at < to; at += 1) {
      const position = listed ? (positions[at] ?? 0) : at;
      const code = codes[rows[position] ?? 0] ?? 0;
      if (tried[code] === unknown) tried[code] = folded[code]?.includes(word) === true ? holds : holdsNot;
      if (tried[code] === holds) {
        passed[position] = 1;
        continue;
      }
      // Never beyond what was read of the list.
      positions[left] = position;
      left += 1;
    }
    this.left = left;
  }

  /** Adds those of the rows [from, to) that hold the word to `found`, which has `count`; answers how many it has then. */
  gather(found: Uint32Array, count: number, from: number, to: number): number {
    let next = count;
    for (let at = from; at < to; at += 1) {
      if (this.#passed[at] !== 1) continue;
      found[next] = this.#rows[at] ?? 0;
      next += 1;
    }
    return next;
  }
}

/**
 * What is known of the texts of a column, by code, before its rows are looked at; null where none holds the word.
 * Of many texts only the signs are looked at, because rows may ask for few of them.
 */
function* textsWith(
  { word, sign }: LookedFor,
  { folded, signs }: CodedField,
  rows: number,
): Sliced<Uint8Array | null> {
  const tried = new Uint8Array(folded.length);
  const many = tried.length * rowsPerText > rows;
  const signed = signs.known === tried.length && tried.length <= rows * textsPerRow;
  if (many && !signed) return tried;
  let found = false;
  yield* inStretches(tried.length, slice, (from, to) => {
    const mayHold = !signed || signs.sort(sign, tried, from, to);
    if (many) found ||= mayHold;
    if (many || !mayHold) return;
    for (let code = from; code < to; code += 1) {
      if (tried[code] === unknown) tried[code] = folded[code]?.includes(word) === true ? holds : holdsNot;
      if (tried[code] === holds) found = true;
    }
  });
  return found ? tried : null;
}
