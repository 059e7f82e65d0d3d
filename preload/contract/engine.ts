import { z } from 'zod';
import { collectionNames, mirroredNames } from '../../domain/fields.ts';
import type { CollectionName, FieldKind, FieldValue, MirroredName } from '../../domain/fields.ts';
import { lookupKinds } from '../../domain/lookups.ts';
import type { LookupValue } from '../../domain/lookups.ts';
import { operationStates } from '../../domain/operation.ts';
import type { OperationKind, OperationState } from '../../domain/operation.ts';
import type { Failure } from '../../domain/result.ts';
import type { FieldOption, GridRow } from '../../domain/view.ts';
import { assignmentHistoryCalls } from './assignmentHistory.ts';
import { cohortCalls } from './cohort.ts';
import { producerCalls } from './producer.ts';
import { answers } from './definition.ts';
import type { ReceiptRow, ReceiptSummary } from './receipts.ts';
import { warned } from './staging.ts';
import type { RefusedEdit, StageOutcome, StageWarnings } from './staging.ts';
import { invitationCalls } from './invitations.ts';

export type { ReceiptRow, ReceiptSummary } from './receipts.ts';
export type { FieldOption, GridRow } from '../../domain/view.ts';
export type { RefusedEdit, StageOutcome, StageWarnings, Warned } from './staging.ts';

/** What the renderer asks the engine, over their MessagePort. */

const collection = z.enum(collectionNames);
const id = z.string().min(1).max(200);
const fieldName = z.string().min(1).max(60);
const text = z.string().max(20_000);
const fieldValue = z.union([text, z.boolean(), z.null(), z.array(text).max(500)]);

export type Environment = 'practice' | 'sandbox' | 'production' | 'custom';

export type NetworkStatus =
  | { readonly state: 'online' }
  /** `chosen`: the person asked to work offline. Otherwise the last exchange failed. */
  | { readonly state: 'offline'; readonly since: number; readonly chosen: boolean; readonly reason: string };

export interface CollectionSync {
  readonly target: MirroredName | 'lookups';
  /** `not-offered`: this connection has no call for it. Nothing is wrong, and nothing will arrive. */
  readonly state:
    'never' | 'idle' | 'running' | 'waiting' | 'offline' | 'needs-auth' | 'failed' | 'not-offered';
  readonly page: number;
  /** Null while the vendor has not said. */
  readonly pages: number | null;
  readonly records: number;
  readonly completedAt: number | null;
  readonly failure: Failure | null;
}

export interface EngineStatus {
  readonly connection: { readonly id: string; readonly name: string; readonly environment: Environment };
  readonly network: NetworkStatus;
  readonly sync: readonly CollectionSync[];
  /** Present while changes are being sent. */
  readonly sending: {
    readonly done: number;
    readonly total: number;
    /** What is left of this sending, in seconds: by the vendor's limits at first, then by what it really took. */
    readonly secondsLeft: number;
  } | null;
  /** Present while sending waits for a moment that the vendor named or that a failure made wise. */
  readonly pause: { readonly until: number; readonly reason: string } | null;
  readonly outbox: {
    /** Records with a change the server does not have yet. */
    readonly unsent: number;
    /** Of these, how many wait for a person. */
    readonly needsYou: number;
    /** Of these, changed on both sides or gone at the server: decided in the conflict workspace. */
    readonly toDecide: number;
    /** Of these, terminations held until a person confirms them. */
    readonly toConfirm: number;
    readonly byState: Readonly<Record<OperationState, number>>;
  };
  readonly setAside: number;
  /** The last word of the server about our credentials. */
  readonly authorization:
    { readonly state: 'ok' } | { readonly state: 'sign-in' | 'read-only'; readonly message: string };
  readonly undo: string | null;
  readonly redo: string | null;
  /** `automatic`: changes are sent when online. `review`: everything is held until it is sent by hand. */
  readonly sendMode: SendMode;
  /** Work of a damaged file that was read before this one replaced it, and waits to be brought in. */
  readonly rescued: { readonly changes: number; readonly missing: number } | null;
  /** The name set in settings, which stands in batches, receipts and the audit beside the system's user. */
  readonly actorName: string;
  /** The own organization's id at the vendor, which invitations name; null while nobody has chosen it. */
  readonly organizationId: string | null;
}

export const sendModes = ['automatic', 'review'] as const;
export type SendMode = (typeof sendModes)[number];

const viewQuery = z.object({
  collection,
  columns: z.array(fieldName).min(1).max(60),
  sort: z.array(z.object({ field: fieldName, direction: z.enum(['ascending', 'descending']) })).max(5),
  filters: z
    .array(
      z.union([
        z.object({ field: fieldName, test: z.literal('is'), value: fieldValue }),
        z.object({ field: fieldName, test: z.literal('contains'), text }),
        z.object({ test: z.literal('has-unsent-change') }),
      ]),
    )
    .max(20),
  search: z.string().max(200),
});
export type ViewRequest = z.input<typeof viewQuery>;

export interface OpenedView {
  readonly viewId: string;
  /** Rows in the view. */
  readonly length: number;
  /** Records in the collection, without search and filters. */
  readonly total: number;
}

/** Text as typed or pasted (labels are looked up), or a value picked from options. */
const cellInput = z.union([z.object({ typed: text }), z.object({ value: fieldValue })]);
export type CellInput = z.input<typeof cellInput>;

const row = z.union([z.object({ id }), z.object({ viewId: id, position: z.number().int().min(0) })]);

export interface FieldDetail {
  readonly field: string;
  readonly label: string;
  readonly kind: FieldKind['type'];
  readonly editable: boolean;
  /** What the grid shows: the staged value where there is one. */
  readonly shown: string;
  /** What the server last said. */
  readonly server: string;
  /** What is shown, as it is held: ids instead of labels. */
  readonly value: FieldValue;
  /** Whether the vendor's answers have named the field: what they leave out is unknown, not empty. */
  readonly told: boolean;
  readonly staged: {
    readonly state: OperationState;
    readonly at: number;
    readonly message: string | null;
  } | null;
  /** Why only a part of the value is shown; null when all of it is. */
  readonly maskedBecause: string | null;
}

export interface RecordTwin {
  readonly id: string;
  readonly title: string;
  /** In words, with the title of the other record. */
  readonly words: string;
  /** Whether it keeps the values from being saved. */
  readonly refused: boolean;
}

export interface RecordDetail {
  readonly collection: CollectionName;
  readonly id: string;
  readonly title: string;
  /** Null for a record made here that AgentSync does not have yet. */
  readonly fetchedAt: number | null;
  readonly gone: boolean;
  readonly fields: readonly FieldDetail[];
}

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

export interface ReversePreview {
  readonly batchId: string;
  /** Cells that would be set back. */
  readonly reversible: number;
  /** What cannot be taken back, and why, by record. At most 200 named. */
  readonly cannot: readonly { readonly title: string; readonly label: string; readonly why: string }[];
  readonly cannotCount: number;
}

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

export interface AuditCheck {
  readonly entries: number;
  /** Sequence of the first entry that does not fit the chain; null when all do. */
  readonly brokenAt: number | null;
}

export interface SetAsideItem {
  readonly target: MirroredName | 'lookups';
  readonly key: string;
  readonly reason: string;
  readonly raw: string;
  readonly at: number;
}

const many = z.array(id).min(1).max(200_000);
const page = z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) });

export const engineCalls = {
  ...assignmentHistoryCalls,
  ...cohortCalls,
  ...producerCalls,
  'status.read': answers<EngineStatus>()(z.object({})),

  'view.open': answers<OpenedView>()(viewQuery, 20_000),
  /** Rows [from, to). At most 500. */
  'view.read': answers<{ readonly from: number; readonly rows: readonly GridRow[] }>()(
    z
      .object({ viewId: id, from: z.number().int().min(0), to: z.number().int().min(0) })
      .refine((range) => range.to - range.from <= 500),
  ),
  'view.close': answers<null>()(z.object({ viewId: id })),

  'record.read': answers<RecordDetail>()(z.object({ collection, id })),
  /**
   * Another record that is the same to people as one with these values (carrier by name, product by name
   * within its carrier, level by name within its product); `id` is the record itself, when it exists.
   */
  'record.alike': answers<{ readonly twin: RecordTwin | null }>()(
    z.object({
      collection: z.enum(['carrier', 'product', 'commissionLevel']),
      id: id.nullable(),
      values: z.record(fieldName, z.string().max(20_000)),
    }),
  ),
  'field.options': answers<readonly FieldOption[]>()(
    z.object({ collection, field: fieldName, recordId: id, search: z.string().max(200) }),
  ),
  'lookup.list': answers<readonly LookupValue[]>()(z.object({ kind: z.enum(lookupKinds) })),

  /**
   * Stages cell edits as one gesture. Valid cells are staged, the others come back with reasons. Durable
   * when answered. Where cells break a rule, nothing is staged until the call is repeated with `warned`.
   */
  'edit.stage': answers<StageOutcome>()(
    z.object({
      collection,
      label: z.string().max(200),
      edits: z
        .array(z.object({ row, field: fieldName, input: cellInput }))
        .min(1)
        .max(100_000),
      warned: warned.optional(),
    }),
    60_000,
  ),
  /** Pastes a block of text from a view's row down and over these columns, as one gesture. */
  'edit.paste': answers<StageOutcome>()(
    z.object({
      viewId: id,
      fromRow: z.number().int().min(0),
      columns: z.array(fieldName).min(1).max(60),
      cells: z.array(z.array(text).max(60)).min(1).max(100_000),
      label: z.string().max(200),
      warned: warned.optional(),
    }),
    60_000,
  ),
  /**
   * Makes a record that the server does not have yet, as one gesture. It has a `local:` id until the
   * server names it; other new records may refer to that id. Refused fields come back with reasons and
   * then nothing is made; the same goes for warnings, until the call is repeated with `warned`.
   */
  'record.create': answers<{
    readonly batchId: string | null;
    readonly id: string | null;
    readonly refused: readonly RefusedEdit[];
    readonly warnings: StageWarnings | null;
  }>()(
    z.object({
      collection,
      label: z.string().max(200),
      values: z.record(fieldName, cellInput),
      warned: warned.optional(),
    }),
    30_000,
  ),
  /** Takes back the newest gesture none of which was sent; answers its label. */
  'edit.undo': answers<{ readonly label: string }>()(z.object({}), 30_000),
  'edit.redo': answers<{ readonly label: string }>()(z.object({}), 30_000),

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
  ...invitationCalls,
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
  'outbox.mode': answers<null>()(z.object({ mode: z.enum(['automatic', 'review']) })),
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
  /** In conflict: a choice per field, or a third value as typed. Fields left out stay in conflict. */
  'outbox.resolve-fields': answers<{ readonly resolved: number; readonly refused: readonly RefusedEdit[] }>()(
    z.object({
      operationIds: many,
      choices: z.record(
        fieldName,
        z.union([z.object({ take: z.enum(['mine', 'theirs']) }), z.object({ typed: text })]),
      ),
    }),
  ),
  /** The record is gone at the server: make it again with what we last knew and our changes. */
  'outbox.recreate': answers<{ readonly queued: number }>()(z.object({ operationIds: many })),
  'receipt.list': answers<{ readonly receipts: readonly ReceiptSummary[] }>()(page),
  'receipt.read': answers<{
    readonly summary: ReceiptSummary;
    readonly rows: readonly ReceiptRow[];
    readonly total: number;
  }>()(page.extend({ batchId: id })),

  /** Rows of a receipt as CSV: all, or the failed ones with the ids to bring them back in. */
  'receipt.csv': answers<{ readonly suggestedName: string; readonly text: string }>()(
    z.object({ batchId: id, rows: z.enum(['all', 'failed']) }),
    60_000,
  ),
  /**
   * Stages the rows of a receipt's CSV file after they were corrected in a spreadsheet. Rows that cannot be
   * used come back with their number and reason.
   */
  'receipt.bring-in': answers<StageOutcome>()(
    z.object({ data: z.instanceof(Uint8Array), warned: warned.optional() }),
    60_000,
  ),
  /** What reversing a sent gesture would set back, and what it cannot. Reads the local store only. */
  'batch.reverse-preview': answers<ReversePreview>()(z.object({ batchId: id }), 30_000),
  /** Stages the opposite of a sent gesture where the server still holds what we wrote. */
  'batch.reverse': answers<StageOutcome>()(z.object({ batchId: id }), 60_000),

  /** Newest first; with `search` or `kind` only what holds every word, or is of that kind. */
  'audit.list': answers<{ readonly total: number; readonly lines: readonly AuditLine[] }>()(
    page.extend({ search: z.string().max(200).optional(), kind: z.enum(auditKinds).optional() }),
    20_000,
  ),
  /** Recomputes the chain of hashes over the whole audit. */
  'audit.verify': answers<AuditCheck>()(z.object({}), 60_000),
  'audit.csv': answers<{ readonly suggestedName: string; readonly text: string }>()(z.object({}), 60_000),

  /** Every unsent change, sealed with a passphrase (scrypt, AES-256-GCM): for another laptop, or before something is discarded. */
  'transfer.export': answers<{
    readonly suggestedName: string;
    readonly data: Uint8Array;
    readonly operations: number;
  }>()(z.object({ passphrase: z.string().min(10).max(500) }), 60_000),
  /** Stages what such a file holds, as one gesture; what cannot be staged comes back with reasons. */
  'transfer.import': answers<StageOutcome>()(
    z.object({ passphrase: z.string().min(10).max(500), data: z.instanceof(Uint8Array) }),
    60_000,
  ),
  /** Stages the work that was read from a damaged file, as one gesture; what cannot be staged goes on waiting. */
  'transfer.bring-rescued': answers<StageOutcome>()(z.object({}), 60_000),
  /** Stops offering what is left of it. The damaged file is kept. */
  'transfer.leave-rescued': answers<null>()(z.object({})),
  'actor.name': answers<null>()(z.object({ name: z.string().trim().max(80) })),

  /** Starts a pass over everything now; progress arrives as `status` events. */
  'sync.start': answers<null>()(z.object({})),
  /** Agrees that what the last complete pass did not see is removed here too. */
  'sync.agree-to-remove': answers<{ readonly removed: number }>()(
    z.object({ target: z.enum(mirroredNames) }),
    30_000,
  ),
  'sync.set-aside': answers<{ readonly total: number; readonly items: readonly SetAsideItem[] }>()(page),

  /** The system says that its network is back: sync and outbox look at once instead of when their pause is over. */
  'network.back': answers<null>()(z.object({})),
  'network.work-offline': answers<null>()(z.object({ offline: z.boolean() })),
} as const;

export type EngineCalls = typeof engineCalls;
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
