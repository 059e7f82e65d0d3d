import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Sliced } from '../../../main/engine/slices.ts';
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

const byUpline: ViewQuery = {
  ...base,
  columns: ['npn', 'uplineContractAssignmentId'],
  sort: [{ field: 'uplineContractAssignmentId', direction: 'ascending' }],
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
    shown(byUpline),
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
          uplineContractAssignmentId: random.pick(['a1', `s${random.between(1, 80)}`, '', null]),
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

/** Every look at the clock takes so long that a step is over after one stretch of rows. In milliseconds. */
const longLook = 20;
/** Some stretches of rows: columns are read four thousand at a time. */
const manyRows = 24_000;

/** Whole lists by their rowids, and what some of their rows read: all cells of all rows would take seconds to compare. */
function askedBriefly(from: Store): unknown {
  const brief = (query: ViewQuery): readonly string[] => {
    const order = from.views.order(query);
    const some = [...order].filter((_, at) => at % 400 === 0 || at < 60);
    return [
      order.join(' '),
      ...from.views.rows(query, some).map(({ id, cells }) => [id, ...cells].join(' | ')),
    ];
  };
  return [
    brief(byNumber),
    brief({ ...base, search: 'changed' }),
    brief({ ...base, search: 'late 1', sort: byNumber.sort }),
    from.views.values(base, 'npn', '', 20),
  ];
}

function fillMany(): void {
  const many = Array.from({ length: manyRows }, (_, index) =>
    incoming(`m${index}`, { npn: `${index % 1_000}`, writingNumber: `WN${(index * 7_919) % manyRows}` }),
  );
  store.mirror.applyPage('contractAssignment', many, { pass: 2, now: 2 });
}

function writeSome(step: number): void {
  store.mirror.applyPage(
    'contractAssignment',
    [
      incoming(`m${step * 37}`, { npn: '5', writingNumber: `changed ${step}` }),
      // Behind what is read by its index, and before it.
      incoming(`m${step * 41}`, { npn: step % 2 === 0 ? '' : '999', writingNumber: 'WN1' }),
      incoming(`late${step}`, { npn: '6', writingNumber: `late ${step}` }),
    ],
    { pass: 2, now: 3 },
  );
}

/** Works in slices while the clock makes each as short as it can be; answers how many there were. */
function inSteps<T>(work: Sliced<T>, between: (step: number) => void): { steps: number; value: T } {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += longLook));
  try {
    for (let steps = 1; ; steps += 1) {
      const step = work.next();
      if (step.done === true) return { steps, value: step.value };
      between(steps);
    }
  } finally {
    clock.mockRestore();
  }
}

test('columns read ahead slice by slice answer like those read at once, whatever is written in between', () => {
  fillMany();
  const { steps } = inSteps(store.views.prepare(byNumber, 'list'), writeSome);
  expect(steps).toBeGreaterThan(10);
  const followed = askedBriefly(store);
  store = one.reopen();
  expect(followed).toEqual(askedBriefly(store));
});

test('a list worked out in slices is the one that is there when the last of them is taken', () => {
  fillMany();
  const query = { ...byNumber, search: 'n' };
  // As often as it is worked out again, and then for good.
  const { steps, value } = inSteps(store.views.opening(query), (step) => {
    if (step % 5 === 0) writeSome(step);
  });
  expect(steps).toBeGreaterThan(10);
  expect(value.length).toBe(store.views.order(query).length);
  expect(value).toEqual(store.views.order(query));
  // Nothing is written now, so that it is worked out once.
  const again = inSteps(store.views.opening(query), () => undefined);
  expect(again.steps).toBeLessThan(steps);
  expect(again.value).toEqual(value);
});

test('what a column adds up to is so when the last slice is taken, and the same as in one go', () => {
  fillMany();
  const order = store.views.order(base);
  const summing = (): Sliced<ReturnType<typeof store.views.sum>> =>
    store.views.summing('contractAssignment', order, 'writingNumber');
  const { steps, value } = inSteps(summing(), (step) => {
    if (step % 5 === 0) writeSome(step);
  });
  expect(steps).toBeGreaterThan(10);
  expect(value).toEqual(store.views.sum('contractAssignment', order, 'writingNumber'));
  expect(inSteps(summing(), () => undefined).value).toEqual(value);
  const { filled, most } = value;
  store = one.reopen();
  expect(store.views.sum('contractAssignment', order, 'writingNumber')).toMatchObject({ filled, most });
});

test('names of more producers than are read in one go are all there, also those that change meanwhile', () => {
  const count = 5_050;
  const nameOf = (index: number): string => `Name ${(index * 7_919) % count}`;
  const producer = (index: number, name: string): ReturnType<typeof incoming> =>
    incoming(`n${index}`, { npn: `${1_000 + index}`, type: 'FIRM', name });
  store.mirror.applyPage(
    'producer',
    Array.from({ length: count }, (_, index) => producer(index, nameOf(index))),
    { pass: 2, now: 2 },
  );
  store.mirror.applyPage(
    'contractAssignment',
    Array.from({ length: 100 }, (_, index) => incoming(`of${index}`, { npn: `${1_000 + index * 50}` })),
    { pass: 2, now: 2 },
  );
  const query: ViewQuery = {
    ...base,
    columns: ['producerName'],
    sort: [{ field: 'producerName', direction: 'ascending' }],
  };
  const shown = (order: Uint32Array): readonly string[] =>
    store.views.rows(query, [...order]).map(({ id, cells }) => `${id} ${cells.join()}`);
  const { steps, value } = inSteps(store.views.opening(query), (step) => {
    if (step === 2) store.mirror.applyPage('producer', [producer(50, 'Aaron')], { pass: 2, now: 3 });
  });
  expect(steps).toBeGreaterThan(2);
  expect(shown(value)[0]).toBe('of1 Aaron');
  expect(shown(value)).toContain(`of99 ${nameOf(4_950)}`);
  store = one.reopen();
  expect(shown(value)).toEqual(shown(store.views.order(query)));
});
