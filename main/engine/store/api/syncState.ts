import type { MirroredName } from '../../../../domain/fields.ts';

/** A mirrored collection or the lookups, each with its own pass. Invitations have none. */
export type SyncTarget = MirroredName | 'lookups';

/** How far the reading of one target has come. */
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

/** Where each target stands; what a kill leaves behind is where the next pass goes on. */
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
