import type { CollectionName, FieldValues } from '../../../../domain/fields.ts';
import type {
  FieldChanges,
  Operation,
  OperationError,
  OperationKind,
  OperationState,
} from '../../../../domain/operation.ts';
import type { MirroredRecord } from './mirror.ts';

/** A change of one record before it is staged. */
export interface NewOperation {
  readonly id: string;
  readonly batchId: string;
  readonly collection: CollectionName;
  readonly targetId: string;
  /** An update when absent. */
  readonly kind?: OperationKind;
  readonly changes: FieldChanges;
  /** Operations that must be done before this one can be sent. */
  readonly dependsOn?: readonly string[];
  readonly state: OperationState;
  /** Why it is held from the start. */
  readonly error?: OperationError;
  readonly stagedAt: number;
}

/** A gesture: what was done, by whom and when. Times are milliseconds since 1970. */
export interface BatchRow {
  readonly id: string;
  readonly sequence: number;
  readonly label: string;
  readonly actor: string;
  readonly environment: string;
  readonly createdAt: number;
  readonly undoneAt: number | null;
  /** Operations of earlier batches this gesture put aside, with the state to give back on undo and why they were held. */
  readonly superseded: readonly (readonly [string, OperationState, string?])[];
}

/** Changes to an operation's row. Absent = unchanged, null = cleared. */
export interface OperationPatch {
  readonly state?: OperationState;
  readonly changes?: FieldChanges;
  readonly attempts?: number;
  readonly retryAt?: number | null;
  readonly error?: OperationError | null;
  readonly sentAt?: number | null;
  readonly settledAt?: number | null;
}

/** Records with unsent changes, by the state they are shown in. */
export interface ShownFilter {
  readonly states?: readonly OperationState[];
  /** Only what a person has to decide: conflicts, and records that are gone at the server. */
  readonly toDecide?: boolean;
}

/** A live operation without what it changes. */
export type OperationHead = Pick<
  Operation,
  'sequence' | 'collection' | 'targetId' | 'state' | 'retryAt' | 'dependsOn'
>;

/** What staging needs of a live operation: it reads those of a hundred thousand records. */
export type StagedOperation = Pick<
  Operation,
  'id' | 'sequence' | 'collection' | 'changes' | 'state' | 'error'
>;

/** A record as it is shown. Its `server` is the same, which is true of fields that no live operation changes. */
export interface ShownRecord extends MirroredRecord {
  /** Whether it has live operations. */
  readonly staged: boolean;
}

/** What the newest live operation of a record makes of it. */
export interface Overlay {
  readonly rowid: number;
  readonly wanted: FieldValues;
  /** States of all live operations of the record, the new one included. */
  readonly states: readonly OperationState[];
}

/** Operations and batches. No method opens a transaction: the outbox decides what is atomic. */
export interface OperationStore {
  addBatch(batch: Omit<BatchRow, 'sequence' | 'undoneAt'>): BatchRow;
  updateBatch(
    id: string,
    patch: { readonly undoneAt?: number | null; readonly superseded?: BatchRow['superseded'] },
  ): void;
  batch(id: string): BatchRow | null;
  /** Newest first. */
  batches(offset: number, limit: number): readonly BatchRow[];
  /** The newest batch not undone that still has an unsent operation (state held, ready, waiting, refused, conflict, needs-auth or blocked), and none sent; null when there is nothing to undo. */
  lastUndoable(): BatchRow | null;
  /** The batch undone last, if no batch was added since; null when there is nothing to redo. */
  lastRedoable(): BatchRow | null;
  add(operations: readonly NewOperation[]): void;
  update(id: string, patch: OperationPatch): void;
  /** The same change to many operations, each named by its place. */
  updateAll(operations: readonly Pick<Operation, 'sequence'>[], patch: OperationPatch): void;
  get(id: string): Operation | null;
  /** Those of these operations that exist (in one of the states), in the order named. */
  getMany(ids: readonly string[], states?: readonly OperationState[]): readonly Operation[];
  ofBatch(batchId: string): readonly Operation[];
  /** Live operations of one record, in staging order. */
  liveOf(collection: CollectionName, targetId: string): readonly Operation[];
  /** The same for many records, by id; those without live operations are left out. */
  liveOfMany(
    collection: CollectionName,
    targetIds: readonly string[],
  ): ReadonlyMap<string, readonly Operation[]>;
  /** The same with what staging needs of each operation. */
  stagedOfMany(
    collection: CollectionName,
    targetIds: readonly string[],
  ): ReadonlyMap<string, readonly StagedOperation[]>;
  /** Live operations in staging order, optionally only some states. */
  live(options: {
    readonly states?: readonly OperationState[];
    readonly offset: number;
    readonly limit: number;
  }): readonly Operation[];
  /** Whether there is any live operation in one of these states. */
  any(states: readonly OperationState[]): boolean;
  /** What planning needs of live operations in these states, staged after `sequence`, in staging order. */
  heads(states: readonly OperationState[], sequence: number, limit: number): readonly OperationHead[];
  /** Live operations by state. `done` and `dropped` have left the tray and are answered as 0; receipts count them. */
  countByState(): Readonly<Record<OperationState, number>>;
  /** Records with a live operation (in one of the states), the one staged first first. */
  liveRecords(options: {
    readonly states?: readonly OperationState[];
    readonly offset: number;
    readonly limit: number;
  }): readonly { readonly collection: CollectionName; readonly targetId: string }[];
  /** As `liveRecords`, by the state a record is shown in rather than those its operations are stored in. */
  shownRecords(
    options: ShownFilter & { readonly offset: number; readonly limit: number },
  ): readonly { readonly collection: CollectionName; readonly targetId: string }[];
  countShownRecords(filter: ShownFilter): number;
  countLiveRecords(states?: readonly OperationState[]): number;
  /** Records in one of these states, or held for the reason with this code; each counted once. */
  countLiveRecordsOrHeld(states: readonly OperationState[], code: string): number;
  /** Records with an operation in this state whose last word has this code. */
  countLiveRecordsByWord(state: OperationState, code: string): number;
  /** How the operations of one batch stand: a line per state and code of their last word. */
  countsOfBatch(batchId: string): readonly {
    readonly state: OperationState;
    readonly code: string | null;
    readonly count: number;
    readonly settledAt: number | null;
  }[];
  /** Operations of one batch in staging order, a page of them. */
  pageOfBatch(batchId: string, offset: number, limit: number): readonly Operation[];
  /** Operations of one batch behind this sequence, in staging order. */
  nextOfBatch(batchId: string, after: number, limit: number): readonly Operation[];
  /** Operations that wait, or waited, for this one, in staging order. */
  dependants(id: string): readonly Operation[];
  /**
   * The server has named a record made here: its operations and everything that refers to it now carry
   * the new id. Answers the records with live operations that this touched.
   */
  rename(
    collection: CollectionName,
    localId: string,
    id: string,
  ): readonly { readonly collection: CollectionName; readonly targetId: string }[];
  /** What a `local:` id was named by the server; null while it was not. */
  nameOf(localId: string): string | null;
  /** These fields of those records that have no live operations, by id. */
  readClean(
    collection: CollectionName,
    ids: readonly string[],
    fields: readonly string[],
  ): ReadonlyMap<string, MirroredRecord>;
  /**
   * These fields as they are shown, by id, of all of those records that are there. What an id that does not survive
   * JSON names is not among them.
   */
  readShown(
    collection: CollectionName,
    ids: readonly string[],
    fields: readonly string[],
  ): ReadonlyMap<string, ShownRecord>;
  /** Writes effective values and marks of records to which a live operation has just been added. */
  overlay(collection: CollectionName, overlays: readonly Overlay[]): void;
  /**
   * Records of which the server has taken an operation that was staged after `sequence`: the newest
   * such sequence by collection and id. One walk over everything staged since.
   */
  sentSince(sequence: number): (collection: CollectionName, targetId: string) => number | null;
  /** The earliest `retryAt` of waiting and unknown operations. */
  nextRetryAt(): number | null;
  /** Whatever was being sent when the process died: nobody knows whether the server has it. */
  markSendingAsUnknown(): number;
}
