import { existsSync, statSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';

let one: TestStore | undefined;
afterEach(() => one?.dispose());

test('the log is moved into the file once it has grown, and not before', () => {
  one = openTestStore();
  const { store, file } = one;
  const sizes = (): readonly number[] => [file, `${file}-wal`].map((name) => statSync(name).size);
  const write = (megabytes: number): void => {
    for (let number = 0; number < megabytes; number += 1) {
      store.transaction('mirror', () => store.settings.set(`block ${number}`, 'x'.repeat(1_000_000)));
    }
  };
  expect(existsSync(`${file}-wal`)).toBe(true);
  write(10);
  const [before = 0] = sizes();
  store.checkpoint();
  expect(sizes()[0]).toBe(before);
  write(80);
  expect(sizes()[0]).toBe(before);
  store.checkpoint();
  expect(sizes()[0]).toBeGreaterThan(before + 70_000_000);
  // The next write begins the log anew instead of making it longer.
  write(1);
  const [, log = 0] = sizes();
  expect(log).toBeLessThan(110_000_000);
  expect(one.reopen().settings.get('block 79')).toHaveLength(1_000_000);
});
