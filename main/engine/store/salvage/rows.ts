import { z } from 'zod';
import { collectionNames } from '../../../../domain/fields.ts';
import { operationKinds, operationStates } from '../../../../domain/operation.ts';

/**
 * Rows of a damaged file. Every value is looked at before it is believed: what was read may come from a
 * page that is something else.
 */

const value = z.union([z.string(), z.boolean(), z.null(), z.array(z.string())]);

/** JSON text of a certain shape; anything else is no such row. */
function json<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(shape);
}

const operation = z.object({
  sequence: z.number().int(),
  id: z.string().min(1),
  batchId: z.string(),
  kind: z.enum(operationKinds),
  collection: z.enum(collectionNames),
  targetId: z.string().min(1),
  changes: json(z.record(z.string(), z.object({ base: value, value }))),
  dependsOn: json(z.array(z.string())),
  state: z.enum(operationStates),
  stagedAt: z.number(),
});
export type SalvagedOperation = z.infer<typeof operation>;

const batch = z.object({
  id: z.string().min(1),
  label: z.string(),
  actor: z.string(),
  createdAt: z.number(),
});
export type SalvagedBatch = z.infer<typeof batch>;

const auditLine = z.object({
  sequence: z.number().int(),
  at: z.number(),
  actor: z.string(),
  environment: z.string(),
  event: z.string(),
  operationId: z.string().nullable(),
  batchId: z.string().nullable(),
  detail: z.string(),
  previousHash: z.string().length(64),
  hash: z.string().length(64),
});
export type SalvagedAuditLine = z.infer<typeof auditLine>;

/** A row as SQLite hands it over: its rowid, then its stored columns in the order of the table. */
type Row = readonly unknown[];

function parsed<Shape extends z.ZodType>(shape: Shape, candidate: unknown): z.infer<Shape> | null {
  const result = shape.safeParse(candidate);
  return result.success ? result.data : null;
}

/** A row of `operation`; its first stored column is null, because the number is the rowid. */
export function operationFrom(row: Row): SalvagedOperation | null {
  const [sequence, , id, batchId, kind, collection, targetId, changes, dependsOn, state] = row;
  return parsed(operation, {
    sequence,
    id,
    batchId,
    kind,
    collection,
    targetId,
    changes,
    dependsOn,
    state,
    stagedAt: row[13],
  });
}

/** A gesture from a row that was found; null where it is none. */
export function batchFrom([, id, , label, actor, , createdAt]: Row): SalvagedBatch | null {
  return parsed(batch, { id, label, actor, createdAt });
}

/** A line of the audit from a row that was found; null where it is none. Its hash is not looked at. */
export function auditLineFrom(row: Row): SalvagedAuditLine | null {
  const [sequence, , at, actor, environment, event, operationId, batchId, detail, previousHash, hash] = row;
  return parsed(auditLine, {
    sequence,
    at,
    actor,
    environment,
    event,
    operationId,
    batchId,
    detail,
    previousHash,
    hash,
  });
}
