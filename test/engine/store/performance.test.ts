import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncomingRecord, Store, ViewQuery } from '../../../main/engine/store/api.ts';
import { tables, toCell } from '../../../main/engine/store/columns.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { mirrorSql } from '../../../main/engine/store/mirrorTable.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { incoming } from './fixtures.ts';

/** Figures at the size of a large agency, printed: what is asserted is that the answers are right. */
const size = 100_000;
const pageSize = 500;
const perTransaction = 10;
const report: string[] = [];

let one: TestStore;
let store: Store;
let records: readonly IncomingRecord[];

beforeAll(() => {
  one = openTestStore();
  store = one.store;
  records = fillCatalog();
});

afterAll(() => {
  console.log(report.join('\n'));
  one.dispose();
});

function fillCatalog(): readonly IncomingRecord[] {
  const at = { pass: 1, now: 1 };
  const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());
  const [carriers, products, levels, assignments] = [ids(40), ids(400), ids(3200), ids(size)];
  const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';
  store.mirror.applyPage(
    'carrier',
    carriers.map((id, i) => incoming(id, { name: `Carrier ${i}` })),
    at,
  );
  store.mirror.applyPage(
    'product',
    products.map((id, i) => incoming(id, { name: `Term Life ${i}`, carrierId: pick(carriers, i) })),
    at,
  );
  store.mirror.applyPage(
    'commissionLevel',
    levels.map((id, i) => incoming(id, { name: `Level ${i % 8}`, productId: pick(products, i >> 3) })),
    at,
  );
  store.lookups.applyAll(
    'assignmentStatus',
    Array.from({ length: 9 }, (_, i) => ({
      kind: 'assignmentStatus',
      id: `${i}`,
      name: `S${i}`,
      description: `Status ${i}`,
      server: {},
    })),
    at,
  );
  return assignments.map((id, i) =>
    incoming(
      id,
      {
        npn: `${10_000_000 + i}`,
        productId: pick(products, i),
        commissionLevelId: pick(levels, i * 7),
        assignmentStatusId: `${i % 9}`,
        uplineContractAssignmentId: i % 3 === 0 ? null : pick(assignments, Math.floor(i / 30)),
        writingNumber: `WN${(i * 31) % size}`,
        referralCodes: i % 5 === 0 ? [`A${i}`] : [],
        startDate: `2024-01-0${1 + (i % 9)}`,
        modifiedDate: '2024-02-02T00:00:00Z',
        userDefined1: `note ${i}`,
      },
      {
        _links: { self: { href: `https://api.example/v1/contractAssignments/${id}` } },
        extra: 'kept '.repeat(40),
      },
    ),
  );
}

function milliseconds(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function applyAll(pass: number): number {
  let changed = 0;
  const step = pageSize * perTransaction;
  for (let from = 0; from < size; from += step) {
    store.transaction('mirror', () => {
      for (let page = from; page < from + step; page += pageSize) {
        const slice = records.slice(page, page + pageSize);
        changed += store.mirror.applyPage('contractAssignment', slice, { pass, now: pass }).length;
      }
    });
  }
  return changed;
}

/** The least that could be done: the same rows through bare prepared inserts, same schema and cipher. */
function rawInsert(): void {
  const control = openTestStore();
  control.store.close();
  const opened = openDatabase({ file: control.file, key: control.key });
  if (!opened.ok) throw new Error(opened.error.code);
  const connection = opened.value;
  const { columns, serverName } = tables.contractAssignment;
  const insert = connection.prepare(mirrorSql(tables.contractAssignment).insert);
  const insertServer = connection.prepare(`INSERT INTO ${serverName} (rowid, server) VALUES (?, ?)`);
  const rows = records.map(({ id, values, server }) => ({
    cells: [id, 1, 1, 0, ...columns.map(({ field }) => toCell(values[field.name]))],
    server: JSON.stringify(server),
  }));
  const time = milliseconds(() => {
    for (let from = 0; from < size; from += pageSize * perTransaction) {
      connection.exec('BEGIN');
      for (const row of rows.slice(from, from + pageSize * perTransaction)) {
        insertServer.run(insert.run(...row.cells).lastInsertRowid, row.server);
      }
      connection.exec('COMMIT');
    }
  });
  connection.close();
  control.dispose();
  report.push(`raw inserts of the same rows        ${rate(time)}`);
}

function rate(time: number): string {
  return `${(size / time).toFixed(0)}k rows/s`;
}

test('pages are applied', () => {
  rawInsert();
  let changed = 0;
  report.push(`apply, all new                      ${rate(milliseconds(() => (changed = applyAll(1))))}`);
  expect(changed).toBe(size);
  report.push(`apply, nothing changed              ${rate(milliseconds(() => (changed = applyAll(2))))}`);
  expect(changed).toBe(0);
  expect(store.mirror.count('contractAssignment')).toBe(size);
});

test('lists are ordered, searched and read', () => {
  const columns = [
    'npn',
    'carrierId',
    'productId',
    'commissionLevelId',
    'assignmentStatusId',
    'uplineContractAssignmentId',
    'writingNumber',
    'referralCodes',
    'startDate',
    'endDate',
  ];
  const base: ViewQuery = { collection: 'contractAssignment', columns, sort: [], filters: [], search: '' };
  const timed = (name: string, work: () => number): number => {
    let answer = 0;
    const time = milliseconds(() => (answer = work()));
    report.push(`${name.padEnd(36)}${time.toFixed(0)} ms (${answer} rows)`);
    return answer;
  };
  for (const field of columns) {
    const sort = [{ field, direction: 'ascending' }] as const;
    expect(timed(`sort by ${field}`, () => store.views.order({ ...base, sort }).length)).toBe(size);
  }
  // The oracle: what every row displays, searched the plain way.
  const shown = store.views
    .rows(base, [...store.views.order(base)])
    .map(({ cells }) => cells.map((cell) => cell.toLowerCase()));
  for (const search of ['10012345', '999', 'wn12', 'zzz', 'level 3', 'term']) {
    const words = search.split(' ');
    const expected = shown.filter((cells) =>
      words.every((word) => cells.some((cell) => cell.includes(word))),
    );
    const found = timed(`search ${search}`, () => store.views.order({ ...base, search }).length);
    expect([search, found]).toEqual([search, expected.length]);
  }
  const rowids = [...store.views.order(base).subarray(50_000, 50_200)];
  expect(timed('page of 200 rows', () => store.views.rows(base, rowids).length)).toBe(200);
});
