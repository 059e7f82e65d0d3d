import { z } from 'zod';
import type { BulkOperation } from '../../domain/bulkOperation.ts';
import { dateUnits } from '../../domain/dates.ts';
import { mostPastedRows } from '../../domain/pasteBlock.ts';
import type { StagingRule } from '../../domain/stagingRules.ts';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { StageOutcome } from './staging.ts';
import { fieldName, id, text } from './vocabulary.ts';

/** One change over many records: looked at first, then staged as one gesture. */

const position = z.number().int().min(0);

/** Which records: told to the engine in a few words, however many they are. */
const scope = z.union([
  /** Rows of a view, in stretches [from, to). */
  z.object({
    kind: z.literal('rows'),
    viewId: id,
    ranges: z
      .array(z.object({ from: position, to: position }))
      .min(1)
      .max(10_000),
  }),
  z.object({ kind: z.literal('view'), viewId: id }),
  /** Assignments by their numbers, whether the view shows them or not. */
  z.object({
    kind: z.literal('list'),
    viewId: id,
    key: z.enum(['npn', 'writingNumber']),
    text: z.string().max(5_000_000),
  }),
]);
export type BulkScope = z.input<typeof scope>;

const operation: z.ZodType<BulkOperation, BulkOperation> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), field: fieldName, text }),
  z.object({ kind: z.literal('clear'), field: fieldName }),
  z.object({ kind: z.literal('add'), field: fieldName, text }),
  z.object({ kind: z.literal('remove'), field: fieldName, text }),
  z.object({
    kind: z.literal('replace'),
    field: fieldName,
    find: z.string().min(1).max(1_000),
    replacement: z.string().max(1_000),
    matchCase: z.boolean(),
    wholeCell: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('shift'),
    field: fieldName,
    amount: z.number().int().min(-100_000).max(100_000),
    unit: z.enum(dateUnits),
  }),
  z.object({ kind: z.literal('copy'), field: fieldName, from: fieldName }),
  z.object({
    kind: z.literal('lookUp'),
    field: fieldName,
    key: fieldName,
    pairs: z.array(z.tuple([z.string().max(200), text])).max(mostPastedRows),
  }),
]);

/** What a person has unticked: single records, and whole groups. */
const leaveOut = z.object({
  ids: z.array(id).max(20_000),
  groups: z.array(z.object({ by: z.enum(['carrier', 'status']), key: z.string().max(200) })).max(2_000),
});
export type BulkLeaveOut = z.input<typeof leaveOut>;

/** Records by what would become of them. */
export interface BulkCounts {
  readonly change: number;
  /** Of those: another value of theirs is refused, and stays as it is. */
  readonly partly: number;
  /** They have the values already. */
  readonly unchanged: number;
  readonly refused: number;
  /** Would change, and were unticked. */
  readonly leftOut: number;
}

/** Of the records that would change, those of one carrier or status. */
export interface BulkGroup {
  readonly by: 'carrier' | 'status';
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

/** What a bulk edit would reach, with what is left out of it now. */
export interface BulkImpact {
  readonly counts: BulkCounts;
  readonly groups: readonly BulkGroup[];
  /** Contracts whose upline is among the records that change, and that do not change themselves. */
  readonly downlines: number;
  readonly rules: readonly { readonly rule: StagingRule; readonly count: number }[];
}

/** A bulk edit worked out and held by the engine, with nothing staged. */
export interface BulkPreview extends BulkImpact {
  readonly planId: string;
  /** Records in the scope. */
  readonly records: number;
  /** Of these, how many the view does not show. */
  readonly hidden: number;
  /** Numbers of a pasted list: how many there are, and those of no record here. At most 50 named. */
  readonly numbers: {
    readonly read: number;
    readonly notFound: readonly string[];
    readonly notFoundCount: number;
  } | null;
  /** Why records are refused, most first. At most 50. */
  readonly refusals: readonly {
    readonly field: string;
    readonly label: string;
    readonly reason: string;
    readonly count: number;
  }[];
}

/** A field of a record before and after. */
export interface BulkCell {
  readonly field: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** What is expected, where the outcome is refused. */
  readonly refused: string | null;
}

/** One record of a bulk edit with each value before and after. */
export interface BulkRow {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Whether it would be staged as things are ticked. */
  readonly ticked: boolean;
  readonly cells: readonly BulkCell[];
}

const planId = id;

/** Calls of a bulk edit: worked out, looked at, staged or forgotten. */
export const bulkCalls = {
  /** Works out what these operations would do, and keeps it until it is forgotten or another is asked for. */
  'bulk.preview': answers<BulkPreview>()(
    z.object({ scope, operations: z.array(operation).min(1).max(10) }),
    60_000,
  ),
  /** What remains of it with these left out. */
  'bulk.recount': answers<BulkImpact>()(z.object({ planId, leaveOut }), 30_000),
  /** Old and new of the records that would change, stay or be refused. */
  'bulk.rows': answers<{ readonly total: number; readonly rows: readonly BulkRow[] }>()(
    z.object({
      planId,
      show: z.enum(['change', 'unchanged', 'refused']),
      leaveOut,
      offset: position,
      limit: z.number().int().min(1).max(200),
    }),
    20_000,
  ),
  /**
   * Stages what was looked at as one gesture, durable when answered. Fails with `changed-since-preview`
   * when records have other values by now than those that were shown. Warnings as for `edit.stage`.
   */
  'bulk.stage': answers<StageOutcome>()(
    z.object({ planId, leaveOut, label: z.string().max(200), warned: warned.optional() }),
    60_000,
  ),
  'bulk.forget': answers<null>()(z.object({ planId })),
} as const;
