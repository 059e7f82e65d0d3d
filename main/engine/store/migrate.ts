import { renameSync, rmSync } from 'node:fs';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { integerAt } from './cells.ts';
import { storeFailureOf, storeFailures } from './failures.ts';
import type { Migration } from './migrations/index.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** The schema's version before and after. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/** Where the copy made before the last migration lies: encrypted with the same key, only the newest kept. */
export function backupOf(file: string): string {
  return `${file}.bak`;
}

/**
 * Brings the schema up to the last migration, all steps in one transaction, after copying a file
 * that already has a schema. An exception leaves the file as it was, and the copy beside it.
 *
 * Errors: `newer-version` (nothing touched), `disk-full`, `read-only`, `file-corrupt`, `storage-failed`.
 */
export function migrate(
  connection: Connection,
  file: string,
  migrations: readonly Migration[],
): Result<Migrated> {
  migrations.forEach(({ number }, index) => {
    if (number !== index + 1) throw new RangeError(`Migration ${number} is out of order`);
  });
  try {
    const from = integerAt(prepareRaw(connection, 'PRAGMA user_version').get(), 0);
    const to = migrations.length;
    if (from > to) return fail(storeFailures['newer-version']);
    if (from === to) return ok({ from, to });
    if (from > 0) copyAside(connection, file);
    applyAll(connection, migrations.slice(from), to);
    return ok({ from, to });
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure === null) throw error;
    return fail(failure);
  }
}

/** `VACUUM INTO` writes with the key of the connection; the rename makes the copy appear whole or not at all. */
function copyAside(connection: Connection, file: string): void {
  const unfinished = `${backupOf(file)}.part`;
  rmSync(unfinished, { force: true });
  connection.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, backupOf(file));
}

function applyAll(connection: Connection, steps: readonly Migration[], version: number): void {
  connection.pragma('synchronous = FULL');
  connection.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps) connection.exec(step.sql);
    connection.pragma(`user_version = ${version}`);
    connection.exec('COMMIT');
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    connection.pragma('synchronous = NORMAL');
  }
}
