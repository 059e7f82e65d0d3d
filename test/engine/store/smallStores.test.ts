import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';

let one: TestStore;

beforeEach(() => {
  one = openTestStore();
});

afterEach(() => one.dispose());

test('lookups: listed by label, the complete list retires the rest, retired values keep their name', () => {
  const { lookups } = one.store;
  const value = (id: string, name: string, description: string | null = null) =>
    ({ kind: 'annualization', id, name, description, server: { id } }) as const;
  lookups.applyAll('annualization', [value('1', 'zero'), value('2', 'X', 'a quarter')], { pass: 1, now: 1 });
  lookups.applyAll('taskType', [], { pass: 1, now: 1 });
  expect(lookups.list('annualization').map(({ id }) => id)).toEqual(['2', '1']);
  lookups.applyAll('annualization', [value('1', 'Zero')], { pass: 2, now: 2 });
  expect(lookups.list('annualization')).toEqual([
    { kind: 'annualization', id: '1', name: 'Zero', description: null },
  ]);
  expect(lookups.find('annualization', '2')?.description).toBe('a quarter');
  expect(lookups.find('annualization', '3')).toBeNull();
  expect(lookups.find('taskType', '1')).toBeNull();
  lookups.applyAll('annualization', [value('1', 'Zero'), value('2', 'X')], { pass: 3, now: 3 });
  expect(lookups.list('annualization')).toHaveLength(2);
});

test('sync state: a pass begins, advances, survives a restart, fails, goes on, and completes', () => {
  let state = one.store.syncState;
  expect(state.read('carrier')).toEqual({
    target: 'carrier',
    pass: 0,
    cursor: null,
    completedPass: null,
    completedAt: null,
    failure: null,
    memo: null,
  });
  expect(() => state.advance('carrier', 1)).toThrow(/begun/);
  expect(state.begin('carrier', { page: 0 })).toBe(1);
  state.advance('carrier', { page: 3 });
  state.failed('carrier', { code: 'offline', message: 'No network' });
  state = one.reopen().syncState;
  expect(state.read('carrier')).toMatchObject({ pass: 1, cursor: { page: 3 }, failure: { code: 'offline' } });
  state.advance('carrier', { page: 4 });
  expect(state.read('carrier').failure).toBeNull();
  state.complete('carrier', 99);
  expect(state.read('carrier')).toMatchObject({
    cursor: null,
    completedPass: 1,
    completedAt: 99,
    failure: null,
  });
  expect(state.begin('carrier', null)).toBe(2);
  expect(state.read('carrier')).toMatchObject({ pass: 2, completedPass: 1 });
  state.failed('lookups', { code: 'x', message: 'before any pass' });
  expect(state.all().map(({ target }) => target)).toEqual([
    'lookups',
    'carrier',
    'product',
    'commissionLevel',
    'contractAssignment',
    'producer',
    'address',
    'phone',
    'bankAccount',
    'insurancePolicy',
    'downstreamEntity',
    'agent',
    'licence',
    'fileDocument',
  ]);
});

test('set aside: one entry per record, newest first, cut to size, forgotten by later passes', () => {
  const { setAside } = one.store;
  setAside.put('carrier', [{ key: 'c1', reason: 'bad', raw: 'x'.repeat(9000) }], { pass: 1, now: 1 });
  setAside.put('product', [{ key: 'page 3, item 17', reason: 'worse', raw: '{' }], { pass: 1, now: 2 });
  setAside.put('carrier', [{ key: 'c1', reason: 'still bad', raw: 'y'.repeat(9000) }], { pass: 2, now: 3 });
  expect(setAside.count()).toBe(2);
  expect(setAside.list(0, 1)).toEqual([
    { collection: 'product', key: 'page 3, item 17', reason: 'worse', raw: '{', at: 2 },
  ]);
  expect(setAside.list(1, 5)[0]).toMatchObject({ reason: 'still bad', raw: 'y'.repeat(4000), at: 3 });
  setAside.clearBefore('carrier', 2);
  setAside.clearBefore('product', 2);
  expect(setAside.list(0, 5).map(({ key }) => key)).toEqual(['c1']);
});

test('settings are kept and replaced', () => {
  const { settings } = one.store;
  expect(settings.get('theme')).toBeNull();
  settings.set('theme', 'dark');
  settings.set('theme', 'light');
  expect(one.reopen().settings.get('theme')).toBe('light');
});
