import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store, ViewQuery } from '../../../main/engine/store/api.ts';
import { chance } from '../support/chance.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';

const columns = ['npn', 'productId', 'writingNumber', 'assignmentStatusId', 'userDefined1'];
const base: ViewQuery = { collection: 'contractAssignment', columns, sort: [], filters: [], search: '' };
const byNumber: ViewQuery = {
  ...base,
  sort: [
    { field: 'writingNumber', direction: 'descending' },
    { field: 'npn', direction: 'ascending' },
  ],
};

let one: TestStore;
let store: Store;

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  fill(store);
});

afterEach(() => one.dispose());

/** What the store that has followed every write answers, and what one answers that reads the file anew. */
function asked(from: Store): unknown {
  const shown = (query: ViewQuery): unknown =>
    from.views.rows(query, [...from.views.order(query)]).map(({ id, cells }) => [id, ...cells]);
  return [
    shown(byNumber),
    shown({ ...base, search: 'wn' }),
    shown({ ...base, search: 'new', sort: byNumber.sort }),
    shown({ ...base, filters: [{ field: 'userDefined1', test: 'filled' }] }),
    from.views.values(base, 'assignmentStatusId', '', 100),
    from.views.sum('contractAssignment', from.views.order(base), 'writingNumber'),
  ];
}

test('lists in memory follow whatever writes rows', () => {
  const random = chance(7);
  let at = 2;
  const pull = (count: number): void => {
    at += 1;
    store.mirror.applyPage(
      'contractAssignment',
      Array.from({ length: count }, () =>
        incoming(`s${random.between(1, 80)}`, {
          npn: `${random.between(1, 9)}`,
          productId: random.pick(['p1', 'p2', null]),
          writingNumber: random.pick(['WN1', 'wn2', '', null, `WN${at}`]),
          assignmentStatusId: random.pick(['1', '2', '9']),
        }),
      ),
      { pass: 2, now: at },
    );
  };
  const steps: readonly (() => void)[] = [
    () => pull(1),
    () => pull(30),
    () => stage(store, random.pick(['a1', 'a2', 'a3']), { userDefined1: { base: null, value: `new ${at}` } }),
    () => {
      const rowid = random.between(1, 5);
      store.operations.overlay('contractAssignment', [
        { rowid, wanted: { writingNumber: `over ${at}` }, states: ['ready'] },
      ]);
    },
    () =>
      stage(store, 'local:1', {
        npn: { base: null, value: '77' },
        userDefined1: { base: null, value: 'made' },
      }),
    () => void store.mirror.tombstoneUnseen('contractAssignment', 2, at),
    () => store.mirror.markGone('contractAssignment', `s${random.between(1, 80)}`, at),
    () => {
      store.mirror.applyPage('product', [incoming('p1', { name: `Renamed ${at}`, carrierId: 'c1' })], {
        pass: 2,
        now: at,
      });
    },
    () => {
      const failing = (): void =>
        store.transaction('mirror', () => {
          pull(10);
          asked(store);
          throw new Error('taken back');
        });
      expect(failing).toThrow('taken back');
    },
  ];
  for (let round = 0; round < 90; round += 1) {
    random.pick(steps)();
    if (round % 3 !== 0) continue;
    const followed = asked(store);
    store = one.reopen();
    const anew = asked(store);
    expect({ round, answer: followed }).toEqual({ round, answer: anew });
    // And warm again, so that the next steps meet columns in memory.
    asked(store);
  }
});

test('columns read ahead slice by slice answer like those read at once, whatever is written in between', () => {
  const many = Array.from({ length: 45_000 }, (_, index) =>
    incoming(`m${index}`, { npn: `${index % 1_000}`, writingNumber: `WN${(index * 7_919) % 45_000}` }),
  );
  store.mirror.applyPage('contractAssignment', many, { pass: 2, now: 2 });
  let slices = 0;
  const ahead = store.views.prepare(byNumber, 'list');
  while (ahead.next().done !== true) {
    slices += 1;
    store.mirror.applyPage(
      'contractAssignment',
      [
        incoming(`m${slices * 37}`, { npn: '5', writingNumber: `changed ${slices}` }),
        incoming(`late${slices}`, { npn: '6', writingNumber: `late ${slices}` }),
      ],
      { pass: 2, now: 3 },
    );
  }
  expect(slices).toBeGreaterThan(10);
  const followed = asked(store);
  store = one.reopen();
  expect(followed).toEqual(asked(store));
}, 60_000);
