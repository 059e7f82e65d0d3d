import type { Cell } from '../columns.ts';
import type { KeptCells } from './columnVector.ts';
import type { ColumnVector, KeptRanks } from './columnVector.ts';
import { bytesOf, numbersIn } from './keptColumns.ts';
import type { KeptColumn, PartKind } from './keptColumns.ts';

/** Codes, ranks or cells in one part: a few milliseconds of reading or writing. */
export const numbersPerPart = 65_536;
export const cellsPerPart = 10_000;

/** One part of a kept column, made when it is asked for. */
export interface MadePart {
  readonly kind: PartKind;
  readonly part: number;
  readonly bytes: () => Uint8Array;
}

/** What is kept of a column whose codes go up to the rowid `end`. */
export function partsOf(vector: ColumnVector, end: number, ranks: KeptRanks | null): readonly MadePart[] {
  const codes = (part: number): Uint8Array => {
    const from = part * numbersPerPart;
    const some = vector.codes.subarray(from, Math.min(end + 1, from + numbersPerPart));
    return bytesOf(narrow(some, vector.size));
  };
  const ranked = (part: number): Uint8Array =>
    bytesOf(ranks?.of.subarray(part * numbersPerPart, (part + 1) * numbersPerPart) ?? new Uint32Array(0));
  const cells = (part: number): Uint8Array => {
    const from = part * cellsPerPart;
    const count = Math.min(cellsPerPart, vector.size - from);
    return Buffer.from(
      JSON.stringify(Array.from({ length: count }, (_, index) => vector.cellAt(from + index))),
    );
  };
  return [
    ...partsFor('codes', end + 1, numbersPerPart, codes),
    ...partsFor('cells', vector.size, cellsPerPart, cells),
    ...partsFor('ranks', ranks?.of.length ?? 0, numbersPerPart, ranked),
  ];
}

function partsFor(
  kind: PartKind,
  count: number,
  perPart: number,
  make: (part: number) => Uint8Array,
): readonly MadePart[] {
  return Array.from({ length: Math.ceil(count / perPart) }, (_, part) => ({
    kind,
    part,
    bytes: () => make(part),
  }));
}

/** As few bytes a code as there are codes for. */
function narrow(codes: Uint32Array, size: number): Uint8Array | Uint16Array | Uint32Array {
  if (size <= 2 ** 8) return Uint8Array.from(codes);
  return size <= 2 ** 16 ? Uint16Array.from(codes) : codes;
}

function widened(bytes: Uint8Array, size: number): Uint8Array | Uint16Array | Uint32Array {
  if (size <= 2 ** 8) return bytes;
  return size <= 2 ** 16 ? new Uint16Array(new Uint8Array(bytes).buffer) : numbersIn(bytes);
}

/** Reads a kept column part by part. */
export class Restoring {
  readonly kept: KeptColumn;
  readonly #codes: Uint32Array;
  readonly #ranks: Uint32Array;
  readonly #cells: Uint8Array[] = [];
  #next = 0;

  constructor(kept: KeptColumn) {
    this.kept = kept;
    this.#codes = new Uint32Array(kept.end + 1);
    this.#ranks = new Uint32Array(kept.ranked);
  }

  /** Reads the next part; answers whether there is another, or null where a part is missing. */
  step(read: (kind: PartKind, part: number) => Uint8Array | null): boolean | null {
    const wanted = this.#partAt(this.#next);
    if (wanted === null) return false;
    const bytes = read(wanted.kind, wanted.part);
    if (bytes === null) return null;
    const from = wanted.part * numbersPerPart;
    if (wanted.kind === 'codes') this.#codes.set(widened(bytes, this.kept.cells), from);
    else if (wanted.kind === 'ranks') this.#ranks.set(numbersIn(bytes), from);
    else this.#cells.push(bytes);
    this.#next += 1;
    return this.#partAt(this.#next) !== null;
  }

  into(vector: ColumnVector): void {
    const { cells: count, ranked, most } = this.kept;
    const parts: (Uint8Array | null)[] = this.#cells;
    const cells: KeptCells = {
      count,
      at(code) {
        const part = Math.floor(code / cellsPerPart);
        const bytes = parts[part];
        if (bytes === null || bytes === undefined) throw new RangeError(`Code ${code} was not kept`);
        parts[part] = null;
        // Written by this store, and read a million at a time.
        const read: Cell[] = JSON.parse(
          Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(),
        );
        return { from: part * cellsPerPart, cells: read };
      },
    };
    vector.restore(this.#codes, cells, ranked === 0 ? null : { of: this.#ranks, most });
  }

  #partAt(index: number): { readonly kind: PartKind; readonly part: number } | null {
    let left = index;
    const { end, cells, ranked } = this.kept;
    for (const [kind, count] of [
      ['codes', Math.ceil((end + 1) / numbersPerPart)],
      ['cells', Math.ceil(cells / cellsPerPart)],
      ['ranks', Math.ceil(ranked / numbersPerPart)],
    ] as const) {
      if (left < count) return { kind, part: left };
      left -= count;
    }
    return null;
  }
}
