import { listOf, lists } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import { plainArrangement } from '../../../domain/shippedViews.ts';
import { describe, expect, test } from 'vitest';
import { fieldOf } from '../../../domain/collections.ts';
import type { ViewQuery } from '../../../main/engine/store/api.ts';
import { allTables, tables } from '../../../main/engine/store/columns.ts';
import { invitationSql } from '../../../main/engine/store/invitations.ts';
import { mirrorSql } from '../../../main/engine/store/mirrorTable.ts';
import { positionSql } from '../../../main/engine/store/positions.ts';
import { optionSql } from '../../../main/engine/store/viewOptions.ts';
import { historySql } from '../../../main/engine/store/histories.ts';
import { hierarchiesSql } from '../../../main/engine/store/hierarchies.ts';
import { assignmentChangesSql } from '../../../main/engine/store/assignmentChanges.ts';
import { chainSql } from '../../../main/engine/store/chain.ts';
import { isIndexed, narrowStatement } from '../../../main/engine/store/viewWhere.ts';
import { indexedColumnSql, isIndexedColumn } from '../../../main/engine/store/vectors/indexedColumns.ts';
import { marksSql } from '../../../main/engine/store/vectors/marks.ts';
import { vectorSql } from '../../../main/engine/store/vectors/vectors.ts';
import { rowsSql } from '../../../main/engine/store/viewRows.ts';
import { queryPlans } from './planSupport.ts';

const planOf = queryPlans();

const listNames = Object.keys(lists).filter((name): name is ListName => Object.hasOwn(lists, name));

/** Tables with as many rows as there are people, or more. */
const largeTables = [tables.contractAssignment, tables.producer, tables.agent, tables.licence];

describe('lists', () => {
  const query: ViewQuery = {
    collection: 'contractAssignment',
    columns: ['npn', 'productId'],
    sort: [],
    filters: [],
    search: '',
  };
  const orderPlan = (change: Partial<ViewQuery>): string =>
    planOf(
      narrowStatement(change.collection ?? query.collection, (change.filters ?? []).filter(isIndexed)).sql,
    );

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
    const names = { collection: 'producer', columns: ['displayName'] } as const;
    expect(orderPlan({ ...names, ...is('npn') })).toContain('producer_npn');
    expect(orderPlan({ collection: 'address', columns: ['city'], ...is('producerId') })).toContain(
      'address_producer',
    );
    expect(orderPlan(is('producerName'))).toMatch(/contract_assignment_npn/);
    for (const test of ['has-unsent-change', 'needs-you'] as const)
      expect(orderPlan({ filters: [{ test }] })).toContain('COVERING INDEX contract_assignment_change');
    expect(orderPlan({ collection: 'commissionLevel', columns: ['name'], ...is('productId') })).toContain(
      'commission_level_product',
    );
    expect(orderPlan({ collection: 'product', columns: ['name'], ...is('carrierId') })).toContain(
      'product_carrier',
    );
  });

  test.each(listNames)(
    'the list of %s finds what is not sent by its index, and reads a page by rowid',
    (list) => {
      const { name } = tables[list];
      for (const test of ['has-unsent-change', 'needs-you'] as const)
        expect(orderPlan({ collection: list, filters: [{ test }] })).toContain(
          `USING COVERING INDEX ${name}_change`,
        );
      const { fields } = plainArrangement(list);
      const page = planOf(rowsSql({ collection: list, columns: fields }));
      expect(page).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
      expect(page).not.toMatch(/SCAN t\b/);
      // What the column that tells rows apart refers to leads from one list to the other.
      const { fixed } = listOf(list);
      if (fieldOf(list, fixed)?.kind.type === 'reference')
        expect(orderPlan({ collection: list, filters: [{ field: fixed, test: 'is', value: 'x' }] })).toMatch(
          new RegExp(`SEARCH ${name} USING (COVERING )?INDEX`),
        );
    },
  );

  test('the levels of a carrier are found through its products, in the order of the sheet too', () => {
    const sheet = {
      collection: 'commissionLevel',
      columns: ['productId', 'name'],
      filters: [{ test: 'of-carrier', carrierId: 'x' }],
    } as const;
    const byProduct = [
      { field: 'productId', direction: 'ascending' },
      { field: 'level', direction: 'descending' },
    ] as const;
    for (const sort of [[], byProduct]) {
      const plan = orderPlan({ ...sheet, sort });
      expect(plan).toMatch(/SEARCH commission_level USING INDEX commission_level_product/);
      expect(plan).toMatch(/SEARCH product USING (COVERING )?INDEX product_carrier/);
      expect(plan).not.toMatch(/SCAN (commission_level|product)/);
    }
  });

  test('which rows are there and how they are marked is read from indexes, never from the rows', () => {
    for (const { name } of largeTables) {
      const there = `SEARCH ${name} USING COVERING INDEX ${name}_present (<expr>=? AND rowid>? AND rowid<?)`;
      expect(planOf(marksSql.count(name))).toBe(`SCAN ${name} USING COVERING INDEX ${name}_present`);
      expect(planOf(marksSql.anyGone(name))).toContain(
        `SEARCH ${name} USING COVERING INDEX ${name}_present (<expr>>?)`,
      );
      expect(planOf(marksSql.presentCount(name))).toBe(there);
      expect(planOf(marksSql.present(name))).toBe(there);
      expect(planOf(marksSql.changed(name))).toBe(
        `SEARCH ${name} USING COVERING INDEX ${name}_change (change_state=? AND rowid>? AND rowid<?)`,
      );
      expect(planOf(marksSql.some(name))).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
    }
  });

  test('records are counted without walking them', () => {
    for (const { collection, name } of largeTables) {
      const plan = planOf(mirrorSql(tables[collection]).count);
      expect(plan).toContain(`SCAN ${name} USING COVERING INDEX ${name}_present`);
      expect(plan).toContain(`SEARCH ${name} USING COVERING INDEX ${name}_present (<expr>>?)`);
    }
  });

  test('columns are read into memory by stretches of rowids, and single rows by rowid, without sorting', () => {
    for (const { name, columns } of allTables) {
      for (const column of columns.filter((one) => isIndexedColumn(name, one.name)))
        for (const sql of [
          indexedColumnSql.values(name, column.name),
          indexedColumnSql.rowids(name, column.name),
        ])
          expect(planOf(sql)).toMatch(/^SEARCH contract_assignment USING COVERING INDEX \S+ \([^)]+\)$/);
      const stretches = columns.map((column) => vectorSql.slice(name, column.name));
      for (const sql of [...stretches, marksSql.rowids(name), marksSql.shown(name)])
        expect(planOf(sql)).toBe(`SEARCH ${name} USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)`);
      expect(planOf(vectorSql.rows(name, []))).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
      expect(planOf(vectorSql.end(name))).toMatch(/^SEARCH /);
    }
  });

  test('a page is read by rowid', () => {
    expect(planOf(rowsSql(query))).toMatch(/SEARCH t USING INTEGER PRIMARY KEY/);
  });

  test('the levels of an assignment’s product', () => {
    const plan = planOf(optionSql.levelsOfProduct);
    expect(plan).toMatch(/SEARCH a USING INDEX sqlite_autoindex_contract_assignment_1/);
    expect(plan).toMatch(/SEARCH l USING INDEX commission_level_product/);
  });

  test('who else is on the product of an assignment, with name and level; products with their carriers', () => {
    const plan = planOf(optionSql.uplinesOfProduct);
    expect(plan).toMatch(/SEARCH o USING INDEX sqlite_autoindex_contract_assignment_1/);
    expect(plan).toMatch(/SEARCH a USING INDEX contract_assignment_product/);
    expect(plan).toMatch(/SEARCH d USING INDEX contract_assignment_upline/);
    expect(plan).toMatch(/SEARCH p USING INDEX producer_npn/);
    expect(plan).toMatch(/SEARCH l USING INDEX sqlite_autoindex_commission_level_1/);
    expect(planOf(optionSql.products)).toMatch(/SEARCH c USING INDEX sqlite_autoindex_carrier_1/);
  });

  test('levels of uplines, and the downlines of an assignment', () => {
    expect(planOf(chainSql.levels)).toMatch(
      /SEARCH contract_assignment USING INDEX sqlite_autoindex_contract_assignment_1/,
    );
    const ofCarrier = planOf(chainSql.ofCarrier);
    expect(ofCarrier).toMatch(/SEARCH p USING (COVERING )?INDEX product_carrier/);
    expect(ofCarrier).toMatch(/SEARCH a USING INDEX contract_assignment_product/);
    const pairs = planOf(chainSql.levelPairs);
    expect(pairs).toMatch(/SEARCH d USING INDEX contract_assignment_product/);
    expect(pairs).toMatch(/SEARCH u USING INDEX sqlite_autoindex_contract_assignment_1/);
    expect(planOf(chainSql.downlines)).toMatch(
      /SEARCH contract_assignment USING INDEX contract_assignment_upline/,
    );
    expect(planOf(chainSql.below)).toMatch(/SEARCH d USING INDEX contract_assignment_upline/);
  });

  test('the position of an assignment, upwards and downwards', () => {
    expect(planOf(positionSql.uplines)).toMatch(
      /SEARCH contract_assignment USING INDEX sqlite_autoindex_contract_assignment_1/,
    );
    expect(planOf(positionSql.uplines)).not.toMatch(/SCAN (?:contract_assignment|a)\b/);
    expect(planOf(positionSql.direct)).toMatch(
      /SEARCH contract_assignment USING INDEX contract_assignment_upline/,
    );
    expect(planOf(positionSql.below)).toMatch(/SEARCH a USING INDEX contract_assignment_upline/);
    expect(planOf(positionSql.below)).not.toMatch(/SCAN (?:contract_assignment|a)\b/);
    expect(planOf(invitationSql.ofNpn)).toMatch(/SEARCH invitation USING (?:COVERING )?INDEX invitation_npn/);
  });

  test('what hierarchies tell of an assignment', () => {
    expect(planOf(hierarchiesSql.ofProduct)).toMatch(
      /^SEARCH product_hierarchy USING INDEX product_hierarchy_product/,
    );
    expect(planOf(hierarchiesSql.newest)).toMatch(
      /^SEARCH hierarchy_change USING COVERING INDEX hierarchy_change_newest/,
    );
    const ofAssignment = planOf(hierarchiesSql.ofAssignment);
    expect(ofAssignment).toMatch(/^SEARCH hierarchy_change USING INDEX hierarchy_change_assignment/);
    expect(ofAssignment).not.toContain('TEMP B-TREE');
    expect(planOf(hierarchiesSql.ofChange)).toMatch(/^SEARCH hierarchy_change USING PRIMARY KEY/);
  });

  test('assignments by many NPNs by index, and by writing numbers in one walk', () => {
    expect(planOf(chainSql.npn)).toMatch(/SEARCH t USING INDEX contract_assignment_npn/);
    const walk = planOf(chainSql.writingNumber);
    expect(walk).toMatch(/SCAN contract_assignment/);
    expect(walk).not.toContain('TEMP B-TREE');
  });

  test('the changes of an assignment, and the history of any record, without sorting all of it', () => {
    expect(planOf(assignmentChangesSql.read)).toMatch(/USING PRIMARY KEY/);
    expect(planOf(assignmentChangesSql.list)).toMatch(/^SEARCH assignment_change USING PRIMARY KEY/);
    const staged = planOf(historySql.operations);
    expect(staged).toMatch(/^SEARCH r USING PRIMARY KEY \(id_ending=\? AND sequence<\?\)/);
    expect(staged).toMatch(/SEARCH o USING INTEGER PRIMARY KEY/);
    expect(staged).not.toContain('SCAN');
    expect(staged).not.toContain('TEMP B-TREE');
    const found = planOf(historySql.serverChanges);
    expect(found).toMatch(/^SEARCH server_change USING INDEX server_change_record/);
    expect(found).not.toContain('TEMP B-TREE');
    // A page of operations at a time is put in order; the audit itself is never walked.
    expect(planOf(historySql.ofOperations)).toMatch(/SEARCH a USING INDEX audit_operation/);
    expect(planOf(historySql.ofGestures)).toMatch(/SEARCH a USING INDEX audit_gesture/);
  });
});
