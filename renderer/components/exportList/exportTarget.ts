import type { CollectionName } from '../../../domain/fields.ts';

/** A list as it stood when its export was asked for. */
export interface ExportTarget {
  readonly collection: CollectionName;
  readonly viewId: string;
  readonly length: number;
  /** How many rows are selected, and their stretches [from, to), which may overlap. */
  readonly selected: number;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** The columns that are shown, in their order. */
  readonly columns: readonly string[];
}
