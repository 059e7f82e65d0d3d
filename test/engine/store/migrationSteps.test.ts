import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { backupOf, migrate } from '../../../main/engine/store/migrate.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { openTestStore, readPlainServerCopy } from '../support/store.ts';
import { query } from './migrateSupport.ts';

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
  const made = `SELECT name FROM sqlite_master
    WHERE name IN ('contract_assignment_present', 'producer_present') ORDER BY name`;
  expect(query(file, made, old.key)).toEqual([['contract_assignment_present'], ['producer_present']]);
  expect(query(backupOf(file), made, old.key)).toEqual([]);
  old.dispose();
});

test('a file made before carriers, products and levels were lists finds their unsent work by index, and the same', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-lists.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('carrier_change'));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  for (const table of ['carrier', 'product', 'commission_level'])
    opened.value.exec(
      `INSERT INTO ${table} (id, name, fetched_at, change_state) VALUES ('clean', 'A', 1, 0), ('staged', 'B', 1, 1)`,
    );
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { views } = migrated.value;
  for (const collection of ['carrier', 'product', 'commissionLevel'] as const) {
    const asked = {
      collection,
      columns: ['name'],
      sort: [],
      filters: [{ test: 'has-unsent-change' as const }],
      search: '',
    };
    expect(views.rows(asked, [...views.order(asked)]).map(({ id }) => id)).toEqual(['staged']);
  }
  migrated.value.close();
  const made = `SELECT name FROM sqlite_master WHERE name IN ('carrier_change', 'product_change', 'commission_level_change')`;
  expect(query(file, made, old.key)).toHaveLength(3);
  expect(query(backupOf(file), made, old.key)).toEqual([]);
  old.dispose();
});

test('a file made before Turris was read has nothing of it, and takes it beside all it held', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-turris.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('downstream_entity'));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  opened.value.exec(`INSERT INTO producer (id, npn, type, first_name, last_name, fetched_at)
    VALUES ('p1', '0012', 'INDIVIDUAL', 'Ada', 'Low', 1)`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { mirror, syncState } = migrated.value;
  expect(turrisCollectionNames.map((name) => mirror.count(name))).toEqual([0, 0, 0, 0]);
  expect(turrisCollectionNames.map((name) => syncState.read(name).completedAt)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  const values = { npn: '0012', firstName: ' Ada ', lastName: 'Low', downstreamEntityIds: ['e1'] };
  mirror.applyPage('agent', [{ id: 'g1', values, server: values }], { pass: 1, now: 2 });
  expect(mirror.get('agent', 'g1')?.effective).toMatchObject({
    displayName: 'Ada Low',
    producerName: 'Ada Low',
    downstreamEntityIds: ['e1'],
  });
  expect(mirror.count('producer')).toBe(1);
  migrated.value.close();
  const made = `SELECT name FROM sqlite_master WHERE name = 'licence_server'`;
  expect(query(file, made, old.key)).toHaveLength(1);
  expect(query(backupOf(file), made, old.key)).toEqual([]);
  old.dispose();
});

test('a file made before columns were kept sorts as it did, and keeps them from then on', () => {
  const old = openTestStore();
  old.store.close();
  const file = join(old.folder, 'before-kept.db');
  const opened = openDatabase({ file, key: old.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const step = migrations.findIndex(({ sql }) => sql.includes('kept_column'));
  expect(migrate(opened.value, file, migrations.slice(0, step)).ok).toBe(true);
  // Long enough to be worth keeping.
  opened.value
    .exec(`WITH RECURSIVE number(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM number WHERE at < 6000)
    INSERT INTO carrier (id, name, fetched_at) SELECT 'c' || at, printf('Carrier %05d', 6000 - at), 1 FROM number`);
  opened.value.close();
  const migrated = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!migrated.ok) throw new Error(migrated.error.code);
  const { views } = migrated.value;
  const asked = {
    collection: 'carrier',
    columns: ['name'],
    sort: [{ field: 'name', direction: 'ascending' }],
    filters: [],
    search: '',
  } as const;
  const before = [...views.order(asked)];
  expect(before).toEqual(Array.from({ length: 6_000 }, (_, index) => 6_000 - index));
  for (const step of [views.prepare(asked, 'texts'), views.keep(asked)]) while (step.next().done !== true);
  migrated.value.close();
  const kept = `SELECT count(*) FROM kept_column`;
  expect(query(file, kept, old.key)).not.toEqual([[0]]);
  const again = openStore({ file, key: old.key, readServerCopy: readPlainServerCopy });
  if (!again.ok) throw new Error(again.error.code);
  expect([...again.value.views.order(asked)]).toEqual(before);
  again.value.close();
  const made = `SELECT name FROM sqlite_master WHERE name = 'kept_column'`;
  expect(query(backupOf(file), made, old.key)).toEqual([]);
  old.dispose();
});
