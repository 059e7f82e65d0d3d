import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { backupOf, migrate } from '../../../main/engine/store/migrate.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import type { Migration } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import type { HistoryStore } from '../../../main/engine/store/api.ts';
import { openTestStore, readPlainServerCopy } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, stage } from './fixtures.ts';

const last = migrations.length;
const adding: Migration = {
  number: last + 1,
  sql: `ALTER TABLE carrier ADD COLUMN nickname TEXT; UPDATE carrier SET nickname = upper(name)`,
};
const failing: Migration = { number: last + 2, sql: `UPDATE carrier SET name = 'gone'; SELECT nonsense` };

let one: TestStore;

/** A populated file of the version before, closed. */
beforeEach(() => {
  one = openTestStore();
  fill(one.store);
  stage(one.store, 'a1', { writingNumber: { base: 'WN-b', value: 'staged' } });
  one.store.close();
});

afterEach(() => one.dispose());

function query(file: string, sql: string, key: Uint8Array = one.key): unknown {
  const opened = openDatabase({ file, key });
  if (!opened.ok) throw new Error(opened.error.code);
  const rows = opened.value.prepare(sql).raw().all();
  opened.value.close();
  return rows;
}

function stagedOn(histories: HistoryStore, id: string, limit = 10): readonly string[] {
  const query = { collection: 'contractAssignment', id, field: null, before: null, limit } as const;
  return histories.operations(query).map((operation) => operation.id);
}

test('a file of the first version gains room for records made here and keeps its staged work', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'first.db');
  const [first] = migrations;
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok || first === undefined) throw new Error('no file');
  opened.value.exec(`${first.sql}; PRAGMA user_version = 1;
    INSERT INTO carrier (id, name, fetched_at) VALUES ('c1', 'Acme Life', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'carrier', 'c1', '{"tin":{"base":null,"value":"1"}}', 'ready', 1)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { operations, mirror } = migrated.value;
  expect(operations.liveOf('carrier', 'c1')).toMatchObject([{ id: 'o', kind: 'update', dependsOn: [] }]);
  operations.add([
    {
      id: 'made',
      batchId: 'b',
      kind: 'create',
      collection: 'carrier',
      targetId: 'local:1',
      changes: { name: { base: null, value: 'New Life' } },
      state: 'ready',
      stagedAt: 2,
    },
  ]);
  mirror.materialize('carrier', ['local:1']);
  expect(mirror.countLocal('carrier')).toBe(1);
  expect(mirror.ids('carrier', null, 10)).toEqual(['c1']);
  operations.rename('carrier', 'local:1', 'c2');
  expect(mirror.rename('carrier', 'local:1', 'c2')).toBe('renamed');
  expect(operations.nameOf('local:1')).toBe('c2');
  migrated.value.close();
  old.dispose();
});

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

test('step 2: what was synced before stays, and every target can remember something', () => {
  const old = openTestStore();
  old.store.close();
  const file = `${old.folder}/old.db`;
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  expect(migrate(opened.value, file, migrations.slice(0, 1)).ok).toBe(true);
  opened.value.exec(`INSERT INTO sync_state (collection, pass, cursor, completed_pass, completed_at, failure)
    VALUES ('product', 7, '{"page":3}', 6, 99, NULL)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { syncState } = migrated.value;
  const before = { pass: 7, cursor: { page: 3 }, completedPass: 6, completedAt: 99 };
  expect(syncState.read('product')).toMatchObject({ ...before, memo: null });
  syncState.remember('product', ['p1']);
  syncState.remember('lookups', { anything: true });
  expect(syncState.read('product')).toMatchObject({ ...before, memo: ['p1'] });
  expect(syncState.read('lookups')).toMatchObject({ pass: 0, memo: { anything: true } });
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('step 4: what was staged and synced before stays, and invitations have a place, their links one of their own', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'third.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  expect(migrate(opened.value, file, migrations.slice(0, 3)).ok).toBe(true);
  opened.value
    .exec(`INSERT INTO contract_assignment (id, npn, product_id, fetched_at) VALUES ('a1', '15645555', 'p1', 1);
    INSERT INTO product (id, carrier_id, name, fetched_at) VALUES ('p1', 'c1', 'Term Life', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'unknown', 1)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const store = migrated.value;
  const { operations, mirror, invitations, views } = store;
  expect(operations.liveOf('contractAssignment', 'a1')).toMatchObject([{ id: 'o', state: 'unknown' }]);
  expect(invitations.countUncertain()).toBe(0);
  store.transaction('gesture', () => {
    operations.add([
      {
        id: 'i',
        batchId: 'b',
        kind: 'create',
        collection: 'invitation',
        targetId: 'local:1',
        changes: {
          npn: { base: null, value: '15645555' },
          assignmentIds: { base: null, value: ['a1'] },
        },
        state: 'unknown',
        stagedAt: 2,
      },
    ]);
    mirror.materialize('invitation', ['local:1']);
    invitations.keepLink('invitation:1', 'https://example.com/secret', 3);
  });
  expect(mirror.get('invitation', 'local:1')?.effective).toMatchObject({
    status: 'Uncertain',
    npn: '15645555',
  });
  expect(views.label('invitation', 'assignmentIds', ['a1'])).toBe('Term Life');
  expect(invitations.unsentOf('15645555')).toEqual(['local:1']);
  expect(invitations.countUncertain()).toBe(1);
  expect(invitations.link('invitation:1')).toBe('https://example.com/secret');
  expect(invitations.link('local:1')).toBeNull();
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('step 5: a file from before producers keeps its work, and gains producers and sealed values', () => {
  const old = openTestStore();
  old.store.close();
  const file = `${old.folder}/before-producers.db`;
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  expect(migrate(opened.value, file, migrations.slice(0, 4)).ok).toBe(true);
  opened.value.exec(`INSERT INTO contract_assignment (id, npn, fetched_at) VALUES ('a1', '15645555', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"W1"}}', 'ready', 1),
             ('p', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"W0"}}', 'done', 1)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { operations, mirror, producers, sealed, views } = migrated.value;
  expect(operations.liveOf('contractAssignment', 'a1')).toMatchObject([{ id: 'o' }]);
  const records = [{ collection: 'contractAssignment', id: 'a1' }] as const;
  expect(producers.operationsOn(records, 10).map(({ id }) => id)).toEqual(['p', 'o']);
  const ana = { type: 'INDIVIDUAL', npn: '15645555', firstName: 'Ana', lastName: 'Ruiz' };
  mirror.applyPage('producer', [{ id: 'n1', values: ana, server: { id: 'n1', ...ana } }], {
    pass: 1,
    now: 1,
  });
  expect(producers.idOf('15645555')).toBe('n1');
  expect(mirror.get('contractAssignment', 'a1')?.effective['producerName']).toBe('Ana Ruiz');
  expect(views.label('address', 'producerId', 'n1')).toBe('Ana Ruiz');
  sealed.put('o', 'number', '000123456789');
  expect(sealed.open('o', 'number')).toBe('000123456789');
  operations.update('o', { state: 'dropped' });
  expect(sealed.has('o', 'number')).toBe(false);
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('last digits of SSNs get stars before them, once', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-masks.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('ssn_last_4 = '));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value.exec(`INSERT INTO producer (id, npn, type, ssn_last_4, fetched_at)
    VALUES ('p1', '1', 'INDIVIDUAL', '5546', 1), ('p2', '2', 'FIRM', NULL, 1), ('p3', '3', 'INDIVIDUAL', '****1234', 1)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const shown = ['p1', 'p2', 'p3'].map(
    (id) => migrated.value.mirror.get('producer', id)?.effective['ssnLast4'],
  );
  expect(shown).toEqual(['****5546', null, '****1234']);
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('changes of assignments have a place, and what was staged before is found by its record', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-changes.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('CREATE TABLE assignment_change '));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value
    .exec(`INSERT INTO contract_assignment (id, npn, commission_level_id, upline_contract_assignment_id, fetched_at) VALUES ('a1', '1', 'l1', NULL, 1);
    INSERT INTO contract_assignment (id, npn, commission_level_id, upline_contract_assignment_id, fetched_at) VALUES ('a2', '2', 'l2', 'a1', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'done', 1)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { assignmentChanges, chain, histories } = migrated.value;
  expect(stagedOn(histories, 'a1')).toEqual(['o']);
  expect(chain.downlinesOf(['a1'])).toEqual([{ uplineId: 'a1', id: 'a2', commissionLevelId: 'l2' }]);
  expect(assignmentChanges.read('a1')).toBeNull();
  const server = { id: 'c1', newAssignmentStatusId: '1', unknownField: [1] };
  assignmentChanges.replace('a1', { changes: [{ id: 'c1', server }], unreadable: 1 }, 5);
  assignmentChanges.replace('a1', { changes: [{ id: 'c1', server }], unreadable: 0 }, 6);
  expect(assignmentChanges.read('a1')).toEqual({ fetchedAt: 6, unreadable: 0, changes: [server] });
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('what hierarchies tell has a place, and a file from before keeps its changes of assignments', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-hierarchies.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('CREATE TABLE hierarchy_change '));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value
    .exec(`INSERT INTO assignment_change (assignment_id, position, id, server) VALUES ('a1', 0, 'c1', '{"id":"c1"}');
    INSERT INTO assignment_change_read (assignment_id, fetched_at) VALUES ('a1', 5)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { assignmentChanges, hierarchies } = migrated.value;
  expect(assignmentChanges.read('a1')?.changes).toEqual([{ id: 'c1' }]);
  const position = { id: 'h1', productId: 'p1', server: { id: 'h1', productId: 'p1', unknownField: [1] } };
  hierarchies.replaceHierarchies('o1', [position, { ...position, id: 'h2', productId: 'p2' }]);
  expect(hierarchies.ofProduct('o1', 'p1')).toEqual({
    id: 'h1',
    changesAt: null,
    complete: false,
    newest: 0,
  });
  const entry = { changeId: 'c1', assignmentId: 'a1', modifiedAt: 7, server: { unknownField: 1 } };
  const byVersion = { ...entry, assignmentId: null, modifiedAt: 9, server: { unknownField: 2 } };
  hierarchies.keepChanges('h1', { entries: [entry, byVersion], complete: true }, 20);
  hierarchies.keepChanges('h1', { entries: [entry], complete: true }, 21);
  // Read again, an organization's positions keep the changelogs that were read of them.
  hierarchies.replaceHierarchies('o1', [position]);
  expect(hierarchies.ofProduct('o1', 'p1')).toEqual({ id: 'h1', changesAt: 21, complete: true, newest: 9 });
  expect(hierarchies.ofProduct('o1', 'p2')).toBeNull();
  expect(hierarchies.ofProduct('o2', 'p1')).toBeNull();
  expect(hierarchies.changesOf('h1', 'a1', [], 10)).toEqual([{ unknownField: 1 }]);
  expect(hierarchies.changesOf('h1', 'a1', ['c1'], 10)).toEqual([{ unknownField: 2 }, { unknownField: 1 }]);
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('the index over all operations of a record goes, and what is live and what has ended is still found', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'with-index.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('DROP INDEX'));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value.exec(`INSERT INTO contract_assignment (id, npn, fetched_at) VALUES ('a1', '1', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at) VALUES
      ('o1', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'done', 1),
      ('o2', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":"1","value":"2"}}', 'ready', 1),
      ('o3', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":"2","value":"3"}}', 'dropped', 1),
      ('o4', 'b', 'update', 'contractAssignment', 'a2', '{"writingNumber":{"base":null,"value":"4"}}', 'ready', 1),
      ('o5', 'b', 'update', 'carrier', 'a1', '{"name":{"base":null,"value":"5"}}', 'ready', 1)`);
  const indexes = (name: string): unknown =>
    query(name, "SELECT name FROM sqlite_master WHERE name = 'operation_record'", old.key);
  opened.value.close();
  expect(indexes(file)).toEqual([['operation_record']]);
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { histories, operations } = migrated.value;
  expect(stagedOn(histories, 'a1')).toEqual(['o3', 'o2', 'o1']);
  expect(stagedOn(histories, 'a1', 2)).toEqual(['o3', 'o2']);
  expect(operations.liveOf('contractAssignment', 'a1')).toMatchObject([{ id: 'o2' }]);
  migrated.value.close();
  expect(indexes(file)).toEqual([]);
  expect(indexes(backupOf(file))).toEqual([['operation_record']]);
  old.dispose();
});

test('histories of records have a place, and what the audit already says of a change is found by it', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-histories.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('CREATE TABLE server_change'));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value.exec(`INSERT INTO carrier (id, name, fetched_at) VALUES ('c1', 'Acme Life', 1);
    INSERT INTO carrier_server (rowid, server) SELECT rowid, '{"name":"Acme Life"}' FROM carrier;
    INSERT INTO audit (sequence, at, actor, environment, event, operation_id, batch_id, detail, previous_hash, hash) VALUES
      (1, 1, 'me', 'practice', 'staged', NULL, 'b', '{}', '', ''), (2, 2, 'me', 'practice', 'refused', 'o', 'b', '{"words":"No."}', '', ''),
      (3, 3, 'me', 'practice', 'sent', 'o', 'b', '{}', '', ''), (4, 4, 'me', 'practice', 'refused', 'other', 'b2', '{}', '', '')`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { histories, mirror } = migrated.value;
  expect(histories.decisions(['o'], ['b']).map(({ event }) => event)).toEqual(['staged', 'refused']);
  const server = { name: 'Acme Mutual' };
  mirror.applyPage('carrier', [{ id: 'c1', values: server, server }], { pass: 1, now: 9 });
  const query = { collection: 'carrier', id: 'c1', field: null, before: null, limit: 5 } as const;
  expect(histories.serverChanges(query)).toEqual([
    { sequence: 1, at: 9, changes: { name: ['Acme Life', 'Acme Mutual'] } },
  ]);
  migrated.value.close();
  expect(existsSync(backupOf(file))).toBe(true);
  old.dispose();
});

test('a file made before an index said which records are there gets it, and shows and counts the same', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'without-index.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('contract_assignment_present'));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value.exec(`INSERT INTO contract_assignment (id, npn, fetched_at, gone_at, change_state) VALUES
      ('there', '1', 1, NULL, 0), ('gone', '2', 1, 5, 0), ('gone with work', '3', 1, 5, 1), ('there too', '4', 1, NULL, 1);
    INSERT INTO producer (id, npn, fetched_at, gone_at) VALUES ('p1', '1', 1, NULL), ('p2', '2', 1, 7)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { views, mirror } = migrated.value;
  const shown = (collection: 'contractAssignment' | 'producer'): unknown => {
    const query = { collection, columns: ['npn'], sort: [], filters: [], search: '' };
    return views.rows(query, [...views.order(query)]).map(({ id }) => id);
  };
  expect(shown('contractAssignment')).toEqual(['there', 'gone with work', 'there too']);
  expect(shown('producer')).toEqual(['p1']);
  expect([mirror.count('contractAssignment'), mirror.count('producer')]).toEqual([2, 1]);
  migrated.value.close();
  const made = `SELECT name FROM sqlite_master WHERE name LIKE '%present' ORDER BY name`;
  expect(query(file, made, old.key)).toEqual([['contract_assignment_present'], ['producer_present']]);
  expect(query(backupOf(file), made, old.key)).toEqual([]);
  old.dispose();
});
