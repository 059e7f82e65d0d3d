import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import { backupOf } from '../../../main/engine/store/migrate.ts';
import { fileBefore, query } from './migrateSupport.ts';

test('a file of the first version gains room for records made here and keeps its staged work', () => {
  const old = fileBefore(
    2,
    `INSERT INTO carrier (id, name, fetched_at) VALUES ('c1', 'Acme Life', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'carrier', 'c1', '{"tin":{"base":null,"value":"1"}}', 'ready', 1)`,
  );
  const store = old.open();
  const { operations, mirror } = store;
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
  store.close();
});

test('step 2: what was synced before stays, and every target can remember something', () => {
  const old = fileBefore(
    2,
    `INSERT INTO sync_state (collection, pass, cursor, completed_pass, completed_at, failure)
    VALUES ('product', 7, '{"page":3}', 6, 99, NULL)`,
  );
  const store = old.open();
  const { syncState } = store;
  const before = { pass: 7, cursor: { page: 3 }, completedPass: 6, completedAt: 99 };
  expect(syncState.read('product')).toMatchObject({ ...before, memo: null });
  syncState.remember('product', ['p1']);
  syncState.remember('lookups', { anything: true });
  expect(syncState.read('product')).toMatchObject({ ...before, memo: ['p1'] });
  expect(syncState.read('lookups')).toMatchObject({ pass: 0, memo: { anything: true } });
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});

test('step 4: what was staged and synced before stays, and invitations have a place, their links one of their own', () => {
  const old = fileBefore(
    4,
    `INSERT INTO contract_assignment (id, npn, product_id, fetched_at) VALUES ('a1', '15645555', 'p1', 1);
    INSERT INTO product (id, carrier_id, name, fetched_at) VALUES ('p1', 'c1', 'Term Life', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'unknown', 1)`,
  );
  const store = old.open();
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
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});

test('step 5: a file from before producers keeps its work, and gains producers and sealed values', () => {
  const old = fileBefore(
    5,
    `INSERT INTO contract_assignment (id, npn, fetched_at) VALUES ('a1', '15645555', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"W1"}}', 'ready', 1),
             ('p', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"W0"}}', 'done', 1)`,
  );
  const store = old.open();
  const { operations, mirror, producers, sealed, views } = store;
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
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});

test('last digits of SSNs get stars before them, once', () => {
  const old = fileBefore(
    'ssn_last_4 = ',
    `INSERT INTO producer (id, npn, type, ssn_last_4, fetched_at)
    VALUES ('p1', '1', 'INDIVIDUAL', '5546', 1), ('p2', '2', 'FIRM', NULL, 1), ('p3', '3', 'INDIVIDUAL', '****1234', 1)`,
  );
  const store = old.open();
  const shown = ['p1', 'p2', 'p3'].map((id) => store.mirror.get('producer', id)?.effective['ssnLast4']);
  expect(shown).toEqual(['****5546', null, '****1234']);
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});

test('a file made before an index said which records are there gets it, and shows and counts the same', () => {
  const old = fileBefore(
    'contract_assignment_present',
    `INSERT INTO contract_assignment (id, npn, fetched_at, gone_at, change_state) VALUES
      ('there', '1', 1, NULL, 0), ('gone', '2', 1, 5, 0), ('gone with work', '3', 1, 5, 1), ('there too', '4', 1, NULL, 1);
    INSERT INTO producer (id, npn, fetched_at, gone_at) VALUES ('p1', '1', 1, NULL), ('p2', '2', 1, 7)`,
  );
  const store = old.open();
  const { views, mirror } = store;
  const shown = (collection: 'contractAssignment' | 'producer'): unknown => {
    const query = { collection, columns: ['npn'], sort: [], filters: [], search: '' };
    return views.rows(query, [...views.order(query)]).map(({ id }) => id);
  };
  expect(shown('contractAssignment')).toEqual(['there', 'gone with work', 'there too']);
  expect(shown('producer')).toEqual(['p1']);
  expect([mirror.count('contractAssignment'), mirror.count('producer')]).toEqual([2, 1]);
  store.close();
  const made = `SELECT name FROM sqlite_master
    WHERE name IN ('contract_assignment_present', 'producer_present') ORDER BY name`;
  expect(query(old.file, made, old.key)).toEqual([['contract_assignment_present'], ['producer_present']]);
  expect(query(backupOf(old.file), made, old.key)).toEqual([]);
});

test('a file made before carriers, products and levels were lists finds their unsent work by index, and the same', () => {
  const rows = ['carrier', 'product', 'commission_level'].map(
    (table) =>
      `INSERT INTO ${table} (id, name, fetched_at, change_state) VALUES ('clean', 'A', 1, 0), ('staged', 'B', 1, 1);`,
  );
  const old = fileBefore('carrier_change', rows.join(''));
  const store = old.open();
  const { views } = store;
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
  store.close();
  const made = `SELECT name FROM sqlite_master WHERE name IN ('carrier_change', 'product_change', 'commission_level_change')`;
  expect(query(old.file, made, old.key)).toHaveLength(3);
  expect(query(backupOf(old.file), made, old.key)).toEqual([]);
});

test('a file made before Turris was read has nothing of it, and takes it beside all it held', () => {
  const old = fileBefore(
    'downstream_entity',
    `INSERT INTO producer (id, npn, type, first_name, last_name, fetched_at)
    VALUES ('p1', '0012', 'INDIVIDUAL', 'Ada', 'Low', 1)`,
  );
  const store = old.open();
  const { mirror, syncState } = store;
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
  store.close();
  const made = `SELECT name FROM sqlite_master WHERE name = 'licence_server'`;
  expect(query(old.file, made, old.key)).toHaveLength(1);
  expect(query(backupOf(old.file), made, old.key)).toEqual([]);
});

test('a file made before columns were kept sorts as it did, and keeps them from then on', () => {
  // Long enough to be worth keeping.
  const old = fileBefore(
    'kept_column',
    `WITH RECURSIVE number(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM number WHERE at < 6000)
    INSERT INTO carrier (id, name, fetched_at) SELECT 'c' || at, printf('Carrier %05d', 6000 - at), 1 FROM number`,
  );
  const store = old.open();
  const { views } = store;
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
  store.close();
  const kept = `SELECT count(*) FROM kept_column`;
  expect(query(old.file, kept, old.key)).not.toEqual([[0]]);
  const again = old.open();
  expect([...again.views.order(asked)]).toEqual(before);
  again.close();
  const made = `SELECT name FROM sqlite_master WHERE name = 'kept_column'`;
  expect(query(backupOf(old.file), made, old.key)).toEqual([]);
});
