import { z } from 'zod';
import type { ColumnSum, GridRow, ViewValues } from '../../domain/view.ts';
import { viewFilter } from '../../domain/viewFilter.ts';
import { answers } from './definition.ts';
import { collection, fieldName, id, rowRanges } from './vocabulary.ts';

/** A sorted, filtered list of one collection, read a window at a time. */

export type { FieldOption, GridRow } from '../../domain/view.ts';

/** Most columns a list can be sorted by at once. */
export const mostSortKeys = 5;

const viewQuery = z.object({
  collection,
  columns: z.array(fieldName).min(1).max(60),
  sort: z
    .array(z.object({ field: fieldName, direction: z.enum(['ascending', 'descending']) }))
    .max(mostSortKeys),
  filters: z.array(viewFilter).max(30),
  search: z.string().max(200),
});
export type ViewRequest = z.input<typeof viewQuery>;

/** The stretch of `count` rows, counted from the first, in which the row `near` stands, or the last row there is. */
const rowsToo = z.object({ near: z.number().int().min(0), count: z.number().int().min(1).max(500) });

/** A list that was worked out and is held by the engine. */
export interface OpenedView {
  readonly viewId: string;
  /** Rows in the view. */
  readonly length: number;
  /** Records in the collection, without search and filters. */
  readonly total: number;
  /** The rows that were asked for with it; null when none were. */
  readonly first: { readonly from: number; readonly rows: readonly GridRow[] } | null;
}

/** A cell that shows the text looked for, or that none does. */
export type FoundText =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'found';
      /** Position of its row in the view. */
      readonly row: number;
      readonly field: string;
      /** The end of the list lies between: it was gone on with from the other end. */
      readonly wrapped: boolean;
    };

/** Calls about lists. */
export const viewCalls = {
  /** With `rows`, what is on screen first is answered too: asking for it afterwards would be a way there and back more. */
  'view.open': answers<OpenedView>()(viewQuery.extend({ rows: rowsToo.optional() }), 20_000),
  /** Rows [from, to). At most 500. */
  'view.read': answers<{ readonly from: number; readonly rows: readonly GridRow[] }>()(
    z
      .object({ viewId: id, from: z.number().int().min(0), to: z.number().int().min(0) })
      .refine((range) => range.to - range.from <= 500),
  ),
  /** Where a record stands in a view; null when it is not in it. */
  'view.find': answers<{ readonly position: number | null }>()(z.object({ viewId: id, recordId: id })),
  /**
   * The nearest cell behind (or before) a cell that shows this text, in these columns, and round the end once;
   * without a cell from the first (or last) on. Compared is what is read in the cell: labels, staged values,
   * and of a masked number only what is not masked. Read in slices, however long the list is.
   */
  'view.find-text': answers<FoundText>()(
    z.object({
      viewId: id,
      from: z.object({ row: z.number().int().min(0), field: fieldName }).nullable(),
      direction: z.enum(['next', 'previous']),
      fields: z.array(fieldName).min(1).max(60),
      text: z.string().min(1).max(200),
      matchCase: z.boolean(),
      wholeCell: z.boolean(),
    }),
    60_000,
  ),
  'view.close': answers<null>()(z.object({ viewId: id })),
  /** The values of a field within the query's other filters, with counts: at most 200 that hold the search text. */
  'view.values': answers<ViewValues>()(
    z.object({ query: viewQuery, field: fieldName, search: z.string().max(200) }),
    20_000,
  ),
  /** One field over the rows of a view in these ranges. Asked field by field, so that it can be given up. */
  'view.sum': answers<ColumnSum>()(
    z.object({
      viewId: id,
      ranges: rowRanges,
      field: fieldName,
    }),
    20_000,
  ),
} as const;
