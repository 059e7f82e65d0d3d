import type { Cell } from '../columns.ts';

/** Once a column has shown this many values, and they hardly repeat, looking for repetitions stops. */
const trialSize = 20_000;

/** What codes stood for when a column was kept, a part of them at a time. */
export interface KeptCells {
  readonly count: number;
  /** The cells from the one at `from` on. */
  readonly at: (code: number) => { readonly from: number; readonly cells: readonly Cell[] };
}

/** Where codes stood among the others by their own texts when the column was kept: of the first of them. */
export interface KeptRanks {
  readonly of: Uint32Array;
  readonly most: number;
}

/**
 * The cells of one column by rowid. Each row holds a code, and `cellAt` says what a code stands for; 0 is an
 * empty cell. A value may have several codes: where values hardly repeat, finding repetitions costs more than
 * it saves.
 */
export class ColumnVector {
  /** Those that were kept and not asked for yet are missing. */
  readonly #cells: (Cell | undefined)[] = [null];
  #kept: KeptCells | null = null;
  codes: Uint32Array;
  keptRanks: KeptRanks | null = null;
  #known: Map<Cell, number> | null = new Map();
  #put = 0;
  readonly #repeats: boolean;

  /** `repeats`: its values are known to repeat, however different the first of them are. */
  constructor(size: number, repeats = false) {
    this.codes = new Uint32Array(size);
    this.#repeats = repeats;
  }

  /** How many codes there are. */
  get size(): number {
    return this.#cells.length;
  }

  cellAt(code: number): Cell {
    const cell = this.#cells[code];
    if (cell !== undefined) return cell;
    const part = this.#kept?.at(code);
    part?.cells.forEach((each, index) => (this.#cells[part.from + index] = each));
    return this.#cells[code] ?? null;
  }

  /** Takes over what was kept of the column. Values that come later get codes of their own. */
  restore(codes: Uint32Array, cells: KeptCells, ranks: KeptRanks | null): void {
    this.codes.set(codes);
    this.#kept = cells;
    this.#cells.length = cells.count;
    this.#known = null;
    this.keptRanks = ranks;
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
    return this.#cells.length > this.codes.length * 2 + trialSize;
  }

  #codeOf(cell: Cell): number {
    if (cell === null || cell === '' || cell === '[]') return 0;
    this.#put += 1;
    const found = this.#known?.get(cell);
    if (found !== undefined) return found;
    const code = this.#cells.push(cell) - 1;
    this.#known?.set(cell, code);
    if (this.#put >= trialSize && !this.#repeats && this.#known !== null && this.#known.size * 2 > this.#put)
      this.#known = null;
    return code;
  }
}
