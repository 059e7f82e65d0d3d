import type { CollectionName, FieldValue } from '../../../../domain/fields.ts';
import type { FieldOption, GridRow } from '../../../../domain/view.ts';

export interface SortKey {
  readonly field: string;
  readonly direction: 'ascending' | 'descending';
}

export type ViewFilter =
  | { readonly field: string; readonly test: 'is'; readonly value: FieldValue }
  | { readonly field: string; readonly test: 'contains'; readonly text: string }
  | { readonly test: 'has-unsent-change' }
  /** Of a collection whose records belong to products: those of the products of one carrier. */
  | { readonly test: 'of-carrier'; readonly carrierId: string };

export interface ViewQuery {
  readonly collection: CollectionName;
  readonly columns: readonly string[];
  readonly sort: readonly SortKey[];
  readonly filters: readonly ViewFilter[];
  /** Words that must each appear in one of the visible text columns, as displayed. */
  readonly search: string;
}

export interface ViewStore {
  /** Computes the order vector: rowids in view order. Records that are gone are left out unless they carry unsent changes. */
  order(query: ViewQuery): Uint32Array;
  /** The rows with these rowids, in the order given; unknown rowids are left out. */
  rows(query: Pick<ViewQuery, 'collection' | 'columns'>, rowids: readonly number[]): readonly GridRow[];
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
