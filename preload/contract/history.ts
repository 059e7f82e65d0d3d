import { z } from 'zod';
import type { OperationState } from '../../domain/operation.ts';
import { answers } from './definition.ts';
import { collection, fieldName, id } from './vocabulary.ts';

/** What became of one record, or of one field of it, over time: of any collection. */

export interface HistoryChange {
  readonly field: string;
  readonly label: string;
  /** What a list shows of the value before; null when it was not told. */
  readonly from: string | null;
  readonly to: string;
}

/** One thing that happened to a change after it was staged. */
export interface HistoryStep {
  /** Stays the step's own, whatever is added later: the number of its line in the audit, or `end`. */
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: string;
  /** What happened, in words. */
  readonly words: string;
  /** Why, as the vendor or Upline said it; empty where there is nothing to say. */
  readonly message: string;
}

/** One thing that became of a record, told by whoever knows of it. */
export type HistoryEntry =
  /** A change of this computer: what it was to make of the record, and what became of it, the oldest step first. */
  | {
      readonly source: 'here';
      readonly id: string;
      /** When it was staged (epoch ms). */
      readonly at: number;
      readonly by: string;
      readonly environment: string;
      /** The gesture it was part of. */
      readonly gesture: string;
      /** Whether it made the record. */
      readonly made: boolean;
      readonly changes: readonly HistoryChange[];
      readonly state: OperationState;
      readonly steps: readonly HistoryStep[];
    }
  /** Values that a pull found changed at the server. */
  | {
      readonly source: 'server';
      readonly id: string;
      /** When it was found (epoch ms). */
      readonly at: number;
      /** When the vendor says that the record was last changed (ISO 8601); empty when it does not. */
      readonly changedAt: string;
      readonly changes: readonly HistoryChange[];
    }
  /** An entry of the vendor's own changelog, as last read. */
  | {
      readonly source: 'vendor';
      readonly id: string;
      /** As the vendor says (epoch ms); 0 when it says nothing. */
      readonly at: number;
      readonly changes: readonly HistoryChange[];
    };

/** Where a page of a history ends. */
export const historyPlace = z.object({
  operation: z.number().int().nullable(),
  server: z.number().int().nullable(),
  /** Entries of the vendor's changelog before it. */
  vendor: z.number().int().min(0),
});
export type HistoryPlace = z.infer<typeof historyPlace>;

/** A page of what became of a record. */
export interface RecordHistory {
  /** Which vendor tells of the record, and by which call; null where none does. */
  readonly source: { readonly vendor: string; readonly call: string } | null;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** What to ask for the entries before; null when there are none. */
  readonly next: HistoryPlace | null;
}

/** Calls about what became of a record. */
export const historyCalls = {
  /**
   * What is known on this computer of a record over time, a page at a time; with `field` only what names that
   * field, and then with the vendor's own changelog as far as it was read. Asks nothing of the network. Fails
   * with `record-not-found`.
   */
  'record.history': answers<RecordHistory>()(
    z.object({
      collection,
      id,
      field: fieldName.optional(),
      after: historyPlace.optional(),
      limit: z.number().int().min(1).max(200),
    }),
  ),
} as const;
