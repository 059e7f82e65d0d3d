import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../main/engine/store/database.ts';
import type { Connection } from '../../../main/engine/store/sqlite.ts';
import { createTransactions } from '../../../main/engine/store/transactions.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming } from './fixtures.ts';

let one: TestStore;

beforeEach(() => {
  one = openTestStore();
  fill(one.store);
});

afterEach(() => one.dispose());

test('an exception rolls everything back, pages and settings and labels alike', () => {
  const { store } = one;
  const names = (): string => store.views.label('product', 'carrierId', 'c1');
  expect(names()).toBe('Zenith Mutual');
  expect(() =>
    store.transaction('mirror', () => {
      store.settings.set('a', '1');
      store.mirror.applyPage('carrier', [incoming('c1', { name: 'Renamed' })], { pass: 2, now: 2 });
      expect(names()).toBe('Renamed');
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(store.settings.get('a')).toBeNull();
  expect(names()).toBe('Zenith Mutual');
});

test('nested calls join: a failure inside dooms the whole even when it is caught', () => {
  const { store } = one;
  expect(() =>
    store.transaction('gesture', () => {
      store.settings.set('outer', '1');
      try {
        store.transaction('mirror', () => {
          store.settings.set('inner', '1');
          throw new Error('inner');
        });
      } catch {
        // Somebody thought it did not matter.
      }
    }),
  ).toThrow(/none of it was kept/);
  expect(store.settings.get('outer')).toBeNull();
  expect(store.settings.get('inner')).toBeNull();
  expect(store.transaction('gesture', () => store.transaction('mirror', () => 7))).toBe(7);
});

test('a transaction cannot wait', () => {
  expect(() => one.store.transaction('mirror', () => Promise.resolve(1))).toThrow(/cannot wait/);
  one.store.settings.set('still', 'works');
  expect(one.store.settings.get('still')).toBe('works');
});

test('a gesture commits with FULL, the mirror with NORMAL, and NORMAL is back after a failure', () => {
  one.store.close();
  const opened = openDatabase({ file: one.file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const connection: Connection = opened.value;
  const transaction = createTransactions(connection, () => undefined);
  const level = (): unknown => connection.pragma('synchronous', { simple: true });
  expect(transaction('gesture', level)).toBe(2);
  expect(level()).toBe(1);
  expect(transaction('mirror', level)).toBe(1);
  expect(() =>
    transaction('gesture', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(level()).toBe(1);
  connection.close();
});
