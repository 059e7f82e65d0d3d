import type { ProducerDetail } from '../../../domain/collections.ts';
import type { CollectionName, FieldValue, FieldValues, MirroredName } from '../../../domain/fields.ts';
import type { LookupKind, LookupValue } from '../../../domain/lookups.ts';
import type {
  FieldChanges,
  Operation,
  OperationError,
  OperationKind,
  OperationState,
} from '../../../domain/operation.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { FieldOption, GridRow } from '../../../domain/view.ts';
import type { OperationHead, Overlay } from './bulk.ts';

export type { OperationHead, Overlay };

/** One record as the connector understood it: typed values and the vendor's JSON untouched. */
export interface IncomingRecord {
  readonly id: string;
  readonly values: FieldValues;
  readonly server: JsonObject;
  /** Whether the answer it came in names only some of the fields: the others stay as they are known. */
  readonly narrow?: boolean;
}

/** A record that could not be understood, kept with its reason so that nothing is lost silently. */
export interface SetAsideRecord {
  /** The record's id where it has one, else a position such as `page 3, item 17`. */
  readonly key: string;
  readonly reason: string;
  /** The record's JSON, at most 4,000 characters of it. */
  readonly raw: string;
}

export interface MirroredRecord {
  readonly rowid: number;
  readonly id: string;
  readonly fetchedAt: number;
  readonly goneAt: number | null;
  readonly effective: FieldValues;
  /** Values of the last server copy, without staged changes; null for a record not created yet. */
  readonly server: FieldValues | null;
}

/** Server copies of the vendor's records, with the live operations applied to the effective columns. */
export interface MirrorStore {
  /**
   * Applies one page in one transaction: insert or update, mark as seen in the pass, un-tombstone,
   * and re-apply live operations (fields with a live operation keep the staged value). Ids repeated
   * in the page are applied once, the last wins. Answers the rowids whose visible values changed.
   */
  applyPage(
    collection: CollectionName,
    records: readonly IncomingRecord[],
    at: {
      readonly pass: number;
      readonly now: number;
      /** Operations of these records moved in this transaction: they are recomputed even where the copy is the same. */
      readonly moved?: boolean;
    },
  ): readonly number[];
  /**
   * Counts records as seen by the pass although they could not be read: they are still there, so they
   * must not be taken for deleted. Answers how many of the ids the mirror has.
   */
  markSeen(collection: CollectionName, ids: readonly string[], pass: number): number;
  /**
   * Recomputes effective values and `change_state` of records from their server copies and live
   * operations, and answers the rowids of those that are there. A record made here exists as long as
   * it has live operations: its row comes with the first and goes with the last. Where only operations
   * moved, their `fields` are all that can have changed, and no others are read or written.
   */
  materialize(
    collection: CollectionName,
    ids: readonly string[],
    fields?: readonly string[],
  ): readonly number[];
  /**
   * Recomputes `change_state` alone, for records whose live operations changed their states and nothing
   * else. Answers the rowids whose mark is another now.
   */
  remark(collection: CollectionName, ids: readonly string[]): readonly number[];
  /** Records (not yet gone) that the pass did not see. */
  countUnseen(collection: CollectionName, pass: number): number;
  count(collection: CollectionName): number;
  /** Marks what a complete pass did not see as gone. Records with live operations are marked too, and keep their operations. */
  tombstoneUnseen(collection: CollectionName, pass: number, now: number): readonly number[];
  /** The server said that it does not have this record any more. */
  markGone(collection: CollectionName, id: string, now: number): void;
  get(collection: CollectionName, id: string): MirroredRecord | null;
  /** Those of these records that are there, by id. All of them in memory: ask for a page at a time. */
  getMany(collection: CollectionName, ids: readonly string[]): ReadonlyMap<string, MirroredRecord>;
  /** Whether the stored server copy of a record is this one, word for word. */
  holdsCopy(collection: CollectionName, id: string, server: JsonObject): boolean;
  /** The values that these records have in a text field, each once; null where one has none, or is not there. */
  distinct(collection: CollectionName, ids: readonly string[], field: string): readonly string[] | null;
  /** Gives a record made here its server id. Where that id is mirrored already, the two become one row. */
  rename(collection: CollectionName, localId: string, id: string): 'renamed' | 'merged';
  /**
   * A record, not gone, that is the same to people: carrier by name, product by name within carrier,
   * level by name within product, assignment by NPN and product, producer by NPN; of what a producer has:
   * address by type, first line and ZIP, phone by type and number, bank account by type, routing number and
   * last four digits, policy by number or certificate and effective date. Case does not matter.
   */
  alike(collection: MirroredName, values: FieldValues): string | null;
  /** Whether the producer has any contract assignment here, staged ones included. */
  hasAssignments(npn: string): boolean;
  /** Records made here that the server has not named yet. They count in `count`, and no pass sees them. */
  countLocal(collection: CollectionName): number;
  /** Ids the server gave to records not gone, in id order; `after` is exclusive. For walking parents. */
  ids(collection: CollectionName, after: string | null, limit: number): readonly string[];
  /** Ids of products or levels that assignments name and the mirror has never seen, in id order. */
  unknownToAssignments(collection: 'product' | 'commissionLevel'): readonly string[];
}

export interface LookupStore {
  applyAll(
    kind: LookupKind,
    values: readonly (LookupValue & { readonly server: JsonObject })[],
    at: { readonly pass: number; readonly now: number },
  ): void;
  list(kind: LookupKind): readonly LookupValue[];
  find(kind: LookupKind, id: string): LookupValue | null;
}

/** A mirrored collection or the lookups, each with its own pass. Invitations have none. */
export type SyncTarget = MirroredName | 'lookups';

export interface SyncStateRow {
  readonly target: SyncTarget;
  readonly pass: number;
  /** Opaque to the store: where the pass under way stands. */
  readonly cursor: unknown;
  readonly completedPass: number | null;
  readonly completedAt: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Opaque to the store: what later passes need to know of earlier ones. */
  readonly memo: unknown;
}

export interface SyncStateStore {
  read(target: SyncTarget): SyncStateRow;
  all(): readonly SyncStateRow[];
  /** Starts a new pass and answers its number. */
  begin(target: SyncTarget, cursor: unknown): number;
  /** Remembers progress. Call inside the transaction that applies the page. */
  advance(target: SyncTarget, cursor: unknown): void;
  complete(target: SyncTarget, now: number): void;
  failed(target: SyncTarget, failure: { readonly code: string; readonly message: string }): void;
  remember(target: SyncTarget, memo: unknown): void;
}

export interface SetAsideStore {
  /** Replaces an earlier entry of the same record. */
  put(
    collection: SyncTarget,
    records: readonly SetAsideRecord[],
    at: { readonly pass: number; readonly now: number },
  ): void;
  /** Forgets entries of passes before this one: the record has since been read, or is gone. */
  clearBefore(collection: SyncTarget, pass: number): void;
  count(): number;
  list(
    offset: number,
    limit: number,
  ): readonly (SetAsideRecord & { readonly collection: SyncTarget; readonly at: number })[];
}

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
  /** The same change to many operations. */
  updateAll(ids: readonly string[], patch: OperationPatch): void;
  get(id: string): Operation | null;
  /** Those of these operations that exist, in the order named. */
  getMany(ids: readonly string[]): readonly Operation[];
  ofBatch(batchId: string): readonly Operation[];
  /** Live operations of one record, in staging order. */
  liveOf(collection: CollectionName, targetId: string): readonly Operation[];
  /** The same for many records, by id; those without live operations are left out. */
  liveOfMany(
    collection: CollectionName,
    targetIds: readonly string[],
  ): ReadonlyMap<string, readonly Operation[]>;
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

/** What the audit writes down. */
export const auditEvents = [
  'staged',
  'undone',
  'redone',
  'sent',
  'refused',
  'adopted',
  'dropped',
  'conflict',
  'resolved',
  'removed',
  /** A person confirmed what cannot be taken back. */
  'confirmed',
  /** An invitation went out and nobody knows whether it arrived. */
  'uncertain',
  /** A person said what became of an invitation. */
  'marked',
  /** The link of an invitation was shown. */
  'revealed',
  /** A setting of the connection that decides what is sent. */
  'configured',
  /** Discarded changes were brought back. */
  'restored',
  /** A damaged database was replaced, and read as far as it could be. */
  'rescued',
] as const;
export type AuditEvent = (typeof auditEvents)[number];

export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly environment: string;
  readonly event: AuditEvent;
  readonly operationId: string | null;
  readonly batchId: string | null;
  readonly detail: JsonObject;
}

export interface AuditStore {
  append(entry: AuditEntry): void;
  /** Recomputes the hash chain. */
  verify(): { readonly entries: number; readonly brokenAt: number | null };
  /** Newest first. The numbers have no gaps, so a page is found by them, however far back it lies. */
  list(offset: number, limit: number): readonly (AuditEntry & { readonly sequence: number })[];
  /** The numbers of the entries that hold every word, newest first; of these events only, when they are named. */
  matching(query: AuditQuery): readonly number[];
  /** The entries with these numbers, in their order. */
  numbered(sequences: readonly number[]): readonly (AuditEntry & { readonly sequence: number })[];
  count(): number;
}

/** What belongs to a producer, and what is known to have been done about it. */
export interface ProducerStore {
  /** The producer with this NPN, not gone; null when none is known. */
  idOf(npn: string): string | null;
  /** Ids of what hangs on a producer, oldest first; what is gone only while it carries unsent work. */
  details(collection: ProducerDetail, producerId: string): readonly string[];
  /** Ids of the contract assignments of an NPN. */
  assignments(npn: string): readonly string[];
  /** Operations on these records, newest first. */
  operationsOn(
    records: readonly { readonly collection: CollectionName; readonly id: string }[],
    limit: number,
  ): readonly Operation[];
}

/**
 * Values a person typed that must be nowhere in plain: each sealed with a key of its own, for one
 * operation. They end with the operation, in the same transaction.
 */
export interface SealedStore {
  put(operationId: string, field: string, text: string): void;
  /** The text; null when there is none, because it ended or never came here. */
  open(operationId: string, field: string): string | null;
  has(operationId: string, field: string): boolean;
}

export interface AuditQuery {
  readonly words: readonly string[];
  readonly events?: readonly AuditEntry['event'][] | undefined;
}

/** What AgentSync said of the changes of single assignments. */
export interface AssignmentChangeStore {
  replace(
    assignmentId: string,
    read: {
      readonly changes: readonly { readonly id: string; readonly server: JsonObject }[];
      readonly unreadable: number;
    },
    now: number,
  ): void;
  /** As last read, in the vendor's order; null when it never was. */
  read(assignmentId: string): {
    readonly fetchedAt: number;
    readonly unreadable: number;
    readonly changes: readonly JsonObject[];
  } | null;
  /** Operations ever staged on the assignment, the newest first. */
  ours(assignmentId: string, limit: number): readonly string[];
}

/** Uplines and downlines of contract assignments, by effective values. */
export interface ChainStore {
  /** The commission level of each of these assignments; unknown ids are left out. */
  levelsOf(ids: readonly string[]): ReadonlyMap<string, string | null>;
  /** Assignments, not gone, directly below these. */
  downlinesOf(ids: readonly string[]): readonly {
    readonly uplineId: string;
    readonly id: string;
    readonly commissionLevelId: string | null;
  }[];
}

export interface SettingStore {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/** Invitations beyond their rows. The links are secrets: nothing else of the store reads their table. */
export interface InvitationStore {
  /** Keeps the link of an invitation. Call inside the transaction that settles it. */
  keepLink(id: string, link: string, at: number): void;
  link(id: string): string | null;
  /** Ids of invitations of this producer that have not gone out, or may not have. */
  unsentOf(npn: string): readonly string[];
  /** Invitations of which nobody knows whether they went out. */
  countUncertain(): number;
}

export interface SortKey {
  readonly field: string;
  readonly direction: 'ascending' | 'descending';
}

export type ViewFilter =
  | { readonly field: string; readonly test: 'is'; readonly value: FieldValue }
  | { readonly field: string; readonly test: 'contains'; readonly text: string }
  | { readonly test: 'has-unsent-change' };

export interface ViewQuery {
  readonly collection: CollectionName;
  readonly columns: readonly string[];
  readonly sort: readonly SortKey[];
  readonly filters: readonly ViewFilter[];
  /** Words that must each appear in one of the visible text columns, as displayed. */
  readonly search: string;
}

export interface ViewStore {
  /** Computes the order vector: rowids in view order. Records that are gone are left out unless they carry unsent changes. */
  order(query: ViewQuery): Uint32Array;
  /** The rows with these rowids, in the order given; unknown rowids are left out. */
  rows(query: Pick<ViewQuery, 'collection' | 'columns'>, rowids: readonly number[]): readonly GridRow[];
  /** How a value of this field is shown: labels instead of ids, lists comma separated, empty text for null. */
  label(collection: CollectionName, field: string, value: FieldValue): string;
  /** Choices for a reference or lookup field of one record (levels of that assignment's product, statuses, …). */
  options(
    collection: CollectionName,
    field: string,
    recordId: string,
    search: string,
    limit: number,
  ): readonly FieldOption[];
}

/** The whole store. One writer, one process; every method is synchronous. */
export interface Store {
  readonly mirror: MirrorStore;
  readonly chain: ChainStore;
  readonly assignmentChanges: AssignmentChangeStore;
  readonly lookups: LookupStore;
  readonly syncState: SyncStateStore;
  readonly setAside: SetAsideStore;
  readonly operations: OperationStore;
  readonly audit: AuditStore;
  readonly settings: SettingStore;
  readonly invitations: InvitationStore;
  readonly producers: ProducerStore;
  readonly sealed: SealedStore;
  readonly views: ViewStore;
  /**
   * Runs `work` in one transaction; an exception rolls all of it back. Nested calls join the outer one.
   * `gesture` commits with synchronous=FULL (a person's work, which exists nowhere else); `mirror` with NORMAL.
   */
  transaction<T>(durability: 'gesture' | 'mirror', work: () => T): T;
  /**
   * Moves the write-ahead log into the file when it has grown long. Takes tens of milliseconds then:
   * long work calls it between its transactions, so that no commit has to do it as well.
   */
  checkpoint(): void;
  /** Nothing is written from now on: the file was found to be damaged. */
  halt(): void;
  close(): void;
}

/** Turns the vendor's JSON of a stored server copy, or some fields of it, back into values; the connector's mapping, passed in. */
export type ReadServerCopy = (
  collection: CollectionName,
  server: JsonObject,
  fields?: readonly string[],
) => FieldValues;
