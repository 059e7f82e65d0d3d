import type { CollectionName, FieldValue } from '../../../../domain/fields.ts';
import type { ColumnSum, FieldOption, GridRow, ViewValues } from '../../../../domain/view.ts';
import type { onDates } from '../../../../domain/viewFilter.ts';
import type { Sliced } from '../../slices.ts';
import type { FindQuery, FoundCell } from '../viewFind.ts';

/** A field a list is sorted by. */
export interface SortKey {
  readonly field: string;
  readonly direction: 'ascending' | 'descending';
}

/** A condition as the store takes it: days have become dates. */
export type ViewFilter = ReturnType<typeof onDates>;

/** What a list is asked to hold and show. */
export interface ViewQuery {
  readonly collection: CollectionName;
  readonly columns: readonly string[];
  readonly sort: readonly SortKey[];
  readonly filters: readonly ViewFilter[];
  /** Words that must each appear in one of the visible text columns, as displayed. */
  readonly search: string;
}

/** What the columns of a list are prepared for: sorting and searching, or only to look through their texts. */
export type PrepareScope = 'list' | 'texts';

/** Answers lists: which rows in which order, and what stands in them. */
export interface ViewStore {
  /** Computes the order vector: rowids in view order. Records that are gone are left out unless they carry unsent changes. */
  order(query: ViewQuery): Uint32Array;
  /**
   * The same in slices of some ten milliseconds, as it is when the last of them is taken, whatever is written
   * between them. Where writing does not cease the last slice is a long one.
   */
  opening(query: ViewQuery): Sliced<Uint32Array>;
  /** The different values of a field within the query's other filters, of which at most `limit` hold the search text. */
  values(query: ViewQuery, field: string, search: string, limit: number): ViewValues;
  /** The same in slices; see `opening`. */
  naming(query: ViewQuery, field: string, search: string, limit: number): Sliced<ViewValues>;
  /** One field over these rows; rows that are no longer there are left out. */
  sum(collection: CollectionName, rowids: Uint32Array, field: string): ColumnSum;
  /** The same in slices; see `opening`. */
  summing(collection: CollectionName, rowids: Uint32Array, field: string): Sliced<ColumnSum>;
  /**
   * Does in slices of some ten milliseconds what any question about the query's columns would have to wait for.
   * Whatever is written in between is followed; answers are the same with or without it.
   */
  prepare(query: ViewQuery, scope: PrepareScope): Sliced<void>;
  /**
   * Keeps the columns of a list that was prepared in the database, for the next start, in slices of some
   * milliseconds. Given up when anything is written in between; answers are the same with or without it.
   */
  keep(query: ViewQuery): Sliced<void>;
  /** The rows with these rowids, in the order given; unknown rowids are left out. */
  rows(query: Pick<ViewQuery, 'collection' | 'columns'>, rowids: readonly number[]): readonly GridRow[];
  /** The ids of these rows, in the order given; unknown rowids are left out. */
  ids(collection: CollectionName, rowids: readonly number[]): readonly string[];
  /** The nearest cell among these rows whose shown text is looked for; null when there is none. */
  findCell(order: Uint32Array, query: FindQuery): Sliced<FoundCell | null>;
  /** How a value of this field is shown: labels instead of ids, lists comma separated, empty text for null. */
  label(collection: CollectionName, field: string, value: FieldValue): string;
  /** Choices for a reference or lookup field of one record (levels of that assignment's product, statuses, …). */
  options(
    collection: CollectionName,
    field: string,
    recordId: string,
    search: string,
    limit: number,
  ): readonly FieldOption[];
}
