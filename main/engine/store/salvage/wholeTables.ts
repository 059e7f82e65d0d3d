import { storeFailureOf } from '../failures.ts';
import { prepareRaw } from '../sqlite.ts';
import type { Copy } from './copies.ts';

/** The tables a person's work is in, read as they stand; shaped like rows read off single pages. */
export const wholeTables = {
  operations: `SELECT sequence, NULL, id, batch_id, kind, collection, target_id, changes, depends_on, state,
    attempts, retry_at, error, staged_at FROM operation NOT INDEXED ORDER BY sequence`,
  batches: 'SELECT rowid, id, sequence, label, actor, environment, created_at FROM batch NOT INDEXED',
  auditLines: `SELECT sequence, NULL, at, actor, environment, event, operation_id, batch_id, detail, previous_hash,
    hash FROM audit NOT INDEXED ORDER BY sequence`,
  schema: 'SELECT name FROM sqlite_schema',
  settings: 'SELECT name, value FROM setting NOT INDEXED',
  names: 'SELECT local_id, id FROM local_name',
  sealed: 'SELECT operation_id, field, part, data FROM sealed_value',
} as const;

/** Every row of a table, or null when part of it cannot be read. */
export function readWhole(
  copy: Copy,
  table: keyof typeof wholeTables,
): readonly (readonly unknown[])[] | null {
  // A connection of its own: after one page that cannot be decrypted, a connection reads no other.
  const connection = copy.open();
  try {
    return prepareRaw(connection, wholeTables[table]).all();
  } catch (error) {
    if (storeFailureOf(error) === null && !isMissingTable(error)) throw error;
    return null;
  } finally {
    connection.close();
  }
}

/** A copy with a new first page has no tables of ours; a file older than a table has not got it either. */
function isMissingTable(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('no such table');
}
