import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ViewQuery } from '../../../main/engine/store/api.ts';
import { alikeSql, hasAssignmentsSql } from '../../../main/engine/store/alike.ts';
import { allTables } from '../../../main/engine/store/columns.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { invitationSql } from '../../../main/engine/store/invitations.ts';
import { createLabels, labelSql } from '../../../main/engine/store/labels.ts';
import { liveOperationsSql } from '../../../main/engine/store/liveOperations.ts';
import { lookupsSql } from '../../../main/engine/store/lookups.ts';
import { mirrorSql } from '../../../main/engine/store/mirrorTable.ts';
import { setAsideSql } from '../../../main/engine/store/setAside.ts';
import type { Connection } from '../../../main/engine/store/sqlite.ts';
import { createStatements } from '../../../main/engine/store/statements.ts';
import { optionSql } from '../../../main/engine/store/viewOptions.ts';
import { orderStatement } from '../../../main/engine/store/viewOrder.ts';
import { rowsSql } from '../../../main/engine/store/viewRows.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill } from './fixtures.ts';

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

/** The steps SQLite would take, one a line. */
function planOf(sql: string): string {
  const parameters = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => null);
  return connection
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map(({ detail }) => detail)
    .join('\n');
}

test('records that would be made twice are found by an index', () => {
  // Carriers are hundreds, made one at a time; blanks around a name keep its index out.
  const { carrier, ...others } = alikeSql;
  expect(planOf(carrier)).toBe('SCAN carrier');
  for (const sql of [...Object.values(others), hasAssignmentsSql]) expect(planOf(sql)).toMatch(/^SEARCH /);
});

describe('the mirror finds records by key', () => {
  for (const table of allTables) {
    test(table.name, () => {
      const sql = mirrorSql(table);
      const byId = new RegExp(
        `SEARCH (t|${table.name}) USING (COVERING )?INDEX sqlite_autoindex_${table.name}_1`,
      );
      expect(planOf(sql.existing)).toMatch(byId);
      expect(planOf(sql.existing)).not.toContain(`SCAN t`);
      for (const text of [sql.rowidOf, sql.get, sql.ids]) expect(planOf(text)).toMatch(byId);
      expect(planOf(sql.ids)).not.toContain('TEMP B-TREE');
      for (const text of [sql.sameServer, sql.serverOf]) {
        expect(planOf(text)).toContain(`SEARCH ${table.serverName} USING INTEGER PRIMARY KEY`);
      }
      for (const text of [sql.effective, sql.update, sql.seen, sql.updateEffective]) {
        expect(planOf(text)).toContain(`SEARCH ${table.name} USING INTEGER PRIMARY KEY`);
      }
      // A pass ends with one walk over the rows; their server copies are probed, not walked.
      for (const text of [sql.countUnseen, sql.tombstone]) {
        expect(planOf(text)).toMatch(/SEARCH s (EXISTS )?USING INTEGER PRIMARY KEY/);
      }
    });
  }
});

test('live operations are found through the partial indexes', () => {
  expect(planOf(liveOperationsSql.of)).toMatch(/SEARCH o USING INDEX operation_target/);
  expect(planOf(liveOperationsSql.any)).toMatch(/operation_target/);
});

test('invitations: links by their key, those of a producer and the uncertain by index', () => {
  expect(planOf(invitationSql.link)).toMatch(/SEARCH invitation_link USING PRIMARY KEY/);
  expect(planOf(invitationSql.unsentOf)).toMatch(/SEARCH invitation USING INDEX invitation_npn/);
  expect(planOf(invitationSql.countUncertain)).toMatch(/operation USING (COVERING )?INDEX operation_/);
  expect(planOf(labelSql.productOfLevel)).toMatch(/SEARCH p USING INDEX sqlite_autoindex/);
  for (const sql of [labelSql.productOfAssignment, labelSql.someProductsOfAssignments])
    expect(planOf(sql)).toMatch(/SEARCH a USING INDEX sqlite_autoindex_contract_assignment/);
});

test('labels, lookups and records set aside', () => {
  expect(planOf(labelSql.contractAssignment)).toMatch(
    /SEARCH contract_assignment USING INDEX sqlite_autoindex/,
  );
  expect(planOf(labelSql.someAssignments)).toMatch(/SEARCH t USING INDEX sqlite_autoindex/);
  expect(planOf(labelSql.carrierOfProduct)).toMatch(/SEARCH c USING INDEX sqlite_autoindex/);
  expect(planOf(labelSql.lookup)).toMatch(/SEARCH lookup USING PRIMARY KEY \(kind=\?\)/);
  expect(planOf(lookupsSql.find)).toMatch(/PRIMARY KEY \(kind=\? AND id=\?\)/);
  expect(planOf(lookupsSql.list)).toMatch(/PRIMARY KEY \(kind=\?\)/);
  expect(planOf(setAsideSql.list)).not.toContain('TEMP B-TREE');
  expect(planOf(setAsideSql.clear)).toMatch(/SEARCH set_aside USING (COVERING )?INDEX/);
});

describe('lists', () => {
  const query: ViewQuery = {
    collection: 'contractAssignment',
    columns: ['npn', 'productId'],
    sort: [],
    filters: [],
    search: '',
  };
  const orderPlan = (change: Partial<ViewQuery>): string =>
    planOf(orderStatement({ ...query, ...change }, createLabels(createStatements(connection))).sql);

  test('filters go through their index', () => {
    const is = (field: string): Partial<ViewQuery> => ({ filters: [{ field, test: 'is', value: 'x' }] });
    expect(orderPlan(is('productId'))).toMatch(
      /SEARCH contract_assignment USING INDEX contract_assignment_product/,
    );
    expect(orderPlan(is('carrierId'))).toMatch(
      /SEARCH contract_assignment USING INDEX contract_assignment_product/,
    );
    expect(orderPlan(is('carrierId'))).toMatch(/SEARCH product USING (COVERING )?INDEX product_carrier/);
    expect(orderPlan(is('npn'))).toMatch(/SEARCH contract_assignment USING INDEX contract_assignment_npn/);
    expect(orderPlan({ filters: [{ test: 'has-unsent-change' }] })).toContain('contract_assignment_change');
    expect(orderPlan({ collection: 'commissionLevel', columns: ['name'], ...is('productId') })).toContain(
      'commission_level_product',
    );
    expect(orderPlan({ collection: 'product', columns: ['name'], ...is('carrierId') })).toContain(
      'product_carrier',
    );
  });

  test('without keys rows are walked in rowid order, without sorting', () => {
    expect(orderPlan({})).toBe('SCAN contract_assignment');
    expect(orderPlan({ search: 'word' })).not.toContain('TEMP B-TREE');
  });

  test('labels are never joined for sorting', () => {
    const plan = orderPlan({ sort: [{ field: 'productId', direction: 'ascending' }] });
    expect(plan).toBe('SCAN contract_assignment');
  });

  test('a page is read by rowid', () => {
    expect(planOf(rowsSql(query))).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
  });

  test('the levels of an assignment’s product', () => {
    const plan = planOf(optionSql.levelsOfProduct);
    expect(plan).toMatch(/SEARCH a USING INDEX sqlite_autoindex_contract_assignment_1/);
    expect(plan).toMatch(/SEARCH l USING INDEX commission_level_product/);
  });
});
