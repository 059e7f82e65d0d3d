import type { Sliced } from '../slices.ts';
import type { CodedField } from './vectors/rows.ts';
import { rowsWith } from './vectors/searchRows.ts';

/** A search over the rows that a list's filters leave. */
export interface Search {
  /** What else decides what is found: the list, its filters and the columns looked in. */
  readonly about: string;
  /** In lower case; each has to be in one of the columns. */
  readonly words: readonly string[];
}

/** Rows of the table that a search found. */
interface Finding extends Search {
  readonly version: number;
  readonly rows: Uint32Array;
}

/**
 * Searches, of which the last is remembered: whoever types on looks for less, and that is found among the rows
 * found before.
 */
export class Searches {
  readonly #version: () => number;
  #last: Finding | null = null;

  /** `version` is another number after whatever was written. */
  constructor(version: () => number) {
    this.#version = version;
  }

  /**
   * Finds the rows. `rest` makes those that the filters leave, which is spared where an earlier search says
   * enough. What is answered is not to be written to.
   */
  *find(
    search: Search,
    rest: () => Sliced<Uint32Array>,
    fields: () => readonly CodedField[],
  ): Sliced<Uint32Array> {
    const version = this.#version();
    const before = this.#wider(search);
    const rows = before?.rows ?? (yield* rest());
    // What is looked for again, word for word, is in these rows already.
    const words = search.words.filter((word) => before?.words.includes(word) !== true);
    const found = yield* rowsWithAll(words, rows, fields());
    // Written to during a pause, they are found again by whoever asked.
    if (version === this.#version()) this.#last = { ...search, version, rows: found };
    return found;
  }

  /** An earlier search that found all that this one finds. */
  #wider({ about, words }: Search): Finding | null {
    const last = this.#last;
    if (last === null || last.about !== about || last.version !== this.#version()) return null;
    // What holds a word holds every part of it.
    return last.words.every((before) => words.some((word) => word.includes(before))) ? last : null;
  }
}

/** The rows in which each of these words is in one of the fields. */
export function* rowsWithAll(
  words: readonly string[],
  rows: Uint32Array,
  fields: readonly CodedField[],
): Sliced<Uint32Array> {
  let found = rows;
  for (const word of words) found = yield* rowsWith(word, found, fields);
  return found;
}
