import { describe, expect, it } from 'vitest';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { newestUnsentSql } from '../../../main/engine/store/batches.ts';
import { operationQueries } from '../../../main/engine/store/operations.ts';
import { connect } from '../../../main/engine/store/sqlite.ts';

/** How SQLite answers a query, one line per step. */
function planOf(sql: string): readonly string[] {
  const db = connect(':memory:', 0, undefined);
  for (const { sql: step } of migrations) db.exec(step);
  const marks = sql.split('?').length - 1;
  const statement = db.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const rows = sql.includes('$below')
    ? statement.all({ below: 1 })
    : statement.all(...Array.from({ length: marks }, () => 1));
  db.close();
  return rows.map(({ detail }) => detail);
}

describe('query plans of the tray', () => {
  it.each([
    ['all live operations', operationQueries.live()],
    ['ready operations', operationQueries.live(['ready'])],
    ['live operations of a record', operationQueries.liveOf],
    ['records with live operations', operationQueries.liveRecords()],
    ['records that need a person', operationQueries.liveRecords(['conflict', 'refused'])],
    ['how many records', operationQueries.countLiveRecords()],
    ['how many need a person', operationQueries.countLiveRecords(['needs-auth'])],
    ['counts by state', operationQueries.countByState],
    ['operations of a gesture', operationQueries.ofBatch],
    ['the newest unsent gesture', newestUnsentSql],
  ])('%s: by index, never through settled operations', (_, sql) => {
    const steps = planOf(sql).filter((step) => /\boperation\b/.test(step));
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(step).toMatch(/USING (COVERING )?INDEX operation_/);
  });

  it('ready operations come in order without sorting', () => {
    expect(planOf(operationQueries.live(['ready'])).join(' ')).not.toMatch(/TEMP B-TREE/);
  });
});
