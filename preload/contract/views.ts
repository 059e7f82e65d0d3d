import { z } from 'zod';
import type { GridRow } from '../../domain/view.ts';
import { answers } from './definition.ts';
import { collection, fieldName, fieldValue, id, text } from './vocabulary.ts';

/** A sorted, filtered list of one collection, read a window at a time. */

export type { FieldOption, GridRow } from '../../domain/view.ts';

const viewQuery = z.object({
  collection,
  columns: z.array(fieldName).min(1).max(60),
  sort: z.array(z.object({ field: fieldName, direction: z.enum(['ascending', 'descending']) })).max(5),
  filters: z
    .array(
      z.union([
        z.object({ field: fieldName, test: z.literal('is'), value: fieldValue }),
        z.object({ field: fieldName, test: z.literal('contains'), text }),
        z.object({ test: z.literal('has-unsent-change') }),
        /** Of a collection whose records belong to products: those of the products of one carrier. */
        z.object({ test: z.literal('of-carrier'), carrierId: id }),
      ]),
    )
    .max(20),
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
} as const;
