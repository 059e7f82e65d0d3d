import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type {
  EngineStatus,
  OutboxItem,
  ReceiptRow,
  ReceiptSummary,
  StageOutcome,
  Warned,
} from '../../../preload/contract.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { Sliced } from '../slices.ts';
import type { Creation } from './create.ts';
import type { ManyCreation } from './createMany.ts';
import type { Desk } from './desk.ts';
import type { InvitationDesk } from './invitationDesk.ts';
import type { Restored } from './discards.ts';
import type { TableRow, TableVerdict } from './tableJudge.ts';
import type { Recreation } from './recreate.ts';

/** One cell as it was typed, pasted or picked. */
export interface CellEdit {
  readonly recordId: string;
  readonly field: string;
  readonly input: { readonly typed: string } | { readonly value: FieldValue };
}

export interface SlowStaging {
  readonly warned?: Warned | undefined;
  /** Told after each slice how many records are worked out. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Asked after each slice, and right before anything is written: a failure ends it with nothing staged. */
  readonly unless?: () => Failure | null;
}

/** Staged work: from the keystroke to the server's echo. */
export interface Outbox extends Desk, Creation, ManyCreation, Recreation, InvitationDesk {
  /**
   * Checks every cell (one validation path for typing, pasting and picking), writes the valid ones as
   * one batch with their operations, effective values and audit line in one FULL transaction, and
   * names the others. `code: 'nothing-to-stage'` never happens: an empty result is an outcome. Where
   * cells break a rule (domain/stagingRules.ts) nothing is staged unless `warned` says what to do.
   */
  stage(
    collection: CollectionName,
    label: string,
    edits: readonly CellEdit[],
    warned?: Warned,
  ): Result<StageOutcome>;
  /**
   * The same for many cells, with others having their turn while it is worked out; only the writing is one
   * transaction. What is written meanwhile is noticed: what was worked out from it is worked out again.
   */
  stageSlowly(
    collection: CollectionName,
    label: string,
    edits: readonly CellEdit[],
    options?: SlowStaging,
  ): Sliced<Result<StageOutcome>>;
  /** What staging rows of a table would do, without writing anything; see tableJudge.ts. */
  judging(collection: CollectionName): (rows: readonly TableRow[]) => readonly TableVerdict[];
  undo(): Result<{ readonly label: string }>;
  redo(): Result<{ readonly label: string }>;
  /** Labels of what undo and redo would do now. */
  undoable(): { readonly undo: string | null; readonly redo: string | null };
  list(options: {
    /** As records are shown, which is the most telling of their operations. */
    readonly states?: readonly OperationState[] | undefined;
    /** Only what a person has to decide: conflicts, and records that are gone at the server. */
    readonly toDecide?: boolean | undefined;
    readonly offset: number;
    readonly limit: number;
  }): { readonly total: number; readonly items: readonly OutboxItem[] };
  counts(): EngineStatus['outbox'];
  /** Progress of the send under way. */
  sending(): EngineStatus['sending'];
  /** Until when sending waits, and why; null when it does not, or when there is nothing to send. */
  pause(): EngineStatus['pause'];
  authorization(): EngineStatus['authorization'];
  /**
   * Marks operations (all clean ones when absent) ready and wakes the sender. What ends contracts needs
   * `confirmed`, else it fails with `needs-confirmation`.
   */
  send(
    operationIds: readonly string[] | undefined,
    confirmed?: boolean,
    /** How many invitations the person confirmed: mail goes out only when it is their number. */
    invitations?: number,
  ): Result<{ readonly queued: number }>;
  /** Drops changes that are not sent; `undoId` names the discard for `restore`. */
  discard(
    operationIds: readonly string[],
  ): Result<{ readonly dropped: number; readonly undoId: string | null }>;
  /** Brings back what a discard dropped, where nothing newer has touched the same fields. */
  restore(undoId: string): Result<Restored>;
  /** The computer woke up, or its network is back: looks at once instead of when the pause is over. */
  wake(): void;
  resolve(operationIds: readonly string[], choice: 'mine' | 'theirs'): Result<{ readonly resolved: number }>;
  receipts(offset: number, limit: number): readonly ReceiptSummary[];
  receipt(
    batchId: string,
    offset: number,
    limit: number,
  ): Result<{
    readonly summary: ReceiptSummary;
    readonly rows: readonly ReceiptRow[];
    readonly total: number;
  }>;
  /** New credentials or scopes: operations waiting for them become ready. */
  credentialsChanged(): void;
  /** Runs the sender until `stop`. First marks what was being sent when the process died as unknown. */
  start(): void;
  stop(): Promise<void>;
}
