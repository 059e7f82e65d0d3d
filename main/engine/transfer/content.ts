import { z } from 'zod';
import { collectionNames } from '../../../domain/fields.ts';
import { operationKinds, operationStates } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';

/** What a file of unsent changes holds: work, and where it belongs. Never a secret, a token or a whole record. */

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
        state: z.enum(operationStates),
        stagedAt: z.number(),
      }),
    )
    .max(1_000_000),
});
export type UnsentContent = z.infer<typeof unsentContent>;

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
