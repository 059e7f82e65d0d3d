import type { SyncTarget } from './syncState.ts';

/** A record that could not be understood, kept with its reason so that nothing is lost silently. */
export interface SetAsideRecord {
  /** The record's id where it has one, else a position such as `page 3, item 17`. */
  readonly key: string;
  readonly reason: string;
  /** The record's JSON, at most 4,000 characters of it. */
  readonly raw: string;
}

/** Records of a vendor that could not be read, kept as they came until a pass reads them. */
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
