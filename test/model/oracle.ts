/** One text field of one record. */
export const cellOf = (id: string, field: string): string => `${id} ${field}`;

interface Gesture {
  readonly label: string;
  readonly values: ReadonlyMap<string, string>;
  undone: boolean;
}

/**
 * What a person may expect, known without the program: who asked for what, in which order. Values are
 * never used twice by gestures that write new ones, so each names its gesture.
 */
export class Oracle {
  readonly #gestures: Gesture[] = [];
  readonly #theirs = new Map<string, string[]>();
  /** `cell=value` that may rightly be written more than once, or out of order. */
  readonly #again = new Set<string>();
  /** Cells whose staged change the person gave up: an earlier one may or may not be left. */
  readonly #givenUp = new Set<string>();
  /** Names of carriers made here, with the gesture that made each. */
  readonly #made = new Map<string, string>();
  #next = 0;

  /** A value never used before. */
  fresh(whose: 'mine' | 'theirs' | 'made'): string {
    this.#next += 1;
    return `${whose}${this.#next}`;
  }

  label(): string {
    this.#next += 1;
    return `gesture ${this.#next}`;
  }

  staged(label: string, values: ReadonlyMap<string, string>): void {
    this.#gestures.push({ label, values, undone: false });
  }

  undone(label: string): void {
    this.#named(label).undone = true;
  }

  redone(label: string): void {
    this.#named(label).undone = false;
  }

  made(carrier: string, label: string): void {
    this.#made.set(carrier, label);
    this.staged(label, new Map());
  }

  /** Every carrier made here, and whether it must be at the vendor. */
  *carriers(): Generator<readonly [name: string, expected: boolean]> {
    for (const [name, label] of this.#made) yield [name, !this.#named(label).undone];
  }

  gaveUp(cell: string): void {
    this.#givenUp.add(cell);
  }

  editedByOthers(cell: string, value: string): void {
    this.#theirs.set(cell, [...(this.#theirs.get(cell) ?? []), value]);
  }

  insisted(cell: string, value: string): void {
    this.#again.add(`${cell}=${value}`);
  }

  mayRepeat(cell: string, value: string): boolean {
    return this.#again.has(`${cell}=${value}`);
  }

  asked(cell: string, value: string): boolean {
    return this.#gestures.some(({ values }) => values.get(cell) === value);
  }

  /** Whether somebody else ever wrote here: without that there is nothing to be in conflict with. */
  contested(cell: string): boolean {
    return this.#theirs.has(cell);
  }

  /** What may be in a cell when everything is over; `original` is what it held at the beginning. */
  permitted(cell: string, original: string): readonly string[] {
    const mine = this.#gestures.filter(({ values }) => values.has(cell));
    const standing = mine.filter(({ undone }) => !undone).flatMap(({ values }) => values.get(cell) ?? []);
    const theirs = this.#theirs.get(cell) ?? [];
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
