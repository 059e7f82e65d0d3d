import type { MirrorStore } from './api/mirror.ts';
import type { LookupStore } from './api/lookups.ts';
import type { SyncStateStore } from './api/syncState.ts';
import type { SetAsideStore } from './api/setAside.ts';
import type { OperationStore } from './api/operations.ts';
import type { AuditStore } from './api/audit.ts';
import type { ProducerStore } from './api/producers.ts';
import type { AssignmentChangeStore, ChainStore, PositionStore } from './api/assignments.ts';
import type { CommissionGridStore } from './api/commissionGrid.ts';
import type { HierarchyStore } from './api/hierarchies.ts';
import type { HistoryStore } from './api/histories.ts';
import type { InvitationStore, SealedStore } from './api/secrets.ts';
import type { ViewStore } from './api/views.ts';
import type { TurrisStore } from './turrisStore.ts';
import type { Written } from './watching.ts';

export type { IncomingRecord, MirroredRecord, MirrorStore, ReadServerCopy } from './api/mirror.ts';
export type { NewRow } from './newRows.ts';
export type { LookupStore } from './api/lookups.ts';
export type { SyncTarget, SyncStateRow, SyncStateStore } from './api/syncState.ts';
export type { SetAsideStore } from './api/setAside.ts';
export type {
  NewOperation,
  BatchRow,
  OperationPatch,
  ShownFilter,
  OperationHead,
  ShownRecord,
  StagedOperation,
  Overlay,
  OperationStore,
} from './api/operations.ts';
export { auditEvents } from './api/audit.ts';
export type { AuditEvent, AuditEntry, AuditStore, NumberedEntry } from './api/audit.ts';
export type { ProducerStore } from './api/producers.ts';
export type { AssignmentChangeStore, ChainStore } from './api/assignments.ts';
export type { CommissionGridStore, GridRecord } from './api/commissionGrid.ts';
export type { HistoryQuery, HistoryStore, ServerChange } from './api/histories.ts';
export type { Written } from './watching.ts';
export type { SealedStore, InvitationStore } from './api/secrets.ts';
export type { FindQuery } from './viewFind.ts';
export type { PrepareScope, ViewFilter, ViewQuery, ViewStore } from './api/views.ts';

/** Named texts that belong to the connection; null for one never written. */
export interface SettingStore {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/** The whole store. One writer, one process; every method is synchronous. */
export interface Store {
  readonly mirror: MirrorStore;
  readonly chain: ChainStore;
  readonly commissionGrid: CommissionGridStore;
  readonly assignmentChanges: AssignmentChangeStore;
  readonly hierarchies: HierarchyStore;
  readonly histories: HistoryStore;
  readonly positions: PositionStore;
  readonly lookups: LookupStore;
  readonly syncState: SyncStateStore;
  readonly setAside: SetAsideStore;
  readonly operations: OperationStore;
  readonly audit: AuditStore;
  readonly settings: SettingStore;
  readonly invitations: InvitationStore;
  readonly producers: ProducerStore;
  readonly sealed: SealedStore;
  readonly turris: TurrisStore;
  readonly views: ViewStore;
  /**
   * Runs `work` in one transaction; an exception rolls all of it back. Nested calls join the outer one.
   * `gesture` commits with synchronous=FULL (a person's work, which exists nowhere else); `mirror` with NORMAL.
   */
  transaction<T>(durability: 'gesture' | 'mirror', work: () => T): T;
  /**
   * Tells from now on what is written, inside the transaction that writes it; answers how to stop that. With
   * `shown` server copies count only where they change what is shown, which costs those who write them nothing.
   */
  watch(listener: (written: Written) => void, what?: 'all' | 'shown'): () => void;
  /**
   * Moves the write-ahead log into the file when it has grown long. Takes tens of milliseconds then:
   * long work calls it between its transactions, so that no commit has to do it as well.
   */
  checkpoint(): void;
  /** Nothing is written from now on: the file was found to be damaged. */
  halt(): void;
  close(): void;
}
