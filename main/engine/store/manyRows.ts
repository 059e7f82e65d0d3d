import type { Cell } from './columns.ts';
import type { Connection } from './sqlite.ts';

/** Rows that one statement writes: enough that starting it no longer counts, and a part of what a request takes. */
const rowsAtOnce = 125;

/** Values bound by name, the same for all rows of a statement. */
export type Shared = Readonly<Record<string, Cell>>;

/** Writes rows whose cells stand one after another in `cells`. */
export type WriteRows = (cells: readonly Cell[], shared: Shared) => void;

/** `count` times the same tuple, as `VALUES` takes them. */
export function tuples(tuple: string, count: number): string {
  return Array.from({ length: count }, () => tuple).join(', ');
}

/**
 * Runs a statement for rows of `width` cells: for many at once as long as there are many, then for one at a
 * time. A statement of a single row costs two thirds more, most of it to start and to reset it.
 */
export function createWriteRows(
  connection: Connection,
  width: number,
  sqlOf: (rows: number) => string,
): WriteRows {
  const one = connection.prepare<[readonly Cell[], Shared]>(sqlOf(1));
  let many: typeof one | null = null;
  const most = rowsAtOnce * width;
  return (cells, shared) => {
    let from = 0;
    for (; from + most <= cells.length; from += most) {
      many ??= connection.prepare<[readonly Cell[], Shared]>(sqlOf(rowsAtOnce));
      many.run(cells.slice(from, from + most), shared);
    }
    for (; from < cells.length; from += width) one.run(cells.slice(from, from + width), shared);
  };
}
