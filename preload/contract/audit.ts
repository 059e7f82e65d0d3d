import { z } from 'zod';
import { answers } from './definition.ts';
import { page } from './vocabulary.ts';

/** The chained history of everything that was done, and by whom. */

export interface AuditLine {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly environment: string;
  /** What happened, in words. */
  readonly words: string;
  readonly record: string;
  readonly changes: readonly { readonly label: string; readonly from: string; readonly to: string }[];
  readonly result: string;
}

/** What a person looks for in the history. */
export const auditKinds = ['changed', 'sent', 'refused', 'decided', 'discarded'] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What a look at the whole chain of the audit found. */
export interface AuditCheck {
  readonly entries: number;
  /** Sequence of the first entry that does not fit the chain; null when all do. */
  readonly brokenAt: number | null;
}

/** Calls that read the audit. */
export const auditCalls = {
  /** Newest first; with `search` or `kind` only what holds every word, or is of that kind. */
  'audit.list': answers<{ readonly total: number; readonly lines: readonly AuditLine[] }>()(
    page.extend({ search: z.string().max(200).optional(), kind: z.enum(auditKinds).optional() }),
    20_000,
  ),
  /** Recomputes the chain of hashes over the whole audit. */
  'audit.verify': answers<AuditCheck>()(z.object({}), 60_000),
  'audit.csv': answers<{ readonly suggestedName: string; readonly text: string }>()(z.object({}), 60_000),
} as const;
