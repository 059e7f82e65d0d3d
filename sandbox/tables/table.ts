import type { Row } from '../json.ts';
import { textOf } from '../json.ts';

/** What every collection offers: generated rows under an overlay of effects. */
export interface Table {
  count(): number;
  get(id: string): Row | undefined;
  /** Rows in list order. */
  slice(offset: number, limit: number): Row[];
  /** Adds a row, or replaces the one with its id. */
  put(row: Row): void;
  remove(id: string): void;
  /** Forgets every effect: back to the generated rows. */
  clear(): void;
}

/** A collection small enough to hold as rows: carriers, products, levels. */
export class RowTable implements Table {
  readonly #seeded: readonly Row[];
  readonly #parentField: string;
  #rows: Map<string, Row>;
  #byParent: Map<string, Row[]> | undefined;

  constructor(seeded: readonly Row[], parentField = '') {
    this.#seeded = seeded;
    this.#parentField = parentField;
    this.#rows = new Map(seeded.map((row) => [row.id, row]));
  }

  count(): number {
    return this.#rows.size;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  slice(offset: number, limit: number): Row[] {
    return [...this.#rows.values()].slice(offset, offset + limit);
  }

  /** Rows whose parent field has this value, in list order. */
  childrenOf(parentId: string): readonly Row[] {
    this.#byParent ??= Map.groupBy(this.#rows.values(), (row) => textOf(row[this.#parentField]));
    return this.#byParent.get(parentId) ?? [];
  }

  put(row: Row): void {
    this.#rows.set(row.id, row);
    this.#byParent = undefined;
  }

  remove(id: string): void {
    this.#rows.delete(id);
    this.#byParent = undefined;
  }

  clear(): void {
    this.#rows = new Map(this.#seeded.map((row) => [row.id, row]));
    this.#byParent = undefined;
  }
}
