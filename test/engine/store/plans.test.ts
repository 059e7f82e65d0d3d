import { describe, expect, test } from 'vitest';
import { producerDetailNames } from '../../../domain/collections.ts';
import { alikeSql, hasAssignmentsSql } from '../../../main/engine/store/alike.ts';
import { allTables, columnOf } from '../../../main/engine/store/columns.ts';
import { commissionGridSql } from '../../../main/engine/store/commissionGrid.ts';
import { invitationSql } from '../../../main/engine/store/invitations.ts';
import { labelSql } from '../../../main/engine/store/labels.ts';
import { liveOperationsSql } from '../../../main/engine/store/liveOperations.ts';
import { lookupsSql } from '../../../main/engine/store/lookups.ts';
import { distinctSql, someSql } from '../../../main/engine/store/mirrorRead.ts';
import { mirrorSql, updateOnlySql } from '../../../main/engine/store/mirrorTable.ts';
import { overlaySql } from '../../../main/engine/store/overlay.ts';
import { detailsSql, producerSql } from '../../../main/engine/store/producers.ts';
import { sealedSql } from '../../../main/engine/store/sealed.ts';
import { setAsideSql } from '../../../main/engine/store/setAside.ts';
import { rowWriterSql } from '../../../main/engine/store/rowWriter.ts';
import { seenSql } from '../../../main/engine/store/viewOptions.ts';
import { idsSql } from '../../../main/engine/store/viewRows.ts';
import { queryPlans } from './planSupport.ts';

const planOf = queryPlans();

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
      const someColumn = columnOf(table.collection, 'modifiedDate') ?? table.columns[0];
      if (someColumn === undefined) throw new Error('a table without columns');
      const distinct = distinctSql(table, someColumn);
      const overlay = overlaySql.readClean(table.collection, [someColumn.field.name]);
      const some = someSql(table, [someColumn]);
      const untouched = overlaySql.readShown(table.collection, [someColumn.field.name]);
      const many = [sql.getMany, some, sql.rowidsOf, sql.holdsCopy, distinct, overlay, untouched];
      for (const text of many) expect(planOf(text)).not.toContain('SCAN t');
      for (const text of [sql.rowidOf, sql.get, sql.ids, sql.countLocal, sql.localRows, ...many])
        expect(planOf(text)).toMatch(byId);
      expect(planOf(sql.ids)).not.toContain('TEMP B-TREE');
      for (const text of [sql.sameServer, sql.serverOf]) {
        expect(planOf(text)).toContain(`SEARCH ${table.serverName} USING INTEGER PRIMARY KEY`);
      }
      expect(planOf(sql.serversOf)).toContain('SEARCH s USING INTEGER PRIMARY KEY');
      const field = [someColumn.field.name];
      const writeMany = rowWriterSql.writeMany(table.collection, field, 3, false).replace('$mark', '1');
      const writeMarked = rowWriterSql.writeMany(table.collection, field, 3, true);
      const stretches = [true, false].map((marked) =>
        rowWriterSql.writeStretch(table.collection, field, marked),
      );
      const written = [writeMany, writeMarked, ...stretches, sql.remark];
      expect(planOf(rowWriterSql.marked(table.collection))).not.toContain('SCAN');
      expect(planOf(idsSql(table.collection))).toContain('SEARCH t USING INTEGER PRIMARY KEY');
      for (const text of [
        sql.effective,
        updateOnlySql(table, [0, 2]),
        sql.seen,
        sql.updateEffective,
        ...written,
      ]) {
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
  expect(planOf(liveOperationsSql.states)).toMatch(/SEARCH o USING INDEX operation_target/);
  for (const text of [liveOperationsSql.any, liveOperationsSql.ofOne, liveOperationsSql.statesOfOne])
    expect(planOf(text)).toMatch(/operation_target/);
});

test('invitations: links by their key, those of a producer and the uncertain by index', () => {
  expect(planOf(invitationSql.link)).toMatch(/SEARCH invitation_link USING PRIMARY KEY/);
  expect(planOf(invitationSql.unsentOf)).toMatch(/SEARCH invitation USING INDEX invitation_npn/);
  expect(planOf(invitationSql.countUncertain)).toMatch(/operation USING (COVERING )?INDEX operation_/);
  expect(planOf(labelSql.productOfLevel)).toMatch(/SEARCH p USING INDEX sqlite_autoindex/);
  for (const sql of [labelSql.productOfAssignment, labelSql.someProductsOfAssignments])
    expect(planOf(sql)).toMatch(/SEARCH a USING INDEX sqlite_autoindex_contract_assignment/);
});

test('a commission grid is read through the carrier’s products, without walking the others', () => {
  expect(planOf(commissionGridSql.products)).toMatch(
    /^SEARCH p USING INDEX product_carrier \(carrier_id=\?\)$/m,
  );
  const levels = planOf(commissionGridSql.levels);
  expect(levels).toMatch(/SEARCH p USING INDEX product_carrier/);
  expect(levels).toMatch(/SEARCH l USING INDEX commission_level_product/);
  expect(levels).not.toMatch(/SCAN|TEMP B-TREE/);
  expect(planOf(commissionGridSql.levelsOf)).toMatch(/SEARCH l USING INDEX commission_level_product/);
});

test('labels, lookups and records set aside', () => {
  const uplines = planOf(labelSql.contractAssignment);
  expect(uplines).toMatch(/SEARCH contract_assignment USING COVERING INDEX contract_assignment_upline/);
  expect(uplines).toMatch(/SEARCH t USING INDEX sqlite_autoindex/);
  expect(uplines).not.toContain('TEMP B-TREE');
  expect(planOf(labelSql.someAssignments)).toMatch(/SEARCH t USING INDEX sqlite_autoindex/);
  expect(planOf(labelSql.someLevels)).toMatch(/SEARCH t USING INDEX sqlite_autoindex/);
  expect(planOf(labelSql.carrierOfProduct)).toMatch(/SEARCH c USING INDEX sqlite_autoindex/);
  expect(planOf(labelSql.lookup)).toMatch(/SEARCH lookup USING PRIMARY KEY \(kind=\?\)/);
  expect(planOf(lookupsSql.find)).toMatch(/PRIMARY KEY \(kind=\? AND id=\?\)/);
  expect(planOf(lookupsSql.list)).toMatch(/PRIMARY KEY \(kind=\?\)/);
  expect(planOf(setAsideSql.list)).not.toContain('TEMP B-TREE');
  expect(planOf(setAsideSql.clear)).toMatch(/SEARCH set_aside USING (COVERING )?INDEX/);
});

describe('producers', () => {
  test('are found by NPN and by id, and what they have through its producer', () => {
    expect(planOf(producerSql.idOf)).toMatch(/SEARCH producer USING INDEX producer_npn/);
    expect(planOf(producerSql.nameOfNpn)).toMatch(/SEARCH producer USING INDEX producer_npn/);
    expect(planOf(producerSql.assignments)).toMatch(/INDEX contract_assignment_npn/);
    for (const name of producerDetailNames)
      expect(planOf(detailsSql(name))).toMatch(/USING INDEX \w+_producer \(producer_id=\?\)/);
    for (const name of ['producer', ...producerDetailNames] as const)
      expect(planOf(alikeSql[name])).toMatch(/SEARCH \w+ USING INDEX \w+_(npn|producer) \(/);
  });

  test('their history is found record by record', () => {
    const plan = planOf(producerSql.operationsOn);
    expect(plan).toMatch(/SEARCH r USING PRIMARY KEY \(id_ending=\?\)/);
    expect(plan).toMatch(/SEARCH o USING INTEGER PRIMARY KEY/);
    expect(plan).not.toMatch(/SCAN r/);
    expect(plan).not.toMatch(/SCAN o/);
  });

  test('labels of a page are looked up one by one, for a producer and for an NPN', () => {
    expect(planOf(labelSql.someProducers)).toMatch(/SEARCH t USING INDEX sqlite_autoindex_producer_1/);
    expect(planOf(labelSql.someProducersOfNpn)).toMatch(/SEARCH t USING INDEX producer_npn/);
    for (const sql of [labelSql.producer, labelSql.producerOfNpn])
      expect(planOf(sql)).toBe('SEARCH producer USING INTEGER PRIMARY KEY (rowid>?)');
  });

  test('values seen in a column take one step of its index each', () => {
    for (const [table, column] of [
      ['address', 'type'],
      ['producer', 'gender'],
      ['producer', 'business_type'],
    ] as const) {
      const plan = planOf(seenSql(table, column));
      expect(plan).toMatch(/SEARCH \w+ USING COVERING INDEX/);
      expect(plan).not.toMatch(new RegExp(`SCAN ${table}`));
    }
  });

  test('sealed values by operation and field', () => {
    expect(planOf(sealedSql.part)).toMatch(/SEARCH sealed_value USING PRIMARY KEY/);
    expect(planOf(sealedSql.has)).toMatch(/SEARCH sealed_value USING PRIMARY KEY/);
  });
});
