import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { storeFailureOf, storeFailures } from '../../../main/engine/store/failures.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { SqliteError } from '../../../main/engine/store/sqlite.ts';
import { openTestStore, readPlainServerCopy } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill } from './fixtures.ts';

let one: TestStore;

beforeEach(() => {
  one = openTestStore();
  fill(one.store);
});

afterEach(() => one.dispose());

function openingCode(key: Uint8Array | null = one.key, file = one.file): string {
  const result = openStore({ file, key, readServerCopy: readPlainServerCopy });
  if (!result.ok) return result.error.code;
  result.value.close();
  return 'opened';
}

test('each cause has its own code, a message and, where there is one, a way out; none offers deletion', () => {
  for (const [code, failure] of Object.entries(storeFailures)) {
    expect(failure.code).toBe(code);
    expect(failure.message.length).toBeGreaterThan(60);
    expect(failure.message).not.toMatch(/delete|reset|start over/i);
  }
});

describe('a file that was closed', () => {
  beforeEach(() => one.store.close());

  test('no key', () => {
    expect(openingCode(null)).toBe('key-missing');
  });

  test('another key, and the file is left as it was', () => {
    const before = readFileSync(one.file);
    expect(openingCode(randomBytes(32))).toBe('key-wrong');
    expect(readFileSync(one.file).equals(before)).toBe(true);
    expect(openingCode()).toBe('opened');
  });

  test('damage in the first page, told apart from a wrong key', () => {
    const bytes = readFileSync(one.file);
    bytes.fill(0x55, 100, 200);
    writeFileSync(one.file, bytes);
    expect(openingCode()).toBe('file-corrupt');
  });

  test('something that never was a database', () => {
    writeFileSync(one.file, 'hello'.repeat(10_000));
    expect(openingCode()).toBe('file-corrupt');
  });

  test('cut off in the middle of a page, at a page, and to a stump', () => {
    const whole = readFileSync(one.file);
    for (const size of [8192 * 3 + 77, 8192 * 3, 100]) {
      writeFileSync(one.file, whole);
      truncateSync(one.file, size);
      expect([size, openingCode()]).toEqual([size, 'file-corrupt']);
    }
    writeFileSync(one.file, whole);
    expect(openingCode()).toBe('opened');
  });

  test('damage deep inside is found when it is read, under the same code', () => {
    const bytes = readFileSync(one.file);
    for (let page = 2; page * 8192 < bytes.length; page += 1)
      bytes.fill(0x55, page * 8192 + 50, page * 8192 + 90);
    writeFileSync(one.file, bytes);
    expect(openingCodeAtRunTime()).toBe('file-corrupt');
  });

  test('a newer schema is refused and left as it was', () => {
    const newer = openDatabase({ file: one.file, key: one.key });
    if (!newer.ok) throw new Error(newer.error.code);
    newer.value.pragma(`user_version = ${migrations.length + 1}`);
    newer.value.close();
    const before = readFileSync(one.file);
    expect(openingCode()).toBe('newer-version');
    expect(readFileSync(one.file).equals(before)).toBe(true);
  });

  test('read-only file and read-only folder', () => {
    asOrdinaryUser(() => {
      chmodSync(one.file, 0o444);
      expect(openingCode()).toBe('read-only');
      chmodSync(one.file, 0o644);
      chmodSync(one.folder, 0o555);
      expect(openingCode()).toBe('read-only');
      expect(openingCode(one.key, join(one.folder, 'new.db'))).toBe('read-only');
      chmodSync(one.folder, 0o755);
      expect(openingCode()).toBe('opened');
    });
  });

  /** Opens, then reads every page; the failure may come from either. */
  function openingCodeAtRunTime(): string {
    try {
      const result = openStore({ file: one.file, key: one.key, readServerCopy: readPlainServerCopy });
      if (!result.ok) return result.error.code;
      try {
        result.value.mirror.get('contractAssignment', 'a1');
        return 'opened';
      } finally {
        result.value.close();
      }
    } catch (error) {
      return storeFailureOf(error)?.code ?? 'a bug';
    }
  }

  /** Permissions do not bind root, so root steps down for the duration. */
  function asOrdinaryUser(work: () => void): void {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) {
      chownSync(one.folder, 65534, 65534);
      chownSync(one.file, 65534, 65534);
      process.seteuid?.(65534);
    }
    try {
      work();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }
});

test('a second opening is refused while the first lives, and works after it', () => {
  expect(openingCode()).toBe('in-use');
  one.store.close();
  expect(openingCode()).toBe('opened');
});

test('another process holds it; kill -9 lets go of it at once and loses nothing committed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'upline-held-'));
  const file = join(folder, 'held.db');
  const key = randomBytes(32);
  const program = `
    import { openStore } from ${JSON.stringify(new URL('../../../main/engine/store/store.ts', import.meta.url).href)};
    const opened = openStore({ file: ${JSON.stringify(file)}, key: Buffer.from('${key.toString('hex')}', 'hex'), readServerCopy: () => ({}) });
    opened.value.transaction('gesture', () => opened.value.settings.set('gesture', 'kept'));
    console.log('holding');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(holder.stdout, 'data');
    expect(openingCode(key, file)).toBe('in-use');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const result = openStore({ file, key, readServerCopy: readPlainServerCopy });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.settings.get('gesture')).toBe('kept');
    result.value.close();
  } finally {
    holder.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a full disk: the gesture fails whole with its code, and what was saved before is intact', () => {
  one.store.close();
  const result = openDatabase({ file: one.file, key: one.key });
  if (!result.ok) throw new Error(result.error.code);
  const connection = result.value;
  connection.pragma(`max_page_count = ${String(connection.pragma('page_count', { simple: true }))}`);
  let code: string | undefined;
  try {
    connection.exec(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
       INSERT INTO setting SELECT 'name ' || i, hex(zeroblob(5000)) FROM n`,
    );
  } catch (error) {
    code = storeFailureOf(error)?.code;
  }
  connection.close();
  expect(code).toBe('disk-full');
  expect(one.reopen().mirror.count('contractAssignment')).toBe(5);
});

test('a disk that is really full, where the machine lets a test make one', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'upline-small-'));
  // Several times what an empty database and its log take, and far less than what is saved below.
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
  try {
    if (!mounted) context.skip('mounting a small disk needs root');
    const small = openTestStore({ file: join(folder, 'upline.db') });
    try {
      let saved = 0;
      let code: string | undefined;
      try {
        for (; saved < 1000; saved += 1) {
          small.store.transaction('gesture', () => small.store.settings.set(`${saved}`, 'x'.repeat(20_000)));
        }
      } catch (error) {
        code = storeFailureOf(error)?.code;
      }
      expect(code).toBe('disk-full');
      expect(saved).toBeGreaterThan(0);
      for (let index = 0; index < saved; index += 1)
        expect(small.store.settings.get(`${index}`)).toHaveLength(20_000);
      expect(small.store.settings.get(`${saved}`)).toBeNull();
    } finally {
      // A disk in use cannot be taken away, and that would hide what went wrong.
      small.dispose();
    }
  } finally {
    if (mounted) spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('errors of SQLite by cause; a bug is nobody’s failure', () => {
  const codeOf = (code: string): string | undefined => storeFailureOf(new SqliteError('…', code))?.code;
  expect(codeOf('SQLITE_FULL')).toBe('disk-full');
  expect(codeOf('SQLITE_IOERR_WRITE')).toBe('storage-failed');
  expect(codeOf('SQLITE_READONLY_DBMOVED')).toBe('read-only');
  expect(codeOf('SQLITE_CORRUPT_VTAB')).toBe('file-corrupt');
  expect(codeOf('SQLITE_CONSTRAINT_UNIQUE')).toBeUndefined();
  expect(storeFailureOf(new Error('anything'))).toBeNull();
});
