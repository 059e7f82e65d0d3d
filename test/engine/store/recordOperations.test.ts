import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewOperation, Store } from '../../../main/engine/store/api.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';

let one: TestStore;
let store: Store;

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  store.operations.addBatch({
    id: 'b',
    label: 'Typing',
    actor: 'me',
    environment: 'practice',
    createdAt: 1,
    superseded: [],
  });
});

afterEach(() => one.dispose());

function operation(id: string, targetId: string): NewOperation {
  const changes = { userDefined1: { base: null, value: id } };
  return {
    id,
    batchId: 'b',
    collection: 'contractAssignment',
    targetId,
    changes,
    state: 'ready',
    stagedAt: 1,
  };
}

function found(targetId: string): readonly string[] {
  const query = {
    collection: 'contractAssignment',
    id: targetId,
    field: null,
    before: null,
    limit: 10,
  } as const;
  return store.histories.operations(query).map(({ id }) => id);
}

test('every operation of a record is found, whatever became of it, in whatever order records were staged', () => {
  const names = ['c', 'a', 'd', 'b'].map((letter) => `${letter}-0000-record`);
  store.transaction('gesture', () => {
    store.operations.add(names.map((name) => operation(`first of ${name}`, name)));
    store.operations.add(names.toReversed().map((name) => operation(`second of ${name}`, name)));
  });
  store.operations.update(`first of ${names[1]}`, { state: 'dropped' });
  store.operations.update(`second of ${names[1]}`, { state: 'done' });
  for (const name of names) expect(found(name)).toEqual([`second of ${name}`, `first of ${name}`]);
});

test('records whose ids end alike keep what is theirs', () => {
  const [here, there] = ['11111111-same-end', '22222222-same-end'];
  store.operations.add([operation('one', here), operation('two', there), operation('three', here)]);
  expect(found(here)).toEqual(['three', 'one']);
  expect(found(there)).toEqual(['two']);
  const both = [here, there].map((id) => ({ collection: 'contractAssignment', id }) as const);
  expect(store.producers.operationsOn(both, 10).map(({ id }) => id)).toEqual(['three', 'two', 'one']);
});

test('a record that the server has named is found by its new name', () => {
  store.operations.add([{ ...operation('made', 'local:1'), kind: 'create' }, operation('later', 'local:1')]);
  store.operations.rename('contractAssignment', 'local:1', 'named-by-them');
  expect(found('local:1')).toEqual([]);
  expect(found('named-by-them')).toEqual(['later', 'made']);
});

test('what was rolled back is not found, and what takes its number is', () => {
  expect(() =>
    store.transaction('gesture', () => {
      store.operations.add([operation('lost', 'a-record')]);
      throw new Error('no');
    }),
  ).toThrow('no');
  store.operations.add([operation('kept', 'b-record')]);
  expect(found('a-record')).toEqual([]);
  expect(found('b-record')).toEqual(['kept']);
});
