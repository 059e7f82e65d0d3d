import type { IdSpace } from '../data/ids.ts';
import type { Row } from '../json.ts';
import { textOf } from '../json.ts';
import type { Table } from './table.ts';

/** Makes any record of a collection from its index; nothing is held. */
export interface RowGenerator {
  readonly ids: IdSpace;
  readonly count: number;
  row(index: number): Row;
  /** Indexes of the generated records with this key, in list order. */
  indexesOf(key: string): readonly number[];
}

/**
 * Records generated on demand by index, with changed, deleted and added ones on top. They are also found by
 * one key field: the NPN of an assignment or producer, the producer of an address.
 */
export class GeneratedTable implements Table {
  readonly #generator: RowGenerator;
  readonly #keyField: string;
  readonly #changed = new Map<number, Row>();
  /** Deleted generated indexes, ascending. */
  #deleted: number[] = [];
  readonly #added = new Map<string, Row>();
  #addedOrder: Row[] | undefined;
  /** Ids of changed and added rows by their present key. */
  readonly #overlayKeys = new Map<string, Set<string>>();

  constructor(generator: RowGenerator, keyField: string) {
    this.#generator = generator;
    this.#keyField = keyField;
  }

  count(): number {
    return this.#seededCount() + this.#added.size;
  }

  get(id: string): Row | undefined {
    const added = this.#added.get(id);
    if (added !== undefined) return added;
    const index = this.#generator.ids.indexOf(id, this.#generator.count);
    return index === undefined || this.#isDeleted(index) ? undefined : this.#at(index);
  }

  slice(offset: number, limit: number): Row[] {
    const rows: Row[] = [];
    const seeded = this.#seededCount();
    const end = Math.min(offset + limit, seeded);
    if (offset < end) {
      let index = this.#indexAtPosition(offset);
      for (let position = offset; position < end; position += 1) {
        while (this.#isDeleted(index)) index += 1;
        rows.push(this.#at(index));
        index += 1;
      }
    }
    const missing = limit - rows.length;
    if (missing > 0 && offset + limit > seeded) {
      this.#addedOrder ??= [...this.#added.values()];
      const from = Math.max(0, offset - seeded);
      rows.push(...this.#addedOrder.slice(from, from + missing));
    }
    return rows;
  }

  /** Every record with this key, in list order. */
  byKey(key: string): Row[] {
    const rows: Row[] = [];
    const seen = new Set<string>();
    const add = (row: Row | undefined): void => {
      if (row === undefined || row[this.#keyField] !== key || seen.has(row.id)) return;
      seen.add(row.id);
      rows.push(row);
    };
    for (const index of this.#generator.indexesOf(key)) {
      if (!this.#isDeleted(index)) add(this.#at(index));
    }
    for (const id of this.#overlayKeys.get(key) ?? []) add(this.get(id));
    return rows;
  }

  put(row: Row): void {
    const before = this.get(row.id);
    if (before !== undefined) this.#overlayKeys.get(textOf(before[this.#keyField]))?.delete(row.id);
    const index = this.#generator.ids.indexOf(row.id, this.#generator.count);
    if (index === undefined) {
      this.#added.set(row.id, row);
      this.#addedOrder = undefined;
    } else {
      this.#changed.set(index, row);
      if (this.#isDeleted(index)) this.#deleted.splice(this.#deletedBefore(index), 1);
    }
    const key = textOf(row[this.#keyField]);
    const ids = this.#overlayKeys.get(key);
    if (ids === undefined) this.#overlayKeys.set(key, new Set([row.id]));
    else ids.add(row.id);
  }

  remove(id: string): void {
    const row = this.get(id);
    if (row === undefined) return;
    this.#overlayKeys.get(textOf(row[this.#keyField]))?.delete(id);
    if (this.#added.delete(id)) {
      this.#addedOrder = undefined;
      return;
    }
    const index = this.#generator.ids.indexOf(id, this.#generator.count);
    if (index === undefined) return;
    this.#changed.delete(index);
    this.#deleted.splice(this.#deletedBefore(index), 0, index);
  }

  clear(): void {
    this.#changed.clear();
    this.#deleted = [];
    this.#added.clear();
    this.#addedOrder = undefined;
    this.#overlayKeys.clear();
  }

  #seededCount(): number {
    return this.#generator.count - this.#deleted.length;
  }

  #at(index: number): Row {
    return this.#changed.get(index) ?? this.#generator.row(index);
  }

  /** How many deleted indexes are smaller than this one. */
  #deletedBefore(index: number): number {
    let low = 0;
    let high = this.#deleted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#deleted[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isDeleted(index: number): boolean {
    return this.#deleted.length > 0 && this.#deleted[this.#deletedBefore(index)] === index;
  }

  /** The generated index of the n-th row that still exists. */
  #indexAtPosition(position: number): number {
    let low = position;
    let high = position + this.#deleted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // Rows that exist up to and including this index.
      const existing = middle + 1 - this.#deletedBefore(middle + 1);
      if (existing < position + 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
