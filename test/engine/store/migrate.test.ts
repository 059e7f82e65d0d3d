import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backupOf } from '../../../main/engine/store/migrate.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import type { Migration } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { readPlainServerCopy } from '../support/store.ts';
import { one, query } from './migrateSupport.ts';

const last = migrations.length;

const adding: Migration = {
  number: last + 1,
  sql: `ALTER TABLE carrier ADD COLUMN nickname TEXT; UPDATE carrier SET nickname = upper(name)`,
};

const failing: Migration = { number: last + 2, sql: `UPDATE carrier SET name = 'gone'; SELECT nonsense` };

test('a new file and an up-to-date file are not copied', () => {
  one.reopen();
  expect(existsSync(backupOf(one.file))).toBe(false);
});

test('a populated old file gains the step, keeps its rows and staged work, and a copy of before lies beside it', () => {
  const opened = openStore({
    file: one.file,
    key: one.key,
    readServerCopy: readPlainServerCopy,
    migrations: [...migrations, adding],
  });
  if (!opened.ok) throw new Error(opened.error.code);
  expect(opened.value.mirror.get('contractAssignment', 'a1')?.effective['writingNumber']).toBe('staged');
  expect(opened.value.operations.liveOf('contractAssignment', 'a1')).toHaveLength(1);
  opened.value.close();
  expect(query(one.file, 'SELECT nickname FROM carrier ORDER BY id')).toEqual([
    ['ZENITH MUTUAL'],
    ['ACME LIFE'],
  ]);
  expect(query(one.file, 'PRAGMA user_version')).toEqual([[last + 1]]);
  expect(query(backupOf(one.file), 'PRAGMA user_version')).toEqual([[last]]);
  expect(query(backupOf(one.file), 'SELECT count(*) FROM contract_assignment')).toEqual([[5]]);
  expect(query(backupOf(one.file), 'PRAGMA integrity_check')).toEqual([['ok']]);
  expect(existsSync(`${backupOf(one.file)}.part`)).toBe(false);
});

test('a failing step leaves the file as it was, steps before it included, and the copy beside it', () => {
  const before = query(one.file, 'SELECT * FROM carrier');
  expect(() =>
    openStore({
      file: one.file,
      key: one.key,
      readServerCopy: readPlainServerCopy,
      migrations: [...migrations, adding, failing],
    }),
  ).toThrow(/nonsense/);
  expect(query(one.file, 'PRAGMA user_version')).toEqual([[last]]);
  expect(query(one.file, 'SELECT * FROM carrier')).toEqual(before);
  expect(query(backupOf(one.file), 'SELECT * FROM carrier')).toEqual(before);
  expect(one.reopen().mirror.count('carrier')).toBe(2);
});

test('only the newest copy is kept', () => {
  for (const steps of [[adding], [adding, { number: last + 2, sql: 'CREATE TABLE later (x)' }]]) {
    const opened = openStore({
      file: one.file,
      key: one.key,
      readServerCopy: readPlainServerCopy,
      migrations: [...migrations, ...steps],
    });
    if (!opened.ok) throw new Error(opened.error.code);
    opened.value.close();
  }
  expect(query(backupOf(one.file), 'PRAGMA user_version')).toEqual([[last + 1]]);
});

test('steps out of order are a bug, found before anything is touched', () => {
  const before = readFileSync(one.file);
  expect(() =>
    openStore({
      file: one.file,
      key: one.key,
      readServerCopy: readPlainServerCopy,
      migrations: [...migrations, failing],
    }),
  ).toThrow(/out of order/);
  expect(readFileSync(one.file).equals(before)).toBe(true);
});
