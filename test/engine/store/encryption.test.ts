import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';

const secrets = ['Quincy Featherstone Agency', '15645555', 'WN-SECRET-77', 'unknown-field-secret'];
const opened: TestStore[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) one.dispose();
});

function fresh(options: Parameters<typeof openTestStore>[0] = {}): TestStore {
  const one = openTestStore(options);
  opened.push(one);
  return one;
}

/** Which of the secrets stand readable in which file of the folder. */
function findings(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    return secrets.filter((secret) => bytes.includes(secret)).map((secret) => `${name}: ${secret}`);
  });
}

test('names, NPNs, writing numbers and staged values are nowhere readable: file, log, backup', () => {
  const one = fresh();
  fill(one.store);
  one.store.mirror.applyPage(
    'contractAssignment',
    [
      incoming(
        's1',
        { npn: '15645555', userDefined1: 'Quincy Featherstone Agency' },
        { extra: 'unknown-field-secret' },
      ),
    ],
    { pass: 1, now: 1 },
  );
  stage(one.store, 's1', { writingNumber: { base: null, value: 'WN-SECRET-77' } });
  expect(readdirSync(one.folder).sort()).toEqual(['upline.db', 'upline.db-wal']);
  expect(findings(one.folder)).toEqual([]);

  // The same after everything moved from the log into the file, and in the copy made before a migration.
  one.store.close();
  const next = { number: migrations.length + 1, sql: 'CREATE TABLE later (x TEXT)' };
  const migrated = fresh({ file: one.file, key: one.key, migrations: [...migrations, next] });
  expect(readdirSync(one.folder)).toContain('upline.db.bak');
  expect(migrated.store.mirror.get('contractAssignment', 's1')?.effective['writingNumber']).toBe(
    'WN-SECRET-77',
  );
  expect(findings(one.folder)).toEqual([]);
});

test('the search itself works: an unencrypted file shows every secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upline-control-'));
  const control = new Database(join(folder, 'control.db'));
  control.pragma('journal_mode = WAL');
  control.exec('CREATE TABLE t (x TEXT)');
  for (const secret of secrets) control.prepare('INSERT INTO t VALUES (?)').run(secret);
  const inLog = findings(folder);
  control.close();
  expect(inLog.filter((finding) => finding.startsWith('control.db-wal')).length).toBe(secrets.length);
  expect(findings(folder).filter((finding) => finding.startsWith('control.db:')).length).toBe(secrets.length);
  rmSync(folder, { recursive: true });
});

/** Processor time of this process: what else the machine does, does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

test('the key is used as it is: opening costs no key derivation', () => {
  const one = fresh();
  one.store.close();
  const times = Array.from({ length: 7 }, () => {
    const from = processorMs();
    const result = openDatabase({ file: one.file, key: one.key });
    if (result.ok) result.value.close();
    return processorMs() - from;
  }).sort((a, b) => a - b);
  const derived = Array.from({ length: 3 }, (_, index) => {
    const from = processorMs();
    const connection = new Database(join(one.folder, `derived-${index}.db`));
    connection.pragma("cipher = 'aegis'");
    connection.pragma("key = 'a passphrase'");
    connection.close();
    return processorMs() - from;
  }).sort((a, b) => a - b);
  console.log(
    `open, raw key: ${times[0]?.toFixed(2)} ms; a passphrase's derivation: ${derived[0]?.toFixed(1)} ms`,
  );
  // A ratio: the derivation alone is tens of milliseconds.
  expect(times[0] ?? Infinity).toBeLessThan((derived[0] ?? 0) / 3);
});

test('the connection is set up as designed', () => {
  const one = fresh();
  one.store.close();
  const result = openDatabase({ file: one.file, key: one.key });
  if (!result.ok) throw new Error(result.error.code);
  const connection = result.value;
  const pragma = (name: string): unknown => connection.pragma(name, { simple: true });
  expect(pragma('cipher')).toBe('aegis');
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('page_size')).toBe(8192);
  expect(pragma('cache_size')).toBe(-65536);
  expect(pragma('temp_store')).toBe(2);
  expect(pragma('foreign_keys')).toBe(1);
  expect(pragma('secure_delete')).toBe(1);
  expect(pragma('synchronous')).toBe(1);
  connection.close();
});
