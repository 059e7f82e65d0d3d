import type { Cell } from '../columns.ts';

/** Once a column has shown this many values, and they hardly repeat, looking for repetitions stops. */
const trialSize = 20_000;

/**
 * The cells of one column by rowid. Each row holds a code, and `cells` says what a code stands for; 0 is an
 * empty cell. A value may have several codes: where values hardly repeat, finding repetitions costs more than
 * it saves.
 */
export class ColumnVector {
  readonly cells: Cell[] = [null];
  codes: Uint32Array;
  #known: Map<Cell, number> | null = new Map();
  #put = 0;
  readonly #repeats: boolean;

  /** `repeats`: its values are known to repeat, however different the first of them are. */
  constructor(size: number, repeats = false) {
    this.codes = new Uint32Array(size);
    this.#repeats = repeats;
  }

  put(rowid: number, cell: Cell): void {
    this.codes[rowid] = this.#codeOf(cell);
  }

  /** The same cell for the rowids at [from, to) of these. */
  putAll(rowids: readonly unknown[], from: number, to: number, cell: Cell): void {
    const code = this.#codeOf(cell);
    this.#put += to - from - 1;
    for (let at = from; at < to; at += 1) this.codes[Number(rowids[at])] = code;
  }

  /** Makes room for rowids below `size`. */
  grow(size: number): void {
    if (size <= this.codes.length) return;
    const codes = new Uint32Array(Math.max(size, Math.ceil(this.codes.length * 1.25)));
    codes.set(this.codes);
    this.codes = codes;
  }

  /** Whether changes have left so many unused values that reading the column again is better. */
  get worn(): boolean {
    return this.cells.length > this.codes.length * 2 + trialSize;
  }

  #codeOf(cell: Cell): number {
    if (cell === null || cell === '' || cell === '[]') return 0;
    this.#put += 1;
    const found = this.#known?.get(cell);
    if (found !== undefined) return found;
    const code = this.cells.push(cell) - 1;
    this.#known?.set(cell, code);
    if (this.#put >= trialSize && !this.#repeats && this.#known !== null && this.#known.size * 2 > this.#put)
      this.#known = null;
    return code;
  }
}
