import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atOnce } from '../../../main/engine/slices.ts';
import type { Store, ViewQuery } from '../../../main/engine/store/api.ts';
import { integerAt } from '../../../main/engine/store/cells.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { openStore } from '../../../main/engine/store/store.ts';
import { chance } from '../support/chance.ts';
import { openTestStore, readPlainServerCopy } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';

/** More than are kept at least, and several parts of cells where values do not repeat. */
const rows = 12_000;

const list: ViewQuery = {
  collection: 'contractAssignment',
  columns: [
    'npn',
    'producerName',
    'productId',
    'writingNumber',
    'assignmentStatusId',
    'uplineContractAssignmentId',
    'userDefined1',
    'modifiedDate',
  ],
  sort: [],
  filters: [],
  search: '',
};
const by = (field: string, direction: 'ascending' | 'descending' = 'ascending'): ViewQuery => ({
  ...list,
  sort: [{ field, direction }],
});

let one: TestStore;
let store: Store;
let images: string;

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  images = mkdtempSync(path.join(tmpdir(), 'upline-kept-'));
  fill(store);
  pull(Array.from({ length: rows }, (_, index) => index));
});

afterEach(() => {
  one.dispose();
  rmSync(images, { recursive: true, force: true });
});

function pull(numbers: readonly number[], word = 'WN'): void {
  const records = numbers.map((number) =>
    incoming(`m${number}`, {
      npn: `${number % 700}`,
      productId: number % 3 === 0 ? 'p1' : 'p2',
      writingNumber: number % 11 === 0 ? null : `${word}${(number * 7_919) % rows}`,
      assignmentStatusId: `${number % 4}`,
      uplineContractAssignmentId: number % 5 === 0 ? null : `m${number % 400}`,
      modifiedDate: `2026-0${1 + (number % 9)}-1${number % 7}T0${number % 8}:00:00Z`,
    }),
  );
  store.mirror.applyPage('contractAssignment', records, { pass: 2, now: 2 });
}

function keep(from: Store): void {
  atOnce(from.views.prepare(list, 'list'));
  atOnce(from.views.keep(list));
}

/** What would be left of the file if the process ended now, whether or not everything kept is forgotten in it. */
function image(name: string, plain: boolean): string {
  const file = path.join(images, name);
  for (const ending of ['', '-wal'])
    if (existsSync(`${one.file}${ending}`)) copyFileSync(`${one.file}${ending}`, `${file}${ending}`);
  if (plain) inFile(file, 'DELETE FROM kept_column');
  return file;
}

function inFile(file: string, sql: string): void {
  const opened = openDatabase({ file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.code);
  try {
    opened.value.exec(sql);
  } finally {
    opened.value.close();
  }
}

function countIn(file: string, table: string): number {
  const opened = openDatabase({ file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.code);
  try {
    return integerAt(
      opened.value.prepare<unknown[], unknown[]>(`SELECT count(*) FROM ${table}`).raw().get(),
      0,
    );
  } finally {
    opened.value.close();
  }
}

/** What a program answers that is started with this file. */
function answers(file: string): unknown {
  const opened = openStore({ readServerCopy: readPlainServerCopy, file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.message);
  try {
    return asked(opened.value);
  } finally {
    opened.value.close();
  }
}

function asked(from: Store): unknown {
  const brief = (query: ViewQuery): readonly string[] => {
    const order = from.views.order(query);
    const some = [...order].filter((_, at) => at % 500 === 0 || at < 30);
    return [order.join(' '), ...from.views.rows(query, some).map(({ cells }) => cells.join(' | '))];
  };
  return [
    brief(by('writingNumber')),
    brief(by('writingNumber', 'descending')),
    brief(by('modifiedDate')),
    brief(by('producerName')),
    brief(by('uplineContractAssignmentId', 'descending')),
    brief({ ...by('userDefined1'), filters: [{ field: 'writingNumber', test: 'contains', text: '99' }] }),
    brief({ ...by('productId'), search: 'staged' }),
    from.views.values(list, 'assignmentStatusId', '', 20),
    from.views.values(list, 'writingNumber', '1', 20),
  ];
}

/** Both ways from what is left of the file now. */
function compare(round: string): void {
  const kept = answers(image(`${round}-kept`, false));
  const plain = answers(image(`${round}-plain`, true));
  expect({ round, answer: kept }).toEqual({ round, answer: plain });
}

test('what is kept of columns answers like the table, whatever was written since and whenever the process ends', () => {
  const random = chance(11);
  const some = (count: number): number[] =>
    Array.from({ length: count }, () => random.between(0, rows + 300));
  let at = 0;
  const steps: readonly (() => void)[] = [
    () => pull(some(3), `wn-${at}-`),
    () => pull(some(250), `Changed ${at} `),
    // More than are read again one by one.
    () => pull(some(4_000), `Much ${at} `),
    () => stage(store, `m${random.between(0, 900)}`, { userDefined1: { base: null, value: `staged ${at}` } }),
    () => {
      const overlays = some(400).map((number) => ({
        rowid: number + 1,
        wanted: { writingNumber: `Staged ${at}` },
        states: ['ready'] as const,
      }));
      store.operations.overlay('contractAssignment', overlays);
    },
    () => stage(store, `local:${at}`, { npn: { base: null, value: '77' } }),
    () => store.mirror.markGone('contractAssignment', `m${random.between(0, rows)}`, at + 3),
    () => void store.mirror.rename('contractAssignment', `m${random.between(0, rows)}`, `renamed-${at}`),
    () =>
      void store.mirror.applyPage(
        'producer',
        [incoming(`of${at}`, { npn: `${random.between(0, 699)}`, type: 'FIRM', name: `Firm ${at}` })],
        { pass: 2, now: at },
      ),
    () => {
      const failing = (): void =>
        store.transaction('mirror', () => {
          pull(some(50), 'never ');
          throw new Error('taken back');
        });
      expect(failing).toThrow('taken back');
    },
    () => {
      store = one.reopen();
    },
    () => keep(store),
    () => {
      // Ends in the middle of being kept, or goes on after something was written.
      atOnce(store.views.prepare(list, 'list'));
      const keeping = store.views.keep(list);
      for (let slice = random.between(1, 12); slice > 0; slice -= 1) keeping.next();
      if (random.between(0, 1) === 1) pull(some(2), `between ${at} `);
      atOnce(keeping);
    },
  ];
  keep(store);
  for (; at < 45; at += 1) {
    random.pick(steps)();
    if (at % 3 === 0) compare(`${at}`);
    if (at % 9 === 8) keep(store);
  }
});

test('after a start a list is sorted by what is kept, without reading its table', () => {
  keep(store);
  const before = store.views.order(by('writingNumber', 'descending')).join(' ');
  const file = image('used', false);
  expect(countIn(file, 'kept_column')).toBeGreaterThan(5);
  // Behind the program's back, which it therefore cannot see.
  inFile(file, `UPDATE contract_assignment SET writing_number = 'x' || rowid`);
  const opened = openStore({ readServerCopy: readPlainServerCopy, file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.message);
  expect(opened.value.views.order(by('writingNumber', 'descending')).join(' ')).toBe(before);
  opened.value.close();
});

test('what another schema or another alphabet kept is not used', () => {
  keep(store);
  const file = image('other', false);
  inFile(
    file,
    `UPDATE contract_assignment SET writing_number = 'x' || rowid; UPDATE kept_column SET form = 'another'`,
  );
  const other = answers(file);
  inFile(file, 'DELETE FROM kept_column');
  expect(other).toEqual(answers(file));
});

test('what is written is noted only where columns are kept, and forgotten when they are kept again', () => {
  pull([1, 2, 3]);
  expect(countIn(image('before', false), 'kept_move')).toBe(0);
  keep(store);
  pull([1, 2, 3], 'Noted ');
  expect(countIn(image('noted', false), 'kept_move')).toBe(1);
  // Nobody sorts by marks.
  store.mirror.markGone('contractAssignment', 'm5', 9);
  expect(countIn(image('marks', false), 'kept_move')).toBe(1);
  pull(
    Array.from({ length: 2_000 }, (_, index) => index),
    'Again ',
  );
  keep(store);
  expect(countIn(image('again', false), 'kept_move')).toBe(0);
  compare('again');
});

test('of a column that was written almost everywhere nothing is kept, the others stay', () => {
  keep(store);
  const before = countIn(image('before', false), 'kept_column');
  store.operations.overlay(
    'contractAssignment',
    Array.from({ length: rows }, (_, index) => ({
      rowid: index + 1,
      wanted: { userDefined1: 'Everywhere' },
      states: ['ready'] as const,
    })),
  );
  expect(countIn(image('after', false), 'kept_column')).toBe(before - 1);
  expect(countIn(image('unnoted', false), 'kept_move')).toBe(0);
  compare('everywhere');
});

test('what is forgotten of Turris is not kept either', () => {
  const agents: ViewQuery = {
    collection: 'agent',
    columns: ['displayName', 'npn'],
    sort: [],
    filters: [],
    search: '',
  };
  const read = Array.from({ length: 6_000 }, (_, at) => {
    const values = { firstName: 'Ada', lastName: `Forgotten ${at}`, npn: `${at}` };
    return { id: `g${at}`, values, server: values };
  });
  store.mirror.applyPage('agent', read, { pass: 1, now: 1 });
  atOnce(store.views.prepare(agents, 'list'));
  atOnce(store.views.keep(agents));
  keep(store);
  const file = image('before', false);
  expect(countIn(file, `kept_part WHERE name LIKE 'agent.%'`)).toBeGreaterThan(0);
  const others = countIn(file, `kept_part WHERE name NOT LIKE 'agent.%'`);
  store.turris.forget();
  const after = image('after', false);
  expect(countIn(after, `kept_part WHERE name LIKE 'agent.%'`)).toBe(0);
  expect(countIn(after, `kept_part`)).toBe(others);
  expect(countIn(after, `kept_column WHERE name LIKE 'agent.%'`)).toBe(0);
});
