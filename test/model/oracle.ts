import { Kept } from './kept.ts';
import { Things } from './things.ts';

/** One text field of one record. */
export const cellOf = (id: string, field: string): string => `${id} ${field}`;

interface Gesture {
  readonly label: string;
  readonly values: Map<string, string>;
  undone: boolean;
}

/**
 * What a person may expect, known without the program: who asked for what, in which order. Values are
 * never used twice by gestures that write new ones, so each names its gesture.
 */
export class Oracle {
  readonly kept = new Kept();
  readonly things = new Things();
  readonly #own: string;
  readonly #gestures: Gesture[] = [];
  readonly #theirs = new Map<string, string[]>();
  /** Cells of which nobody knows in which order others wrote. */
  readonly #unordered = new Set<string>();
  /** `cell=value` that may rightly be written more than once, or out of order. */
  readonly #again = new Set<string>();
  /** Cells whose record was made again with everything in it. */
  readonly #madeAgain = new Set<string>();
  /** Cells whose staged change the person gave up: an earlier one may or may not be left. */
  readonly #givenUp = new Set<string>();
  #restored = false;
  #next = 0;

  /** `own` begins every value of this person. */
  constructor(own = 'mine') {
    this.#own = own;
  }

  /** A value never used before. */
  fresh(whose: 'mine' | 'theirs' | 'made'): string {
    this.#next += 1;
    return `${whose === 'mine' ? this.#own : whose}${this.#next}`;
  }

  /** Whether a value is one of this person's. */
  isOwn(value: unknown): value is string {
    return typeof value === 'string' && value.startsWith(this.#own);
  }

  label(): string {
    this.#next += 1;
    return `gesture ${this.#next}`;
  }

  staged(label: string, values: ReadonlyMap<string, string>): void {
    this.#gestures.push({ label, values: new Map(values), undone: false });
    for (const [cell, value] of values) this.kept.staged(cell, value);
  }

  has(label: string): boolean {
    return this.#gestures.some((gesture) => gesture.label === label);
  }

  undone(label: string): void {
    this.#named(label).undone = true;
    this.things.moved(label, true);
  }

  redone(label: string): void {
    const gesture = this.#named(label);
    gesture.undone = false;
    for (const [cell, value] of gesture.values) this.kept.staged(cell, value);
    this.things.moved(label, false);
  }

  /** A gesture now asks for another value in this cell. */
  replaced(label: string, cell: string, value: string): void {
    this.#named(label).values.set(cell, value);
  }

  gaveUp(cell: string): void {
    this.#givenUp.add(cell);
  }

  /** `perhaps`: on another computer, from where it may or may not come, and nobody knows when. */
  editedByOthers(cell: string, value: string, perhaps = false): void {
    this.#theirs.set(cell, [...(this.#theirs.get(cell) ?? []), value]);
    if (perhaps) this.#unordered.add(cell);
  }

  /** The vendor went back to an earlier day: whatever ever was may be again. */
  restored(): void {
    this.#restored = true;
  }

  insisted(cell: string, value: string): void {
    this.#again.add(`${cell}=${value}`);
  }

  madeAgain(cell: string): void {
    this.#madeAgain.add(cell);
  }

  mayRepeat(cell: string, value: string): boolean {
    return this.#restored || this.#madeAgain.has(cell) || this.#again.has(`${cell}=${value}`);
  }

  asked(cell: string, value: string): boolean {
    return this.#gestures.some(({ values }) => values.get(cell) === value);
  }

  /** The place of the gesture that asked for this value among all. */
  turn(cell: string, value: string): number {
    return this.#gestures.findLastIndex(({ values }) => values.get(cell) === value);
  }

  /** Whether somebody else ever wrote here: without that there is nothing to be in conflict with. */
  contested(cell: string): boolean {
    return this.#restored || this.#theirs.has(cell);
  }

  /** What may be in a cell when everything is over; `original` is what it held at the beginning. */
  permitted(cell: string, original: string): readonly string[] {
    const mine = this.#gestures.filter(({ values }) => values.has(cell));
    const standing = mine.filter(({ undone }) => !undone).flatMap(({ values }) => values.get(cell) ?? []);
    const theirs = this.#theirs.get(cell) ?? [];
    if (this.#restored || this.#madeAgain.has(cell) || this.#unordered.has(cell))
      return [original, ...theirs, ...standing];
    const untouched = theirs.at(-1) ?? original;
    if (mine.length === 0) return [untouched];
    if (this.#givenUp.has(cell)) return [original, ...theirs, ...standing];
    if (theirs.length === 0) return [standing.at(-1) ?? original];
    // Both wrote: whoever was right about it, it is the last word of one of them.
    return [untouched, ...standing];
  }

  /** Values of gestures that were taken back and stayed so: the server must never have heard of them. */
  *takenBack(): Generator<readonly [cell: string, value: string]> {
    for (const { undone, values } of this.#gestures) if (undone) yield* values;
  }

  #named(label: string): Gesture {
    const found = this.#gestures.find((gesture) => gesture.label === label);
    if (found === undefined) throw new Error(`Nobody made the gesture “${label}”`);
    return found;
  }
}
