import { afterEach, beforeEach } from 'vitest';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, stage } from './fixtures.ts';

/** The file of the test that runs: populated, and closed. */
export let one: TestStore;

export function query(file: string, sql: string, key: Uint8Array = one.key): unknown {
  const opened = openDatabase({ file, key });
  if (!opened.ok) throw new Error(opened.error.code);
  const rows = opened.value.prepare(sql).raw().all();
  opened.value.close();
  return rows;
}

beforeEach(() => {
  one = openTestStore();
  fill(one.store);
  stage(one.store, 'a1', { writingNumber: { base: 'WN-b', value: 'staged' } });
  one.store.close();
});

afterEach(() => one.dispose());
