import { SqliteError } from './sqlite.ts';
import type { Failure } from '../../../domain/result.ts';

/**
 * Causes for which the store cannot be opened or written, each with its own way out. None of them
 * offers to delete anything: the file may hold work that exists nowhere else.
 */
export const storeFailures = {
  'key-missing': {
    code: 'key-missing',
    message:
      'The key of the local database was not found in this computer’s keychain. Your data is still on disk but cannot be read without it. Unlock the keychain, or restore the entry, and try again.',
    remedy: 'unlock',
  },
  'key-wrong': {
    code: 'key-wrong',
    message:
      'The key in this computer’s keychain does not open the local database. The file is unharmed: it was written with another key. Restore the keychain entry it was made with, and try again.',
    remedy: 'unlock',
  },
  'file-corrupt': {
    code: 'file-corrupt',
    message:
      'Part of the local database can no longer be read. Upline has stopped writing to it and leaves it as it is. What AgentSync holds is not affected; what you had not sent yet is read from the file as far as it can be.',
  },
  'disk-full': {
    code: 'disk-full',
    message:
      'The disk is full, so the last step was not saved. Everything saved before it is intact. Free some space and try again.',
    remedy: 'free-space',
  },
  'read-only': {
    code: 'read-only',
    message:
      'The local database cannot be written: its file or folder is read-only for this user. Nothing was changed. Give yourself write access to the profile folder and try again.',
    remedy: 'retry',
  },
  'newer-version': {
    code: 'newer-version',
    message:
      'The local database was written by a newer version of Upline. It was left untouched. Update Upline to open it.',
    remedy: 'update-app',
  },
  'in-use': {
    code: 'in-use',
    message:
      'The local database is open in another Upline process. Close the other window, or wait until it has ended, and try again.',
    remedy: 'retry',
  },
  'storage-failed': {
    code: 'storage-failed',
    message:
      'The disk did not answer while reading or writing the local database. The last step was not saved. Check the disk and try again.',
    remedy: 'retry',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type StoreFailureCode = keyof typeof storeFailures;

/**
 * The expected failure behind an error thrown by the store, at opening or at run time; null for a
 * bug (a constraint, a wrong statement), which the caller lets through.
 */
export function storeFailureOf(error: unknown): Failure | null {
  if (!(error instanceof SqliteError)) return null;
  const code = codeOf(error.code);
  return code === null ? null : storeFailures[code];
}

function codeOf(sqlite: string): StoreFailureCode | null {
  if (sqlite === 'SQLITE_FULL') return 'disk-full';
  if (sqlite.startsWith('SQLITE_BUSY') || sqlite.startsWith('SQLITE_LOCKED')) return 'in-use';
  if (sqlite.startsWith('SQLITE_READONLY') || sqlite === 'SQLITE_PERM') return 'read-only';
  if (sqlite.startsWith('SQLITE_CORRUPT') || sqlite === 'SQLITE_NOTADB') return 'file-corrupt';
  // Short reads and failed writes are how a disk that went away (or a full network share) speaks.
  if (sqlite.startsWith('SQLITE_IOERR')) return 'storage-failed';
  if (sqlite.startsWith('SQLITE_CANTOPEN')) return 'read-only';
  return null;
}
