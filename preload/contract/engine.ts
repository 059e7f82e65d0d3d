import type { CollectionName } from '../../domain/fields.ts';
import { assignmentHistoryCalls } from './assignmentHistory.ts';
import { auditCalls } from './audit.ts';
import { bulkCalls } from './bulk.ts';
import { cohortCalls } from './cohort.ts';
import { commissionGridCalls } from './commissionGrid.ts';
import { editCalls } from './edits.ts';
import { exportCalls } from './export.ts';
import { importCalls } from './import.ts';
import { gridViewCalls } from './gridViews.ts';
import { historyCalls } from './history.ts';
import { invitationCalls } from './invitations.ts';
import { outboxCalls } from './outbox.ts';
import { producerCalls } from './producer.ts';
import { receiptCalls } from './receipts.ts';
import type { ReceiptSummary } from './receipts.ts';
import { recordCalls } from './records.ts';
import { refusedCellCalls } from './refusedCells.ts';
import { statusCalls } from './status.ts';
import type { EngineStatus } from './status.ts';
import { syncCalls } from './sync.ts';
import { transferCalls } from './transfer.ts';
import { turrisCalls } from './turris.ts';
import { viewCalls } from './views.ts';

export { auditKinds } from './audit.ts';
export type { AuditCheck, AuditKind, AuditLine } from './audit.ts';
export type { ExactRequest, FieldsResolved, OutboxChange, OutboxItem, SendPlan } from './outbox.ts';
export type { HistoryChange, HistoryEntry, HistoryPlace, HistoryStep, RecordHistory } from './history.ts';
export type {
  ImportName,
  ImportPlan,
  ImportPreview,
  ImportReport,
  ImportRow,
  ImportStaged,
  ImportState,
  RowVerdict,
} from './import.ts';
export type { ReceiptRow, ReceiptSummary, ReversePreview } from './receipts.ts';
export type { FieldDetail, RecordDetail, RecordTwin } from './records.ts';
export type { RefusedCellKept } from './refusedCells.ts';
export type { RefusedEdit, StageOutcome, StageWarnings, Warned } from './staging.ts';
export type { EngineStatus, Environment, SendMode } from './status.ts';
export type { CollectionSync, NetworkStatus, SetAsideItem } from './sync.ts';
export type { FieldOption, FoundText, GridRow, OpenedView, ViewRequest } from './views.ts';
export type { CellInput } from './vocabulary.ts';

/** What the renderer asks the engine, over their MessagePort. Each part has its calls beside their types. */
export const engineCalls = {
  ...statusCalls,
  ...syncCalls,
  ...viewCalls,
  ...gridViewCalls,
  ...refusedCellCalls,
  ...recordCalls,
  ...assignmentHistoryCalls,
  ...historyCalls,
  ...producerCalls,
  ...editCalls,
  ...bulkCalls,
  ...cohortCalls,
  ...commissionGridCalls,
  ...outboxCalls,
  ...invitationCalls,
  ...receiptCalls,
  ...auditCalls,
  ...transferCalls,
  ...importCalls,
  ...exportCalls,
  ...turrisCalls,
} as const;

/** Every call that the engine answers. */
export type EngineCalls = typeof engineCalls;
/** The name of such a call. */
export type EngineCallName = keyof EngineCalls;

/** What the engine tells the renderer unasked. Coalesced: at most one of a kind per 50 ms. */
export type EngineEvent =
  | { readonly event: 'status'; readonly status: EngineStatus }
  /** Visible values of these rows changed; `all` when there are too many to name. */
  | {
      readonly event: 'rows';
      readonly collection: CollectionName;
      readonly rowids: readonly number[] | 'all';
    }
  /** Records came or went: a view of this collection shows an older set until it is opened again. */
  | { readonly event: 'membership'; readonly collection: CollectionName }
  | { readonly event: 'outbox' }
  /** A gesture's changes are all settled. */
  | { readonly event: 'receipt'; readonly receipt: ReceiptSummary };
