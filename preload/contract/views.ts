import { z } from 'zod';
import type { ColumnSum, GridRow, ViewValues } from '../../domain/view.ts';
import { viewFilter } from '../../domain/viewFilter.ts';
import { answers } from './definition.ts';
import { collection, fieldName, id } from './vocabulary.ts';

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

export interface OpenedView {
  readonly viewId: string;
  /** Rows in the view. */
  readonly length: number;
  /** Records in the collection, without search and filters. */
  readonly total: number;
}

export const viewCalls = {
  'view.open': answers<OpenedView>()(viewQuery, 20_000),
  /** Rows [from, to). At most 500. */
  'view.read': answers<{ readonly from: number; readonly rows: readonly GridRow[] }>()(
    z
      .object({ viewId: id, from: z.number().int().min(0), to: z.number().int().min(0) })
      .refine((range) => range.to - range.from <= 500),
  ),
  /** Where a record stands in a view; null when it is not in it. */
  'view.find': answers<{ readonly position: number | null }>()(z.object({ viewId: id, recordId: id })),
  'view.close': answers<null>()(z.object({ viewId: id })),
  /** The values of a field within the query's other filters, with counts: at most 200 that hold the search text. */
  'view.values': answers<ViewValues>()(
    z.object({ query: viewQuery, field: fieldName, search: z.string().max(200) }),
    20_000,
  ),
  /** One field over the rows of a view in these ranges, `[from, to)`. Asked field by field, so that it can be given up. */
  'view.sum': answers<ColumnSum>()(
    z.object({
      viewId: id,
      ranges: z
        .array(z.tuple([z.number().int().min(0), z.number().int().min(0)]))
        .min(1)
        .max(10_000),
      field: fieldName,
    }),
    20_000,
  ),
} as const;
