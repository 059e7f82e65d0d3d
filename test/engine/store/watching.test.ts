import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store, Written } from '../../../main/engine/store/api.ts';
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

const pull = (writingNumber: string): void => {
  const before = store.mirror.get('contractAssignment', 'a1')?.server ?? {};
  const record = incoming('a1', { ...before, writingNumber });
  store.mirror.applyPage('contractAssignment', [record], { pass: 2, now: 2_000 });
};
const toldOf = (told: readonly Written[]): number =>
  told.filter((each) => each.kind === 'rows' && each.rowids !== 'all' && each.rowids.length > 0).length;

test('a server copy under a staged value is told to those who want all, not to those who want what is shown', () => {
  stage(store, 'a1', { writingNumber: { base: 'WN-b', value: 'typed' } });
  const all: Written[] = [];
  const shown: Written[] = [];
  const stops = [
    store.watch((written) => all.push(written)),
    store.watch((written) => shown.push(written), 'shown'),
  ];
  pull('from the server');
  expect(store.mirror.get('contractAssignment', 'a1')?.effective['writingNumber']).toBe('typed');
  expect(toldOf(all) - toldOf(shown)).toBe(1);
  for (const stop of stops) stop();
  const before = all.length + shown.length;
  pull('and again');
  expect(all.length + shown.length).toBe(before);
});
