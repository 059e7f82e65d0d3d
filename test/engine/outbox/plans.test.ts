import { describe, expect, it } from 'vitest';
import { migrations } from '../../../main/engine/store/migrations/index.ts';
import { newestUnsentSql } from '../../../main/engine/store/batches.ts';
import { auditQueries } from '../../../main/engine/store/audit.ts';
import { operationQueries, updatePlaces } from '../../../main/engine/store/operations.ts';
import { shownQueries } from '../../../main/engine/store/shownStates.ts';
import { connect } from '../../../main/engine/store/sqlite.ts';

/** How SQLite answers a query, one line per step. */
function planOf(sql: string): readonly string[] {
  const db = connect(':memory:', 0, undefined);
  for (const { sql: step } of migrations) db.exec(step);
  const marks = sql.split('?').length - 1;
  const statement = db.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const rows = /\$\w/.test(sql)
    ? statement.all({ below: 1, after: 1, limit: 1 })
    : statement.all(...Array.from({ length: marks }, () => 1));
  db.close();
  return rows.map(({ detail }) => detail);
}

describe('query plans of what changes operations', () => {
  it.each(Object.entries(updatePlaces))('finds them by their places: %s', (_, places) => {
    const [plan] = planOf(`UPDATE operation SET state = ?, error = ? WHERE ${places}`);
    expect(plan).toContain('SEARCH operation USING INTEGER PRIMARY KEY');
  });
});

describe('query plans of the tray', () => {
  it.each([
    ['all live operations', operationQueries.live()],
    ['ready operations', operationQueries.live(['ready'])],
    ['live operations of a record', operationQueries.liveOf],
    ['live operations of many records', operationQueries.liveOfMany],
    ['what staging needs of them', operationQueries.stagedOfMany],
    ['operations by id', operationQueries.getMany()],
    ['those of them that were sent', operationQueries.getMany(['done', 'sending'])],
    ['whether anything is ready', operationQueries.any(['ready', 'unknown'])],
    ['heads of what may be sent', operationQueries.heads(['ready', 'waiting'])],
    ['records with live operations', operationQueries.liveRecords()],
    ['records that need a person', operationQueries.liveRecords(['conflict', 'refused'])],
    ['how many records', operationQueries.countLiveRecords()],
    ['how many need a person', operationQueries.countLiveRecords(['needs-auth'])],
    ['how many a person must see to', operationQueries.countLiveRecordsOrHeld(['conflict', 'refused'])],
    ['how many wait with the same word', operationQueries.countLiveRecordsByWord],
    ['records shown as waiting', shownQueries.records({ states: ['waiting', 'blocked'] })],
    ['how many are shown as ready', shownQueries.count({ states: ['ready'] })],
    ['records to decide about', shownQueries.records({ toDecide: true })],
    ['counts by state', operationQueries.countByState],
    ['operations of a gesture', operationQueries.ofBatch],
    ['the next operations of a gesture', operationQueries.nextOfBatch],
    ['the newest unsent gesture', newestUnsentSql],
  ])('%s: by index, never through settled operations', (_, sql) => {
    const steps = planOf(sql).filter((step) => /\b(operation|o)\b/.test(step));
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(step).toMatch(/USING (COVERING )?INDEX (sqlite_autoindex_)?operation_/);
  });

  it('what was sent since is one walk from where it starts', () => {
    expect(planOf(operationQueries.sentSince).join(' ')).toMatch(
      /SEARCH operation USING INTEGER PRIMARY KEY \(rowid>\?\)/,
    );
  });

  it('ready operations come in order without sorting', () => {
    expect(planOf(operationQueries.live(['ready'])).join(' ')).not.toMatch(/TEMP B-TREE/);
    expect(planOf(operationQueries.heads(['ready', 'waiting'])).join(' ')).not.toMatch(/TEMP B-TREE/);
  });
});

describe('query plans of the history', () => {
  it('a page and an entry are found by their numbers, however far back they lie', () => {
    for (const sql of [auditQueries.page, auditQueries.one, auditQueries.following])
      expect(planOf(sql)).toEqual([expect.stringMatching(/^SEARCH audit USING INTEGER PRIMARY KEY/)]);
  });

  it('a search walks the entries once, newest first, and looks the named records up once', () => {
    const steps = planOf(auditQueries.matching(2, ['sent', 'adopted']));
    expect(steps.filter((step) => /\baudit\b/.test(step))).toEqual(['SCAN audit']);
    expect(steps.join(' ')).not.toMatch(/TEMP B-TREE FOR ORDER BY|CORRELATED/);
  });
});
