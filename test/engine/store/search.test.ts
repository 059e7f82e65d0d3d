import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { systemClock, systemRandom } from '../../../main/engine/system.ts';
import type { Store, ViewQuery } from '../../../main/engine/store/api.ts';
import { chance, runSeed } from '../support/chance.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming } from './fixtures.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

const columns = ['npn', 'productId', 'writingNumber', 'assignmentStatusId', 'startDate', 'userDefined1'];
const base: ViewQuery = { collection: 'contractAssignment', columns, sort: [], filters: [], search: '' };
/** More than are read by themselves, and than one slice looks at. */
const many = 24_000;

let one: TestStore;
let store: Store;

beforeAll(() => {
  one = openTestStore();
  store = one.store;
  fill(store);
  store.mirror.applyPage(
    'contractAssignment',
    Array.from({ length: many }, (_, index) =>
      incoming(`m${index}`, {
        npn: `${1_000 + (index % 3_000)}`,
        productId: index % 3 === 0 ? 'p1' : 'p2',
        writingNumber: `WN${(index * 7_919) % many}`,
        assignmentStatusId: String(1 + (index % 2)),
        startDate: `2026-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
      }),
    ),
    { pass: 2, now: 2 },
  );
});
afterAll(() => one.dispose());
// One file for all, because it is large: only the last test writes.

function write(step: number): void {
  store.mirror.applyPage(
    'contractAssignment',
    [
      incoming(`m${step * 37}`, { npn: '5', writingNumber: `Term ${step}` }),
      incoming(`late${step}`, { npn: '61', writingNumber: `late term ${step}` }),
    ],
    { pass: 2, now: 3 },
  );
}

/** The rows in which every word is read somewhere, by looking at every row. */
function byLooking(query: ViewQuery): readonly number[] {
  const words = query.search
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  const all = [...store.views.order({ ...query, search: '' })];
  const rows: { readonly rowid: number; readonly cells: readonly string[] }[] = [];
  for (let from = 0; from < all.length; from += 500)
    rows.push(...store.views.rows(query, all.slice(from, from + 500)));
  return rows
    .filter(({ cells }) => words.every((word) => cells.some((cell) => cell.toLowerCase().includes(word))))
    .map(({ rowid }) => rowid);
}

const found = (query: ViewQuery): readonly number[] => [...atOnce(store.views.opening(query))];

describe('a search', () => {
  test('looks in the columns and rows of the question that is asked, not of the one before', () => {
    expect(found({ ...base, search: 'wn' })).toHaveLength(many + 2);
    const other = { ...base, columns: ['npn', 'startDate'], search: 'wn1' };
    expect(found(other)).toEqual([]);
    expect(found({ ...base, search: 'wn1' })).toEqual(byLooking({ ...base, search: 'wn1' }));
    const filtered: ViewQuery = {
      ...base,
      filters: [{ field: 'startDate', test: 'contains', text: '2026-02' }],
      search: 'wn12',
    };
    expect(found(filtered)).toEqual(byLooking(filtered));
  });

  test('of searches that take turns, each finds its own', () => {
    const questions = ['wn1', 'wn12', 'term', 'term wn9', '2026-03'].map((search) => ({ ...base, search }));
    const works = questions.map((query) => store.views.opening(query));
    const answers = new Map<number, readonly number[]>();
    while (answers.size < works.length)
      works.forEach((work, index) => {
        if (answers.has(index)) return;
        const step = work.next();
        if (step.done === true) answers.set(index, [...step.value]);
      });
    questions.forEach((query, index) => expect(answers.get(index)).toEqual(byLooking(query)));
  });

  test('sorts what it finds', () => {
    const sort = [{ field: 'writingNumber', direction: 'descending' as const }];
    found({ ...base, search: '12' });
    const rows = store.views.rows(base, found({ ...base, search: '123', sort }).slice(0, 200));
    const numbers = rows.map(({ cells }) => cells[columns.indexOf('writingNumber')] ?? '');
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.toSorted().toReversed());
  });
});

describe('a list opened with the rows that are on screen first', () => {
  const views = () =>
    createOpenViews({
      views: store.views,
      mirror: store.mirror,
      random: systemRandom,
      clock: systemClock,
      warmUp: noWarmUp,
    });

  test('answers the stretch in which the row stands, the same rows as reading it does', async () => {
    const lists = views();
    const opened = await lists.openSoon({ ...base, search: 'wn' }, { near: 450, count: 200 });
    if (!opened.ok) throw new Error(opened.error.message);
    const { viewId, first, length } = opened.value;
    expect(length).toBe(many + 2);
    expect(first?.from).toBe(400);
    expect(first?.rows).toHaveLength(200);
    expect(lists.read(viewId, 400, 600)).toEqual({ ok: true, value: first });
  });

  test('answers the last stretch where the list ends before, none of an empty list, and nothing unasked', async () => {
    const lists = views();
    const firstOf = async (query: ViewQuery, near?: number) => {
      const opened = await lists.openSoon(query, near === undefined ? undefined : { near, count: 200 });
      if (!opened.ok) throw new Error(opened.error.message);
      return opened.value.first;
    };
    const last = await firstOf(base, 1_000_000);
    expect([last?.from, last?.rows.length]).toEqual([24_000, 5]);
    expect(await firstOf({ ...base, search: 'nowhere' }, 300)).toEqual({ from: 0, rows: [] });
    expect(await firstOf(base)).toBeNull();
  });
});

describe('a search typed key by key, while others write', () => {
  const seed = runSeed();
  test(`finds what a look at every row finds, whatever is typed and taken back, seed ${seed}`, () => {
    const random = chance(seed);
    const typed = ['term 20', 'wn12 te', '2026-0 a', '12 1', 'late term', 'annuity 1', 'zz', 'Pending 3'];
    const filters: readonly ViewQuery['filters'][] = [
      [],
      [{ field: 'writingNumber', test: 'contains', text: '1' }],
      [{ field: 'productId', test: 'is', value: 'p1' }],
    ];
    for (let round = 0; round < 5; round += 1) {
      const text = random.pick(typed);
      const query = { ...base, filters: random.pick(filters) };
      // As happens when a list is open for a while.
      if (round % 2 === 0) atOnce(store.views.prepare(base, 'list'));
      for (let length = 1; length <= text.length; length += 1) {
        if (random.between(1, 12) === 1) write(round * 20 + length);
        // Sometimes a key is taken back.
        const search = text.slice(0, random.between(1, 6) === 1 ? length - 1 : length);
        const asked = { ...query, search };
        expect({ seed, search, rows: found(asked) }).toEqual({ seed, search, rows: byLooking(asked) });
      }
    }
  });
});
