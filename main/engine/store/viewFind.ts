import type { CollectionName } from '../../../domain/fields.ts';
import type { Sliced } from '../slices.ts';
import type { CodedField } from './vectors/rows.ts';
import type { Selector } from './viewSelect.ts';

/** Rows looked through between two pauses: as many as are read by themselves where their columns are not in memory. */
const sliceRows = 4_000;

/** What is looked for in the cells of rows, and from where on. */
export interface FindQuery {
  readonly collection: CollectionName;
  /** Columns looked in, in the order in which they stand. */
  readonly fields: readonly string[];
  readonly text: string;
  readonly matchCase: boolean;
  /** The whole cell is this text, instead of holding it. */
  readonly wholeCell: boolean;
  readonly direction: 'next' | 'previous';
  /** The cell that is looked behind (or before); null is outside: all rows are looked through once. */
  readonly from: { readonly row: number; readonly field: string } | null;
}

/** A cell by the position of its row. */
export interface FoundCell {
  readonly row: number;
  readonly field: string;
  /** It stands at the other side of `from`, or is that very cell: the end of the rows lies between. */
  readonly wrapped: boolean;
}

/** Rows [from, to) in which only some columns count. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly columns: (column: number) => boolean;
  readonly wrapped: boolean;
}

/**
 * The nearest cell whose text, as people read it, is the one looked for: row after row, each from its first
 * column to its last (or all of that backwards), and round the end once. Rows that have gone meanwhile are
 * passed over.
 */
export function* findCell(
  selector: Selector,
  order: Uint32Array,
  query: FindQuery,
): Sliced<FoundCell | null> {
  const { collection, fields, direction } = query;
  if (order.length > sliceRows) {
    const columns = [...fields];
    yield* selector.prepare({ collection, columns, sort: [], filters: [], search: '' }, 'texts');
  }
  const matches = createMatches(query);
  const backwards = direction === 'previous';
  for (const stretch of stretchesOf(query, order.length)) {
    for (let done = 0; done < stretch.to - stretch.from; done += sliceRows) {
      const from = backwards ? Math.max(stretch.from, stretch.to - done - sliceRows) : stretch.from + done;
      const to = backwards ? stretch.to - done : Math.min(stretch.to, from + sliceRows);
      const found = findIn(selector, order.subarray(from, to), { ...query, matches, stretch });
      if (found !== null) return { row: from + found.at, field: found.field, wrapped: stretch.wrapped };
      yield;
    }
  }
  return null;
}

/** Which cells are looked through in which order. */
function stretchesOf({ from, fields, direction }: FindQuery, length: number): readonly Stretch[] {
  const all = (): boolean => true;
  if (from === null || from.row >= length) return [{ from: 0, to: length, columns: all, wrapped: false }];
  const { row } = from;
  const at = fields.indexOf(from.field);
  const ownRow = { from: row, to: row + 1 };
  const before = { from: 0, to: row, columns: all };
  const behind = { from: row + 1, to: length, columns: all };
  return direction === 'next'
    ? [
        { ...ownRow, columns: (column) => column > at, wrapped: false },
        { ...behind, wrapped: false },
        { ...before, wrapped: true },
        { ...ownRow, columns: (column) => column <= at, wrapped: true },
      ]
    : [
        { ...ownRow, columns: (column) => column < at, wrapped: false },
        { ...before, wrapped: false },
        { ...behind, wrapped: true },
        { ...ownRow, columns: (column) => column >= at, wrapped: true },
      ];
}

type Matches = (coded: CodedField, code: number) => boolean;

interface Wanted extends FindQuery {
  readonly matches: Matches;
  readonly stretch: Stretch;
}

function findIn(
  selector: Selector,
  rowids: Uint32Array,
  { collection, fields, direction, matches, stretch }: Wanted,
): { readonly at: number; readonly field: string } | null {
  const looked = fields.filter((_, column) => stretch.columns(column));
  if (looked.length === 0 || rowids.length === 0) return null;
  const { rows, source } = selector.these(collection, rowids, looked);
  const columns = looked.map((field) => ({ field, coded: source.field(field) }));
  if (direction === 'previous') {
    columns.reverse();
    rows.reverse();
  }
  for (const row of rows)
    for (const { field, coded } of columns) {
      if (!matches(coded, coded.codes[row] ?? 0)) continue;
      const rowid = source.rowidsOf(Uint32Array.of(row))[0] ?? 0;
      return { at: rowids.indexOf(rowid), field };
    }
  return null;
}

const unknown = 0;
const is = 1;
const isNot = 2;

/** Tries each value of a column once, however many cells hold it. */
function createMatches({ text, matchCase, wholeCell }: FindQuery): Matches {
  const wanted = matchCase ? text : text.toLowerCase();
  // The texts of a column only grow; where labels changed they are others.
  const tried = new WeakMap<readonly string[], Uint8Array>();
  return ({ texts, folded }, code) => {
    let known = tried.get(texts);
    if (known === undefined || known.length < texts.length) {
      const grown = new Uint8Array(texts.length);
      if (known !== undefined) grown.set(known);
      known = grown;
      tried.set(texts, known);
    }
    if (known[code] === unknown) {
      const shown = (matchCase ? texts[code] : folded[code]) ?? '';
      known[code] = (wholeCell ? shown === wanted : shown.includes(wanted)) ? is : isNot;
    }
    return known[code] === is;
  };
}
