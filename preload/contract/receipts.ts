/** What became of a gesture, change by change. */

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

export interface ReceiptRow {
  readonly title: string;
  readonly changes: readonly { readonly label: string; readonly from: string; readonly to: string }[];
  readonly result: 'sent' | 'adopted' | 'nothing-to-send' | 'dropped' | 'open';
  readonly at: number | null;
  readonly note: string;
}
