import type { JsonObject } from '../../../../domain/json.ts';
import type { Sliced } from '../../slices.ts';

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
  /** A list left as a file. */
  'exported',
] as const;
export type AuditEvent = (typeof auditEvents)[number];

/** One line of the audit before it has its place in the chain. Times are milliseconds since 1970. */
export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly environment: string;
  readonly event: AuditEvent;
  readonly operationId: string | null;
  readonly batchId: string | null;
  readonly detail: JsonObject;
}

/** An entry that is written down, by its place in the chain. */
export interface NumberedEntry extends AuditEntry {
  readonly sequence: number;
}

/** Lines that hold each of these words, and are of one of these kinds. */
export interface AuditQuery {
  readonly words: readonly string[];
  readonly events?: readonly AuditEntry['event'][] | undefined;
}

/** `brokenAt` is the first entry that is not what was written; `entries` were looked at. */
export interface ChainCheck {
  readonly entries: number;
  readonly brokenAt: number | null;
}

/** The audit: lines are added and never changed, each bound to the one before by a hash. */
export interface AuditStore {
  append(entry: AuditEntry): void;
  /** Many at once, in their order. */
  appendAll(entries: readonly AuditEntry[]): void;
  /** Recomputes the hash chain. */
  verify(): ChainCheck;
  /** The same slice by slice; entries that are added meanwhile are part of it. */
  verifying(): Sliced<ChainCheck>;
  /** Newest first. The numbers have no gaps, so a page is found by them, however far back it lies. */
  list(offset: number, limit: number): readonly (AuditEntry & { readonly sequence: number })[];
  /** The numbers of the entries that hold every word, newest first; of these events only, when they are named. */
  matching(query: AuditQuery): readonly number[];
  /** The entries with these numbers, in their order. */
  numbered(sequences: readonly number[]): readonly (AuditEntry & { readonly sequence: number })[];
  count(): number;
}
