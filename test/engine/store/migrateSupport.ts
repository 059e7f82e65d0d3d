import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../../../main/engine/store/api.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { migrate } from '../../../main/engine/store/migrate.ts';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { openTestStore, readPlainServerCopy } from '../support/store.ts';
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

export interface OldFile {
  readonly file: string;
  readonly key: Uint8Array;
  /** Opens it as the program of today does, with all steps that it has not taken. */
  open(): Store;
}

/** A file as it was before a step of the schema, told by its number or by words of its own, with these rows in it. */
export function fileBefore(step: number | string, rows: string): OldFile {
  const { key } = one;
  const file = join(one.folder, 'old.db');
  const taken = typeof step === 'number' ? step - 1 : migrations.findIndex(({ sql }) => sql.includes(step));
  const opened = openDatabase({ file, key });
  if (!opened.ok || taken < 0) throw new Error(`No file of before ${step}`);
  const migrated = migrate(opened.value, file, migrations.slice(0, taken));
  if (!migrated.ok) throw new Error(migrated.error.code);
  opened.value.exec(rows);
  opened.value.close();
  return {
    file,
    key,
    open() {
      const store = openStore({ file, key, readServerCopy: readPlainServerCopy });
      if (!store.ok) throw new Error(store.error.code);
      return store.value;
    },
  };
}

beforeEach(() => {
  one = openTestStore();
  fill(one.store);
  stage(one.store, 'a1', { writingNumber: { base: 'WN-b', value: 'staged' } });
  one.store.close();
});

afterEach(() => one.dispose());
