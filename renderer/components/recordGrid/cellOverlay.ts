import type { RefusedCellKept, StageOutcome } from '../../../preload/contract/engine.ts';

/** What a cell shows instead of its stored text, for as long as the store has not answered or has refused. */
export interface OverlaidCell {
  readonly text: string;
  readonly state: 'saving' | 'settled' | 'refused';
  /** In words, when refused. */
  readonly reason: string;
}

/** A cell whose text was refused, with words to find it by. */
export interface RefusedCell extends OverlaidCell {
  readonly recordId: string;
  readonly field: string;
  /** How a person recognises the row and the column. */
  readonly record: string;
  readonly fieldLabel: string;
}

/**
 * Text typed into cells that the store does not hold (yet). It is no second truth: an accepted cell is
 * forgotten as soon as its row is read again, a refused one when it is edited again or dismissed.
 */
export class CellOverlay {
  readonly #cells = new Map<string, Map<string, OverlaidCell>>();
  readonly #refused = new Map<string, RefusedCell>();
  /** Cells that the last gesture with refusals left out beyond those it named. */
  #unnamed = 0;
  #onRefused: () => void = () => undefined;

  /** Calls back whenever other cells are refused than before. One at a time. */
  onRefused(changed: () => void): void {
    this.#onRefused = changed;
  }

  /** Takes cells that were refused before this list was opened; what was typed since then stands. */
  restore(cells: readonly RefusedCellKept[], keepsText: (field: string, recordId: string) => boolean): void {
    for (const kept of cells) {
      const { recordId, field } = kept;
      if (this.get(recordId, field) !== undefined || this.#refused.has(keyOf(recordId, field))) continue;
      const cell: RefusedCell = { ...kept, state: 'refused' };
      this.#refused.set(keyOf(recordId, field), cell);
      if (keepsText(field, recordId)) this.#put(recordId, field, cell);
    }
  }

  /**
   * Forgets cells of records that were made here and are not any more, discarded or known under another name by now,
   * without a word to whoever keeps them: `isLost` says of which. Answers whether there were any.
   */
  forgetLost(isLost: (cell: RefusedCell) => boolean): boolean {
    const lost = this.refused().filter(isLost);
    for (const { recordId, field } of lost) {
      this.#refused.delete(keyOf(recordId, field));
      this.#remove(recordId, field);
    }
    return lost.length > 0;
  }

  get(recordId: string, field: string): OverlaidCell | undefined {
    return this.#cells.get(recordId)?.get(field);
  }

  /** The text shows at once, while the edit is on its way to the store. */
  saving(recordId: string, field: string, text: string): void {
    const mended = this.#refused.delete(keyOf(recordId, field));
    this.#put(recordId, field, { text, state: 'saving', reason: '' });
    if (mended) this.#onRefused();
  }

  /** The store answered: refused cells keep their text and reason, the others wait for their row to be read. */
  answered(
    cells: Iterable<readonly [recordId: string, field: string]>,
    { refused, refusedCount }: Pick<StageOutcome, 'refused' | 'refusedCount'>,
    keepsText: (field: string, recordId: string) => boolean,
  ): void {
    for (const [recordId, field] of cells) {
      const cell = this.get(recordId, field);
      if (cell?.state === 'saving') this.#put(recordId, field, { ...cell, state: 'settled' });
    }
    // What found no row or column to stand in has no cell that could be named.
    const named = refused.filter(({ id }) => id !== '');
    if (refusedCount > 0) this.#unnamed = refusedCount - named.length;
    for (const edit of named) {
      const cell: RefusedCell = {
        recordId: edit.id,
        field: edit.field,
        record: edit.record,
        fieldLabel: edit.fieldLabel,
        text: this.get(edit.id, edit.field)?.text ?? edit.found,
        state: 'refused',
        reason: edit.expected,
      };
      this.#refused.set(keyOf(edit.id, edit.field), cell);
      // Where nobody can type, the stored value stays in sight; the refusal is listed all the same.
      if (keepsText(edit.field, edit.id)) this.#put(edit.id, edit.field, cell);
    }
    if (refused.length > 0) this.#onRefused();
  }

  /** The edit never reached the store: the cells show what is stored again. */
  abandoned(cells: Iterable<readonly [recordId: string, field: string]>): void {
    for (const [recordId, field] of cells) {
      if (this.get(recordId, field)?.state === 'saving') this.#remove(recordId, field);
    }
  }

  /** The record was read after its edits settled: the store's text takes over. */
  wasRead(recordId: string): void {
    const cells = this.#cells.get(recordId);
    if (cells === undefined) return;
    for (const [field, cell] of cells) if (cell.state === 'settled') this.#remove(recordId, field);
  }

  dismiss(recordId: string, field: string): void {
    this.#refused.delete(keyOf(recordId, field));
    this.#remove(recordId, field);
    this.#onRefused();
  }

  dismissAll(): void {
    for (const { recordId, field } of this.#refused.values()) this.#remove(recordId, field);
    this.#refused.clear();
    this.#onRefused();
  }

  /** Those that are named; there may be more of them. */
  refused(): readonly RefusedCell[] {
    return [...this.#refused.values()];
  }

  refusedCount(): number {
    const named = this.#refused.size;
    return named === 0 ? 0 : named + this.#unnamed;
  }

  #put(recordId: string, field: string, cell: OverlaidCell): void {
    let cells = this.#cells.get(recordId);
    if (cells === undefined) {
      cells = new Map();
      this.#cells.set(recordId, cells);
    }
    cells.set(field, cell);
  }

  #remove(recordId: string, field: string): void {
    const cells = this.#cells.get(recordId);
    cells?.delete(field);
    if (cells?.size === 0) this.#cells.delete(recordId);
  }
}

function keyOf(recordId: string, field: string): string {
  return `${recordId}\u0000${field}`;
}
