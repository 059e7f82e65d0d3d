import { z } from 'zod';

const phase = z.enum(['before', 'after']).default('before');

/** What goes wrong. 'before' means the write is not applied, 'after' that it is, and only the answer suffers. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('latency'), ms: z.number().min(0), jitterMs: z.number().min(0).default(0) }),
  z.object({ kind: z.literal('drop'), phase }),
  z.object({ kind: z.literal('hang'), phase }),
  z.object({
    kind: z.literal('status'),
    status: z.number().int().min(300).max(599),
    phase,
    /** Seconds, or a ready-made header value. */
    retryAfter: z.union([z.number(), z.string()]).optional(),
    message: z.string().optional(),
    messages: z.array(z.string()).optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** The first half of a bulk write's items is applied, then the connection dies without an answer. */
  z.object({ kind: z.literal('half-applied') }),
  z.object({ kind: z.literal('cut'), at: z.number().min(0).max(1).default(0.5) }),
  z.object({ kind: z.literal('malformed') }),
  z.object({
    kind: z.literal('wrong-types'),
    item: z.number().int().default(0),
    field: z.string().optional(),
  }),
  z.object({
    kind: z.literal('unknown-enum'),
    item: z.number().int().default(0),
    field: z.string().optional(),
  }),
  z.object({ kind: z.literal('missing-field'), item: z.number().int().default(0), field: z.string() }),
  z.object({
    kind: z.literal('overlong'),
    item: z.number().int().default(0),
    field: z.string().optional(),
    length: z.number().int().default(100_000),
  }),
  z.object({ kind: z.literal('duplicate-id') }),
  z.object({ kind: z.literal('shrink'), by: z.number().int().min(1).default(1) }),
  z.object({ kind: z.literal('oversized'), bytes: z.number().int().min(1).default(100_000_000) }),
  z.object({ kind: z.literal('invalid-utf8') }),
  z.object({
    kind: z.literal('trickle'),
    bytes: z.number().int().min(1).default(16),
    everyMs: z.number().int().min(1).default(20),
  }),
]);

/** Which requests a rule concerns. All given conditions must hold. */
export const matchSchema = z
  .object({
    method: z.string().optional(),
    /** Regular expression over path and query, e.g. `page=3`. */
    path: z.string().optional(),
    /** Operation name, e.g. `updateAssignmentsBulk` or `token`. */
    operation: z.string().optional(),
  })
  .strict();

/** A fault as tests and the command line ask for it. */
export const ruleSchema = z
  .object({
    match: matchSchema.default({}),
    action: actionSchema,
    /** Starts with the n-th matching request, counted from 1. Without `times` it fires only then. */
    nth: z.number().int().min(1).optional(),
    /** Fires on every n-th matching request. */
    every: z.number().int().min(1).optional(),
    /** Fires at most so often. */
    times: z.number().int().min(1).optional(),
    /** Fires with this probability, by a seeded generator. */
    probability: z.number().min(0).max(1).optional(),
  })
  .strict();

export type Action = z.output<typeof actionSchema>;
/** A rule as a test writes it. */
export type RuleInput = z.input<typeof ruleSchema>;
export type Rule = z.output<typeof ruleSchema>;
