import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../../main/engine/store/database.ts';
import type { Connection } from '../../../main/engine/store/sqlite.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill } from './fixtures.ts';

/** For a test file of query plans: the steps SQLite would take in a filled store, one a line. */
export function queryPlans(): (sql: string) => string {
  let one: TestStore;
  let connection: Connection;

  beforeAll(() => {
    one = openTestStore();
    fill(one.store);
    one.store.close();
    const opened = openDatabase({ file: one.file, key: one.key });
    if (!opened.ok) throw new Error(opened.error.code);
    connection = opened.value;
  });

  afterAll(() => {
    connection.close();
    one.dispose();
  });

  return (sql) => {
    const parameters = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => null);
    return connection
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail)
      .join('\n');
  };
}
