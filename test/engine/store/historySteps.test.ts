import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backupOf } from '../../../main/engine/store/migrate.ts';
import type { HistoryStore } from '../../../main/engine/store/api.ts';
import { fileBefore, query } from './migrateSupport.ts';

function stagedOn(histories: HistoryStore, id: string, limit = 10): readonly string[] {
  const query = { collection: 'contractAssignment', id, field: null, before: null, limit } as const;
  return histories.operations(query).map((operation) => operation.id);
}

test('changes of assignments have a place, and what was staged before is found by its record', () => {
  const old = fileBefore(
    'CREATE TABLE assignment_change ',
    `INSERT INTO contract_assignment (id, npn, commission_level_id, upline_contract_assignment_id, fetched_at) VALUES ('a1', '1', 'l1', NULL, 1);
    INSERT INTO contract_assignment (id, npn, commission_level_id, upline_contract_assignment_id, fetched_at) VALUES ('a2', '2', 'l2', 'a1', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at)
      VALUES ('o', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'done', 1)`,
  );
  const store = old.open();
  const { assignmentChanges, chain, histories } = store;
  expect(stagedOn(histories, 'a1')).toEqual(['o']);
  expect(chain.downlinesOf(['a1'])).toEqual([{ uplineId: 'a1', id: 'a2', commissionLevelId: 'l2' }]);
  expect(assignmentChanges.read('a1')).toBeNull();
  const server = { id: 'c1', newAssignmentStatusId: '1', unknownField: [1] };
  assignmentChanges.replace('a1', { changes: [{ id: 'c1', server }], unreadable: 1 }, 5);
  assignmentChanges.replace('a1', { changes: [{ id: 'c1', server }], unreadable: 0 }, 6);
  expect(assignmentChanges.read('a1')).toEqual({ fetchedAt: 6, unreadable: 0, changes: [server] });
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});

test('what hierarchies tell has a place, and a file from before keeps its changes of assignments', () => {
  const old = fileBefore(
    'CREATE TABLE hierarchy_change ',
    `INSERT INTO assignment_change (assignment_id, position, id, server) VALUES ('a1', 0, 'c1', '{"id":"c1"}');
    INSERT INTO assignment_change_read (assignment_id, fetched_at) VALUES ('a1', 5)`,
  );
  const store = old.open();
  const { assignmentChanges, hierarchies } = store;
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
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});

test('the index over all operations of a record goes, and what is live and what has ended is still found', () => {
  const old = fileBefore(
    'DROP INDEX',
    `INSERT INTO contract_assignment (id, npn, fetched_at) VALUES ('a1', '1', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at) VALUES
      ('o1', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'done', 1),
      ('o2', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":"1","value":"2"}}', 'ready', 1),
      ('o3', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":"2","value":"3"}}', 'dropped', 1),
      ('o4', 'b', 'update', 'contractAssignment', 'a2', '{"writingNumber":{"base":null,"value":"4"}}', 'ready', 1),
      ('o5', 'b', 'update', 'carrier', 'a1', '{"name":{"base":null,"value":"5"}}', 'ready', 1)`,
  );
  const indexes = (name: string): unknown =>
    query(name, "SELECT name FROM sqlite_master WHERE name = 'operation_record'", old.key);
  expect(indexes(old.file)).toEqual([['operation_record']]);
  const store = old.open();
  const { histories, operations } = store;
  expect(stagedOn(histories, 'a1')).toEqual(['o3', 'o2', 'o1']);
  expect(stagedOn(histories, 'a1', 2)).toEqual(['o3', 'o2']);
  expect(operations.liveOf('contractAssignment', 'a1')).toMatchObject([{ id: 'o2' }]);
  store.close();
  expect(indexes(old.file)).toEqual([]);
  expect(indexes(backupOf(old.file))).toEqual([['operation_record']]);
});

test('what has ended is found without an index of its own, also what a file held before', () => {
  const old = fileBefore(
    'DROP INDEX operation_ended',
    `INSERT INTO contract_assignment (id, npn, fetched_at) VALUES ('a1', '1', 1);
    INSERT INTO batch (id, sequence, label, actor, environment, created_at) VALUES ('b', 1, 'Typing', 'me', 'practice', 1);
    INSERT INTO operation (id, batch_id, kind, collection, target_id, changes, state, staged_at) VALUES
      ('o1', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":null,"value":"1"}}', 'done', 1),
      ('o2', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":"1","value":"2"}}', 'ready', 1),
      ('o3', 'b', 'update', 'contractAssignment', 'a1', '{"writingNumber":{"base":"2","value":"3"}}', 'dropped', 1),
      ('o4', 'b', 'update', 'contractAssignment', 'a2', '{"writingNumber":{"base":null,"value":"4"}}', 'dropped', 1),
      ('o5', 'b', 'update', 'carrier', 'a1', '{"name":{"base":null,"value":"5"}}', 'done', 1)`,
  );
  const ways = (name: string): unknown =>
    query(
      name,
      "SELECT name FROM sqlite_master WHERE name IN ('operation_ended', 'operation_of_record')",
      old.key,
    );
  expect(ways(old.file)).toEqual([['operation_ended']]);
  const store = old.open();
  const { histories, operations, producers } = store;
  const add = (id: string, targetId: string): void =>
    operations.add([
      {
        id,
        batchId: 'b',
        collection: 'contractAssignment',
        targetId,
        changes: { writingNumber: { base: null, value: '6' } },
        state: 'held',
        stagedAt: 2,
      },
    ]);
  add('o6', 'a1');
  expect(stagedOn(histories, 'a1')).toEqual(['o6', 'o3', 'o2', 'o1']);
  expect(stagedOn(histories, 'a1', 2)).toEqual(['o6', 'o3']);
  expect(stagedOn(histories, 'a2')).toEqual(['o4']);
  expect(operations.liveOf('contractAssignment', 'a1')).toMatchObject([{ id: 'o2' }, { id: 'o6' }]);
  const asked = [
    { collection: 'contractAssignment', id: 'a2' },
    { collection: 'carrier', id: 'a1' },
  ] as const;
  expect(producers.operationsOn(asked, 10).map(({ id }) => id)).toEqual(['o5', 'o4']);
  store.close();
  expect(ways(old.file)).toEqual([['operation_of_record']]);
  expect(ways(backupOf(old.file))).toEqual([['operation_ended']]);
});

test('histories of records have a place, and what the audit already says of a change is found by it', () => {
  const old = fileBefore(
    'CREATE TABLE server_change',
    `INSERT INTO carrier (id, name, fetched_at) VALUES ('c1', 'Acme Life', 1);
    INSERT INTO carrier_server (rowid, server) SELECT rowid, '{"name":"Acme Life"}' FROM carrier;
    INSERT INTO audit (sequence, at, actor, environment, event, operation_id, batch_id, detail, previous_hash, hash) VALUES
      (1, 1, 'me', 'practice', 'staged', NULL, 'b', '{}', '', ''), (2, 2, 'me', 'practice', 'refused', 'o', 'b', '{"words":"No."}', '', ''),
      (3, 3, 'me', 'practice', 'sent', 'o', 'b', '{}', '', ''), (4, 4, 'me', 'practice', 'refused', 'other', 'b2', '{}', '', '')`,
  );
  const store = old.open();
  const { histories, mirror } = store;
  expect(histories.decisions(['o'], ['b']).map(({ event }) => event)).toEqual(['staged', 'refused']);
  const server = { name: 'Acme Mutual' };
  mirror.applyPage('carrier', [{ id: 'c1', values: server, server }], { pass: 1, now: 9 });
  const query = { collection: 'carrier', id: 'c1', field: null, before: null, limit: 5 } as const;
  expect(histories.serverChanges(query)).toEqual([
    { sequence: 1, at: 9, changes: { name: ['Acme Life', 'Acme Mutual'] } },
  ]);
  store.close();
  expect(existsSync(backupOf(old.file))).toBe(true);
});
