import { z } from 'zod';
import { collectionNames } from '../../../domain/fields.ts';
import type { FieldValue } from '../../../domain/fields.ts';
import { operationKinds, operationStates } from '../../../domain/operation.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';

/** What a file of unsent changes holds: work, and where it belongs. Never a credential, a token or a whole record. */

const id = z.string().min(1).max(200);
const text = z.string().max(20_000);
const value = z.union([text, z.boolean(), z.null(), z.array(text).max(500)]);

const unsentContent = z.object({
  format: z.literal('upline-unsent'),
  version: z.literal(1),
  exportedAt: z.number(),
  actor: z.string().max(500),
  connection: z.object({
    id,
    name: z.string().max(200),
    environment: z.enum(['practice', 'sandbox', 'production', 'custom']),
    baseUrl: z.string().max(500),
  }),
  batches: z.array(
    z.object({ id, label: z.string().max(300), actor: z.string().max(500), createdAt: z.number() }),
  ),
  operations: z
    .array(
      z.object({
        id,
        batchId: id,
        kind: z.enum(operationKinds),
        collection: z.enum(collectionNames),
        targetId: id,
        changes: z.record(z.string().min(1).max(60), z.object({ base: value, value })),
        dependsOn: z.array(id),
        /** Numbers that are sealed on the computer and only masked in `changes`; the file's own seal keeps them. */
        secrets: z.record(z.string().min(1).max(60), z.string().max(100)).optional(),
        state: z.enum(operationStates),
        stagedAt: z.number(),
      }),
    )
    .max(1_000_000),
  /** Of a damaged database only: how many more were known to be in it and could not be read. */
  missing: z.number().int().min(0).optional(),
  /** Of a damaged database only: what its records made here were called, and its history, to be kept. */
  names: z.record(z.string(), z.string()).optional(),
  auditLines: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type UnsentContent = z.infer<typeof unsentContent>;
type TravellingOperation = UnsentContent['operations'][number];

/** What is needed of an operation, wherever it was read from. */
export type Unsent = Pick<
  Operation,
  'id' | 'batchId' | 'kind' | 'collection' | 'targetId' | 'changes' | 'dependsOn' | 'state' | 'stagedAt'
>;

/** An operation as a file holds it. */
export function travelling(operation: Unsent): TravellingOperation {
  const { id, batchId, kind, collection, targetId, changes, dependsOn, state, stagedAt } = operation;
  return {
    id,
    batchId,
    kind,
    collection,
    targetId,
    // The reader's lists are its own; ours are not to be changed.
    changes: Object.fromEntries(
      Object.entries(changes).map(([field, change]) => [
        field,
        { base: plain(change.base), value: plain(change.value) },
      ]),
    ),
    dependsOn: [...dependsOn],
    state,
    stagedAt,
  };
}

function plain(shown: FieldValue): TravellingOperation['changes'][string]['value'] {
  return typeof shown === 'object' && shown !== null ? [...shown] : shown;
}

/** Reads the JSON of an opened file. */
export function readContent(json: string): Result<UnsentContent> {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    data = null;
  }
  const parsed = unsentContent.safeParse(data);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'its content' : `“${issue.path.join('.')}”`;
  return fail({
    code: 'unsent-file-damaged',
    message: `This file opened, but ${where} is not what Upline writes. Nothing was brought in.`,
  });
}
