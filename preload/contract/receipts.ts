import { z } from 'zod';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { StageOutcome } from './staging.ts';
import { id, page } from './vocabulary.ts';

/** What became of a gesture, change by change, and how it is reversed. */

export interface ReceiptSummary {
  readonly batchId: string;
  readonly label: string;
  readonly actor: string;
  readonly environment: string;
  readonly stagedAt: number;
  readonly settledAt: number | null;
  readonly counts: {
    readonly total: number;
    readonly sent: number;
    readonly adopted: number;
    readonly dropped: number;
    readonly open: number;
  };
}

/** What became of one record of a gesture. */
export interface ReceiptRow {
  readonly title: string;
  /** A record made new: there was nothing before its values. */
  readonly isNew: boolean;
  readonly changes: readonly { readonly label: string; readonly from: string; readonly to: string }[];
  readonly result: 'sent' | 'adopted' | 'nothing-to-send' | 'dropped' | 'open';
  readonly at: number | null;
  readonly note: string;
}

/** What taking a sent gesture back would do, with nothing staged. */
export interface ReversePreview {
  readonly batchId: string;
  /** Cells that would be set back. */
  readonly reversible: number;
  /** What cannot be taken back, and why, by record. At most 200 named. */
  readonly cannot: readonly { readonly title: string; readonly label: string; readonly why: string }[];
  readonly cannotCount: number;
}

/** Calls about gestures that reached the vendor, or ended otherwise. */
export const receiptCalls = {
  'receipt.list': answers<{ readonly receipts: readonly ReceiptSummary[] }>()(page),
  'receipt.read': answers<{
    readonly summary: ReceiptSummary;
    readonly rows: readonly ReceiptRow[];
    readonly total: number;
  }>()(page.extend({ batchId: id })),
  /** Rows of a receipt as CSV: all, or the failed ones with the ids to bring them back in. */
  'receipt.csv': answers<{ readonly suggestedName: string; readonly text: string }>()(
    z.object({ batchId: id, rows: z.enum(['all', 'failed']) }),
    60_000,
  ),
  /**
   * Stages the rows of a receipt's CSV file after they were corrected in a spreadsheet. Rows that cannot be
   * used come back with their number and reason.
   */
  'receipt.bring-in': answers<StageOutcome>()(
    z.object({ data: z.instanceof(Uint8Array), warned: warned.optional() }),
    60_000,
  ),
  /** What reversing a sent gesture would set back, and what it cannot. Reads the local store only. */
  'batch.reverse-preview': answers<ReversePreview>()(z.object({ batchId: id }), 30_000),
  /** Stages the opposite of a sent gesture where the server still holds what we wrote. */
  'batch.reverse': answers<StageOutcome>()(z.object({ batchId: id }), 60_000),
} as const;
