import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeStates } from '../../../domain/operation.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { MirroredRecord, Store } from '../../../main/engine/store/api.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';

let one: TestStore;
let store: Store;

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  fill(store);
});

afterEach(() => one.dispose());

function assignment(id: string): MirroredRecord {
  const record = store.mirror.get('contractAssignment', id);
  if (record === null) throw new Error(`${id} is missing`);
  return record;
}

function pull(id: string, values: Parameters<typeof incoming>[1], pass = 2): readonly number[] {
  return store.mirror.applyPage('contractAssignment', [incoming(id, values)], { pass, now: pass * 1000 });
}

const a1 = {
  npn: '100',
  productId: 'p1',
  commissionLevelId: 'l1',
  assignmentStatusId: '1',
  writingNumber: 'WN-b',
  referralCodes: ['R1', 'R2'],
};

test('a record is kept with its values, and fields nobody knows are kept as they came', () => {
  store.mirror.applyPage(
    'contractAssignment',
    [incoming('x', { npn: '1' }, { futureField: { deep: [1, 'two', null] } })],
    { pass: 1, now: 5 },
  );
  store.close();
  const seen: unknown[] = [];
  const again = openTestStore({
    file: one.file,
    key: one.key,
    readServerCopy: (_, server) => {
      seen.push(server);
      return {};
    },
  });
  again.store.mirror.get('contractAssignment', 'x');
  expect(seen).toEqual([{ id: 'x', npn: '1', futureField: { deep: [1, 'two', null] } }]);
  again.dispose();
  store = one.reopen();
});

test('values of every kind come back as they went in, and the carrier follows from the product', () => {
  expect(assignment('a1').effective).toMatchObject({ ...a1, carrierId: 'c1', endDate: null });
  expect(store.mirror.get('product', 'p1')?.effective).toMatchObject({
    displayCommissionLevelPercentages: true,
  });
  expect(store.mirror.get('commissionLevel', 'l2')?.effective).toMatchObject({ firstYearValue: '120.5' });
  expect(assignment('a5').effective['carrierId']).toBeNull();
  expect(store.mirror.get('carrier', 'nobody')).toBeNull();
});

test('applying the same page again names no rowid, but the records count as seen and fetched', () => {
  expect(pull('a1', a1)).toEqual([]);
  expect(assignment('a1').fetchedAt).toBe(2000);
  expect(store.mirror.countUnseen('contractAssignment', 2)).toBe(4);
});

test('only rows whose visible values changed are named', () => {
  const unseenFieldOnly = store.mirror.applyPage(
    'contractAssignment',
    [incoming('a1', a1, { etag: 'other' }), incoming('a2', { npn: '200', productId: 'p3' })],
    { pass: 2, now: 2 },
  );
  expect(unseenFieldOnly).toEqual([assignment('a2').rowid]);
});

test('an id repeated in a page is applied once, the last wins', () => {
  const rowids = store.mirror.applyPage(
    'carrier',
    [incoming('c9', { name: 'first' }), incoming('c9', { name: 'last' })],
    { pass: 2, now: 2 },
  );
  expect(rowids).toHaveLength(1);
  expect(store.mirror.get('carrier', 'c9')?.effective['name']).toBe('last');
  expect(store.mirror.count('carrier')).toBe(3);
});

test('a pull never overwrites a field with a live change, and lands every other field', () => {
  stage(store, 'a1', { writingNumber: { base: 'WN-b', value: 'mine' } });
  pull('a1', { ...a1, writingNumber: 'theirs', assignmentStatusId: '2' });
  expect(assignment('a1').effective).toMatchObject({ writingNumber: 'mine', assignmentStatusId: '2' });
  expect(assignment('a1').server).toMatchObject({ writingNumber: 'theirs', assignmentStatusId: '2' });
});

test('changes to one field apply in staging order, and undoing them gives the server copy back', () => {
  const first = stage(store, 'a1', { writingNumber: { base: 'WN-b', value: 'one' } });
  const second = stage(store, 'a1', { writingNumber: { base: 'one', value: 'two' } });
  expect(assignment('a1').effective['writingNumber']).toBe('two');
  for (const id of [second, first]) store.operations.update(id, { state: 'dropped' });
  expect(store.mirror.materialize('contractAssignment', ['a1'])).toEqual([assignment('a1').rowid]);
  expect(assignment('a1').effective['writingNumber']).toBe('WN-b');
  expect(rowState('a1')).toBe('clean');
});

test('a row carries the most urgent mark of its live changes', () => {
  const states: readonly [OperationState, string][] = [
    ['ready', 'staged'],
    ['sending', 'sending'],
    ['refused', 'attention'],
    ['conflict', 'conflict'],
    ['held', 'conflict'],
  ];
  for (const [state, mark] of states) {
    stage(store, 'a1', { writingNumber: { base: null, value: state } }, state);
    expect(rowState('a1')).toBe(mark);
  }
});

test('materializing a record that is not here answers nothing', () => {
  expect(store.mirror.materialize('contractAssignment', ['nobody'])).toEqual([]);
});

test('a complete pass marks exactly what it did not see as gone; reappearing brings it back', () => {
  pull('a1', a1);
  const goneRowids = store.mirror.tombstoneUnseen('contractAssignment', 2, 3000);
  expect(goneRowids).toHaveLength(4);
  expect(assignment('a2').goneAt).toBe(3000);
  expect(store.mirror.count('contractAssignment')).toBe(1);
  expect(store.mirror.ids('contractAssignment', null, 10)).toEqual(['a1']);
  expect(store.mirror.tombstoneUnseen('contractAssignment', 2, 4000)).toEqual([]);

  const rowid = assignment('a3').rowid;
  expect(
    pull('a3', { npn: '300', productId: 'p3', assignmentStatusId: '1', uplineContractAssignmentId: 'a1' }, 3),
  ).toEqual([rowid]);
  expect(assignment('a3').goneAt).toBeNull();
});

test('a record that is gone keeps its staged work', () => {
  stage(store, 'a2', { writingNumber: { base: null, value: 'kept' } });
  store.mirror.tombstoneUnseen('contractAssignment', 2, 3000);
  expect(assignment('a2')).toMatchObject({ goneAt: 3000, effective: { writingNumber: 'kept' } });
  expect(store.operations.liveOf('contractAssignment', 'a2')).toHaveLength(1);
});

test('ids are walked in order, without gaps', () => {
  expect(store.mirror.ids('contractAssignment', null, 2)).toEqual(['a1', 'a2']);
  expect(store.mirror.ids('contractAssignment', 'a2', 2)).toEqual(['a3', 'a4']);
  expect(store.mirror.ids('contractAssignment', 'a5', 2)).toEqual([]);
});

test('an id that is not proper text does not block its page', () => {
  for (const id of ['half \ud800', 'nul \0 inside', 'ünï ✓ 😀', `quote ' " and \\`]) {
    expect(pull(id, { npn: '1' })).toHaveLength(1);
    expect(pull(id, { npn: '1' }, 3)).toEqual([]);
    expect(pull(id, { npn: '2' }, 4)).toHaveLength(1);
  }
});

test('any mix of pulls and edits ends in the same state in whatever order pages repeat', () => {
  stage(store, 'a1', { endDate: { base: null, value: '2026-12-31' } });
  const page = [incoming('a1', { ...a1, startDate: '2026-01-01' }), incoming('a6', { npn: '600' })];
  const snapshot = (): unknown => ['a1', 'a6'].map((id) => ({ ...assignment(id), fetchedAt: 0 }));
  store.mirror.applyPage('contractAssignment', page, { pass: 2, now: 1 });
  const once = snapshot();
  for (let round = 0; round < 3; round += 1) {
    expect(store.mirror.applyPage('contractAssignment', page.toReversed(), { pass: 2, now: 2 })).toEqual([]);
  }
  expect(snapshot()).toEqual(once);
});

function rowState(id: string): string | undefined {
  const [row] = store.views.rows({ collection: 'contractAssignment', columns: ['npn'] }, [
    assignment(id).rowid,
  ]);
  return row === undefined ? undefined : changeStates[row.state];
}

test('a record that arrived but could not be read is not missed, and the others are', () => {
  expect(store.mirror.markSeen('contractAssignment', ['a1', 'a2', 'nobody'], 2)).toBe(2);
  expect(store.mirror.countUnseen('contractAssignment', 2)).toBe(3);
  const before = assignment('a1');
  expect(store.mirror.tombstoneUnseen('contractAssignment', 2, 9)).toHaveLength(3);
  expect(assignment('a1')).toEqual(before);
  expect(assignment('a3').goneAt).toBe(9);
  // It says nothing about a record that is gone already.
  expect(store.mirror.markSeen('contractAssignment', ['a3'], 3)).toBe(1);
  expect(assignment('a3').goneAt).toBe(9);
});

test('an answer that names only some fields leaves the others as they are known', () => {
  const apply = (record: Parameters<Store['mirror']['applyPage']>[1][number]): readonly number[] =>
    store.mirror.applyPage('carrier', [record], { pass: 2, now: 2 });
  apply(incoming('c9', { name: 'Old', naic: '1', linesOfBusiness: ['life'] }, { futureField: 7 }));
  expect(apply({ ...incoming('c9', { name: 'Old', naic: '1' }), narrow: true })).toEqual([]);
  expect(apply({ ...incoming('c9', { name: 'New', naic: null }), narrow: true })).toHaveLength(1);
  const kept = { name: 'New', naic: null, linesOfBusiness: ['life'] };
  expect(store.mirror.get('carrier', 'c9')).toMatchObject({ effective: kept, server: kept });
  // A whole answer says what is no longer there.
  apply(incoming('c9', { name: 'New' }));
  expect(store.mirror.get('carrier', 'c9')?.effective['linesOfBusiness'] ?? null).not.toEqual(['life']);
  apply({ ...incoming('c10', { name: 'First' }), narrow: true });
  expect(store.mirror.get('carrier', 'c10')?.effective['name']).toBe('First');
});

test('products and levels that only assignments know are named once, in order', () => {
  pull('x1', { productId: 'p-z', commissionLevelId: 'l1' });
  pull('x2', { productId: 'p-y', commissionLevelId: 'l-new' });
  pull('x3', { productId: 'p-z', commissionLevelId: null });
  expect(store.mirror.unknownToAssignments('product')).toEqual(['p-y', 'p-z', 'unseen-product']);
  expect(store.mirror.unknownToAssignments('commissionLevel')).toEqual(['l-new']);
});
