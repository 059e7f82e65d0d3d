import type { Item } from '@glideapps/glide-data-grid';

/**
 * Cells that are entered from left to right: Tab goes on to the right, and the Enter that ends the row leads to the
 * column where it began, one row below, as in a spreadsheet.
 */
export class TabRun {
  #began = 0;
  /** The cell to which the last Tab led; anywhere else another run begins. */
  #next: Item | null = null;

  /** Tab was pressed in a cell, `step` columns to the right, or to the left where it is negative. */
  tab([column, row]: Item, step: number, columns: number): void {
    // Who goes back before where it began begins there.
    this.#began = this.#isNext([column, row]) ? Math.min(this.#began, column + step) : column;
    this.#began = Math.max(0, this.#began);
    this.#next = [Math.min(columns - 1, Math.max(0, column + step)), row];
  }

  /** Enter ended an edit in a cell: the column in which the next row begins; null where no run led here. */
  enter(cell: Item): number | null {
    const began = this.#isNext(cell) ? this.#began : null;
    this.#next = null;
    return began;
  }

  #isNext([column, row]: Item): boolean {
    return this.#next !== null && this.#next[0] === column && this.#next[1] === row;
  }
}
