import { fail, ok } from '../../../domain/result.ts';
import type { FieldValue } from '../../../domain/fields.ts';
import type { FieldChange } from '../../../domain/operation.ts';
import type { Result } from '../../../domain/result.ts';
import type { RescueReport } from '../../../preload/contract.ts';
import { storeFailureOf, storeFailures } from '../store/failures.ts';
import { salvage } from '../store/salvage/salvage.ts';
import type { Salvaged } from '../store/salvage/salvage.ts';
import type { SalvageSource } from '../store/salvage/copies.ts';
import { travelling } from './content.ts';
import type { UnsentContent } from './content.ts';

export interface Rescued {
  readonly report: RescueReport;
  readonly content: UnsentContent;
  readonly settings: Salvaged['settings'];
}

/** Whose work it is, as a file of unsent changes says it. */
export type RescueHeading = Pick<UnsentContent, 'exportedAt' | 'actor' | 'connection'>;

/**
 * Reads the unsent work of a damaged database, which stays as it is. Errors: `disk-full` when there is no
 * room for the copy that is read, `storage-failed`.
 */
export function rescue(source: SalvageSource, heading: RescueHeading): Result<Rescued> {
  try {
    const salvaged = salvage(source);
    const { live, missing, complete } = salvaged;
    return ok({
      report: { changes: live.length, missing, complete },
      content: contentOf(salvaged, heading),
      settings: salvaged.settings,
    });
  } catch (error) {
    const failure = storeFailureOf(error) ?? fileFailureOf(error);
    if (failure === null) throw error;
    return fail(failure);
  }
}

function contentOf(
  { live, batches, names, typed, auditLines, missing, stale }: Salvaged,
  { exportedAt, actor, connection }: RescueHeading,
): UnsentContent {
  const named = (value: FieldValue): FieldValue => {
    if (typeof value === 'string') return names.get(value) ?? value;
    return typeof value === 'object' && value !== null ? value.map((one) => names.get(one) ?? one) : value;
  };
  const used = new Set(live.map(({ batchId }) => batchId));
  return {
    format: 'upline-unsent',
    version: 1,
    exportedAt,
    actor,
    connection,
    batches: batches.filter(({ id }) => used.has(id)),
    operations: live.map((operation) => {
      const changes: Record<string, FieldChange> = {};
      for (const [field, { base, value }] of Object.entries(operation.changes))
        changes[field] = { base: named(base), value: named(value) };
      const secrets = typed.get(operation.id);
      const unsent = travelling({
        ...operation,
        targetId: names.get(operation.targetId) ?? operation.targetId,
        changes,
        // Perhaps it was sent after what could be read was written, so it is looked at before it is sent.
        state: stale ? 'unknown' : operation.state,
      });
      return secrets === undefined ? unsent : { ...unsent, secrets };
    }),
    missing,
    names: Object.fromEntries(names),
    auditLines: auditLines.map((line) => ({ ...line })),
  };
}

/** The copy is made by the file system, which has words of its own for a full disk. */
function fileFailureOf(error: unknown) {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return storeFailures['disk-full'];
  return typeof code === 'string' && code.startsWith('E') ? storeFailures['storage-failed'] : null;
}
