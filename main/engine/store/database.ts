import { createHmac } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { storeFailureOf, storeFailures } from './failures.ts';
import { integerAt } from './cells.ts';
import { automaticPages } from './checkpoint.ts';
import { isLogUnreadable, logOf } from './salvage/logFile.ts';
import { connect, prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** Which file is opened, and with which key. */
export interface DatabaseOptions {
  /** Absolute path; its folder must exist. */
  readonly file: string;
  /** 32 random bytes from the keychain; null when the keychain has none. */
  readonly key: Uint8Array | null;
  /** A driver binary other than the packaged one, for runtimes that need their own build. */
  readonly nativeBinding?: string | undefined;
}

const keyBytes = 32;
const saltBytes = 16;
/** Bytes in a page of the file. */
export const pageBytes = 8192;
/** Page size, format versions and reserved bytes, which the cipher leaves readable at offset 16. */
const plainHeader = Buffer.from([0x20, 0x00]);
const plainHeaderTail = Buffer.from([0x40, 0x20, 0x20]);
/** How long to wait for a process that is just ending to let go of the file, in milliseconds. */
const lockPatience = 400;

/**
 * Opens (or creates) the encrypted file, takes it exclusively and sets the connection up. The schema
 * is not looked at: see `migrate`. Takes about a millisecond, because the key is used as it is.
 *
 * Errors: `key-missing`, `key-wrong`, `file-corrupt`, `disk-full`, `read-only`, `in-use`,
 * `storage-failed`. The file is unchanged after each of them.
 */
export function openDatabase(options: DatabaseOptions): Result<Connection> {
  if (options.key === null) return fail(storeFailures['key-missing']);
  if (options.key.length !== keyBytes) throw new RangeError(`A database key has ${keyBytes} bytes`);
  const salt = saltOf(options.key);

  // SQLite would pass over it in silence, and with it over what was saved last.
  if (isLogUnreadable(options.file)) return fail(storeFailures['file-corrupt']);
  let connection: Connection | undefined;
  try {
    connection = connect(options.file, lockPatience, options.nativeBinding);
    prepareConnection(connection, options.key);
    if (isTruncated(connection, options.file)) {
      abandon(connection, options.file);
      return fail(storeFailures['file-corrupt']);
    }
    return ok(connection);
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure?.code === 'file-corrupt' && connection !== undefined) abandon(connection, options.file);
    else connection?.close();
    if (failure === null) throw error;
    if (failure.code === 'in-use') return fail(failure);
    if (isReadOnly(options.file)) return fail(storeFailures['read-only']);
    if (failure.code !== 'file-corrupt') return fail(failure);
    return fail(storeFailures[isOtherKey(options.file, salt) ? 'key-wrong' : 'file-corrupt']);
  }
}

/** Tells a connection how the file is encrypted. Nothing of it has been read before, or afterwards. */
export function unlock(connection: Connection, key: Uint8Array): void {
  // `x'<key><salt>'` is the raw form: no key derivation. Order matters: cipher, key, page size,
  // locking, and only then the first read of the file.
  connection.pragma("cipher = 'aegis'");
  connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}${saltOf(key).toString('hex')}'"`);
  connection.pragma(`page_size = ${pageBytes}`);
  // The kernel drops this lock with the process, however it dies; and no -shm file is needed.
  connection.pragma('locking_mode = EXCLUSIVE');
  // Temporary files would not be encrypted.
  connection.pragma('temp_store = MEMORY');
}

function prepareConnection(connection: Connection, key: Uint8Array): void {
  unlock(connection, key);
  connection.pragma('secure_delete = ON');
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = NORMAL');
  // A net only: whoever writes much moves the log between two transactions. It shrinks back afterwards.
  connection.pragma(`wal_autocheckpoint = ${automaticPages}`);
  connection.pragma('journal_size_limit = 67108864');
  connection.pragma('cache_size = -65536');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  // Takes the exclusive lock now rather than at the first write, so that `in-use` is told at opening.
  connection.exec('BEGIN IMMEDIATE; COMMIT');
}

/**
 * The first 16 bytes of the file are a salt the raw key does not need. We make them a fingerprint of
 * the key, so that a wrong key can be told from a damaged file: the way out of each is different.
 */
function saltOf(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('upline database salt').digest().subarray(0, saltBytes);
}

/** Connections to damaged files, held so that nothing closes them before the process ends. */
const abandoned: Connection[] = [];

/**
 * Lets go of a damaged file without touching it. Closing would move the log into it, so where there is
 * one the connection stays as it is until the process ends, which then takes its lock along.
 */
export function abandon(connection: Connection, file: string): void {
  if (existsSync(logOf(file)) && statSync(logOf(file)).size > 0) abandoned.push(connection);
  else connection.close();
}

/** Whether a file that cannot be decrypted looks whole but was written with another key. */
function isOtherKey(file: string, salt: Buffer): boolean {
  const head = Buffer.alloc(24);
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, head, 0, head.length, 0) < head.length) return false;
  } finally {
    closeSync(descriptor);
  }
  const plainIntact =
    head.subarray(16, 18).equals(plainHeader) && head.subarray(21, 24).equals(plainHeaderTail);
  return plainIntact && !head.subarray(0, saltBytes).equals(salt);
}

/** Whether pages are missing at the end. With a write-ahead log they may rightly not be there yet. */
function isTruncated(connection: Connection, file: string): boolean {
  const log = logOf(file);
  if (existsSync(log) && statSync(log).size > 0) return false;
  const pages = integerAt(prepareRaw(connection, 'PRAGMA page_count').get(), 0);
  return statSync(file).size < pages * pageBytes;
}

/** Whether the file's permissions or its file system forbid writing, asked by trying. */
function isReadOnly(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    closeSync(openSync(file, 'r+'));
    return false;
  } catch {
    return true;
  }
}
