import { z } from 'zod';
import type { CollectionName } from '../../domain/fields.ts';
import { operationStates } from '../../domain/operation.ts';
import type { OperationKind, OperationState } from '../../domain/operation.ts';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { RefusedEdit, StageWarnings } from './staging.ts';
import { fieldName, id, many, page, text } from './vocabulary.ts';

/** Unsent changes: what waits, what sending would do, and what a person decides about them. */

export interface OutboxChange {
  readonly field: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** In conflict: what the server holds now. */
  readonly theirs: string | null;
  /** The server's words about this field. */
  readonly message: string | null;
}

/** One record with unsent changes. Several gestures on a record are one item, sent together. */
export interface OutboxItem {
  readonly collection: CollectionName;
  readonly recordId: string;
  readonly title: string;
  readonly detail: string;
  readonly state: OperationState;
  /** Why it is where it is, in words; empty when simply ready. */
  readonly reason: string;
  readonly retryAt: number | null;
  readonly stagedAt: number;
  readonly operationIds: readonly string[];
  readonly gestures: readonly string[];
  readonly changes: readonly OutboxChange[];
  /** Whether the record is changed, or made new at the vendor. */
  readonly kind: OperationKind;
  /** Titles of records that must reach the server first, e.g. `Carrier Acme Life`. */
  readonly waitsFor: readonly string[];
  /** In conflict because the server no longer has the record: keep a copy, make it again, or drop. */
  readonly goneAtServer: boolean;
  /** Refused for the spelling of its commission type: how it could be sent instead, e.g. `PERCENT`. */
  readonly sendAs: string | null;
  /** An invitation of which nobody knows whether it went out: `invitation.decide` settles it. */
  readonly uncertain: boolean;
}

/** What sending would do, before anything is sent. */
export interface SendPlan {
  readonly records: number;
  /** Requests, reads before writing included. */
  readonly requests: number;
  /** Estimate from the host's budget, in seconds. */
  readonly seconds: number;
  /** The estimate in words: `about 9 minutes at 60 requests a minute`. */
  readonly words: string;
  /** What does not come back and so needs a confirmation that names the count. */
  readonly confirm: { readonly terminations: number; readonly invitations: number };
}

/** One request as it would leave, without the token. */
export interface ExactRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** Records in it. */
  readonly records: number;
}

/** What became of choices in a conflict. */
export interface FieldsResolved {
  readonly resolved: number;
  readonly refused: readonly RefusedEdit[];
  /** Then nothing was settled: the call is repeated with `warned`. */
  readonly warnings: StageWarnings | null;
}

/** Calls about changes that have not ended: looked at, sent, decided, discarded. */
export const outboxCalls = {
  'outbox.list': answers<{ readonly total: number; readonly items: readonly OutboxItem[] }>()(
    page.extend({
      /** As records are shown. */
      states: z.array(z.enum(operationStates)).optional(),
      /** Only conflicts, and records that are gone at the server. */
      toDecide: z.boolean().optional(),
    }),
  ),
  /**
   * Sends now: everything clean, or these operations. Answers how many were queued for sending.
   * Terminations need `confirmed`, invitations also their number (fails with `needs-confirmation` and the
   * count otherwise).
   */
  'outbox.send': answers<{ readonly queued: number }>()(
    z.object({
      operationIds: many.optional(),
      confirmed: z.boolean().optional(),
      invitations: z.number().int().min(0).optional(),
    }),
  ),
  /** What sending everything clean, or these operations, would take. */
  'outbox.plan': answers<SendPlan>()(z.object({ operationIds: many.optional() }), 30_000),
  /** The exact requests for these operations, as they would leave now. At most 20. */
  'outbox.requests': answers<{ readonly requests: readonly ExactRequest[]; readonly more: number }>()(
    z.object({ operationIds: many }),
  ),
  /**
   * Tries operations that were refused for the spelling of a commission type again, with the other one.
   * The connection remembers it once the server has taken it. Fails with `no-other-spelling`.
   */
  'outbox.send-as': answers<{ readonly queued: number }>()(z.object({ operationIds: many })),
  /** Keeps operations back until a person sends them. */
  'outbox.hold': answers<{ readonly held: number }>()(z.object({ operationIds: many })),
  /**
   * Discards staged changes. They stay in the audit and the receipt as dropped. `edit.undo` brings the newest
   * discard back, `outbox.restore` the one with this `undoId`, also after a restart.
   */
  'outbox.discard': answers<{ readonly dropped: number; readonly undoId: string | null }>()(
    z.object({ operationIds: many }),
    30_000,
  ),
  /** Brings back what a discard dropped; what has been changed again or sent since stays discarded and is counted in `left`. */
  'outbox.restore': answers<{ readonly restored: number; readonly left: number }>()(z.object({ undoId: id })),
  /** In conflict: send ours over theirs, or take theirs and drop ours, for every field in conflict. */
  'outbox.resolve': answers<{ readonly resolved: number }>()(
    z.object({ operationIds: many, choice: z.enum(['mine', 'theirs']) }),
  ),
  /**
   * In conflict: a choice per field, or a third value as typed, which is held against what a cell edit is held
   * against. Fields left out, and refused ones, stay in conflict.
   */
  'outbox.resolve-fields': answers<FieldsResolved>()(
    z.object({
      operationIds: many,
      choices: z.record(
        fieldName,
        z.union([z.object({ take: z.enum(['mine', 'theirs']) }), z.object({ typed: text })]),
      ),
      warned: warned.optional(),
    }),
  ),
  /** The record is gone at the server: make it again with what we last knew and our changes. */
  'outbox.recreate': answers<{ readonly queued: number }>()(z.object({ operationIds: many })),
} as const;
