import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldOf } from '../../../domain/collections.ts';
import { onDates } from '../../../domain/viewFilter.ts';
import type { Store, ViewFilter, ViewQuery } from '../../../main/engine/store/api.ts';
import { chance } from '../support/chance.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';

const columns = [
  'npn',
  'carrierId',
  'productId',
  'assignmentStatusId',
  'uplineContractAssignmentId',
  'writingNumber',
  'referralCodes',
  'startDate',
  'modifiedDate',
  'userDefined1',
];
const base: ViewQuery = { collection: 'contractAssignment', columns, sort: [], filters: [], search: '' };
const seed = 20_261_121;
const rows = 400;

let one: TestStore;
let store: Store;

beforeAll(() => {
  one = openTestStore();
  store = one.store;
  fill(store);
  const random = chance(seed);
  const some = <T>(...items: readonly T[]): T => random.pick(items);
  store.mirror.applyPage(
    'contractAssignment',
    Array.from({ length: rows }, (_, index) =>
      incoming(`r${index}`, {
        npn: `${random.between(1, 60)}00`,
        productId: some('p1', 'p2', 'p3', 'unseen', null),
        assignmentStatusId: some('1', '2', '9', null),
        uplineContractAssignmentId: some('a1', 'a2', null),
        writingNumber: some('WN-b', 'wn-A', '0012', '1E5', '', null, 'Ünïcode'),
        referralCodes: some<readonly string[]>([], ['R1'], ['r2', 'R1'], ['R3']),
        startDate: some('2026-01-05', '2026-03-14', '2026-05-13', '2025-12-31', null),
        modifiedDate: some('2026-03-01T23:00:00Z', '2026-03-14T01:02:03Z', null),
        userDefined1: some('plain', 'PLAIN text', 'more', null),
      }),
    ),
    { pass: 1, now: 1 },
  );
  store.mirror.applyPage(
    'commissionLevel',
    Array.from({ length: 60 }, (_, index) =>
      incoming(`n${index}`, {
        name: `Level ${index}`,
        level: some('0', '9', '10', '10.0', '10.25', '100', '12345678901234567890.01', null),
        administrativeDivisions: some<readonly string[]>([], ['TX'], ['TX', 'CA'], ['CA', 'NY', 'TX']),
      }),
    ),
    { pass: 1, now: 1 },
  );
  for (let index = 0; index < rows; index += 9)
    stage(
      store,
      `r${index}`,
      { userDefined1: { base: null, value: 'staged' } },
      some('ready', 'refused', 'conflict'),
    );
});

afterAll(() => one.dispose());

/** What a person would see, row by row, in the order in which records came. */
function shown(
  query: ViewQuery,
): readonly { readonly id: string; readonly text: Map<string, string>; readonly state: number }[] {
  const all = { ...query, filters: [], search: '', sort: [] };
  return store.views.rows(all, [...store.views.order(all)]).map(({ id, cells, state }) => ({
    id,
    state,
    text: new Map(all.columns.map((name, index) => [name, cells[index] ?? ''])),
  }));
}

/** The same question answered by looking at what is on screen, the plain way. */
function naive(query: ViewQuery): readonly string[] {
  return shown(query)
    .filter((row) => query.filters.every((filter) => meets(row, filter)))
    .map(({ id }) => id);
}

function meets(
  row: { readonly text: ReadonlyMap<string, string>; readonly state: number },
  filter: ViewFilter,
): boolean {
  if (filter.test === 'has-unsent-change') return row.state > 0;
  if (filter.test === 'needs-you') return row.state >= 3;
  if (filter.test === 'of-carrier') throw new Error('no list here is of a carrier');
  const text = row.text.get(filter.field) ?? '';
  const low = text.toLowerCase();
  const items = low === '' ? [] : low.split(', ');
  switch (filter.test) {
    case 'is':
      return low === '';
    case 'empty':
      return low === '';
    case 'filled':
      return low.length > 0;
    case 'contains':
      return low.includes(filter.text.toLowerCase());
    case 'lacks':
      return !low.includes(filter.text.toLowerCase());
    case 'begins':
      return low.indexOf(filter.text.toLowerCase()) === 0;
    case 'equals':
      return low === filter.text.toLowerCase();
    case 'one-of':
      return filter.texts.some((one) => one.toLowerCase() === low);
    case 'any-of':
      return filter.texts.some((one) => items.includes(one.toLowerCase()));
    case 'none-of':
      return !filter.texts.some((one) => items.includes(one.toLowerCase()));
    case 'all-of':
      return filter.texts.every((one) => items.includes(one.toLowerCase()));
    case 'number': {
      // All numbers here have at most two decimals: cents are whole.
      const cents = (one: string): bigint => {
        const [whole = '', part = ''] = one.split('.');
        return BigInt(whole + part.padEnd(2, '0'));
      };
      if (text === '') return false;
      const above = filter.from === null || cents(text) >= cents(filter.from);
      return above && (filter.to === null || cents(text) <= cents(filter.to));
    }
    case 'date': {
      const day = text.split('T')[0] ?? '';
      return day !== '' && (filter.from ?? '0000') <= day && day <= (filter.to ?? '9999');
    }
    default:
      return filter satisfies never;
  }
}

function found(query: ViewQuery): readonly string[] {
  return store.views.rows(query, [...store.views.order(query)]).map(({ id }) => id);
}

describe('every filter finds what a look at every row finds', () => {
  const random = chance(seed + 1);
  const texts = ['wn', 'WN-B', 'plain', '1', '', 'zenith', 'ünï', 'active', 'r1', 'term 20', 'staged', '9'];
  const dates = ['2025-12-31', '2026-01-05', '2026-03-14', '2026-06-01', null] as const;
  const one = (): ViewFilter => {
    const field = random.pick(columns);
    switch (random.between(0, 6)) {
      case 0:
        return {
          field,
          test: random.pick(['contains', 'lacks', 'begins', 'equals']),
          text: random.pick(texts),
        };
      case 1:
        return { field, test: random.pick(['empty', 'filled']) };
      case 2:
        return { field, test: 'one-of', texts: [random.pick(texts), random.pick(texts)] };
      case 3:
        return {
          field: random.pick(['startDate', 'modifiedDate']),
          test: 'date',
          from: random.pick(dates),
          to: random.pick(dates),
        };
      case 4:
        return {
          field: 'referralCodes',
          test: random.pick(['any-of', 'all-of', 'none-of']),
          texts: [random.pick(['R1', 'r2', 'R3', 'R9']), random.pick(['r1', 'R2'])],
        };
      case 5:
        return { test: random.pick(['has-unsent-change', 'needs-you']) };
      default:
        return { field: random.pick(['npn', 'referralCodes', 'startDate']), test: 'is', value: null };
    }
  };

  test(`300 combinations of up to three, seed ${seed}`, () => {
    for (let round = 0; round < 300; round += 1) {
      const filters = Array.from({ length: random.between(1, 3) }, one);
      const query = { ...base, filters };
      expect({ filters, ids: found(query) }).toEqual({ filters, ids: naive(query) });
    }
  });

  test('numbers to the last digit, however long', () => {
    const levels: ViewQuery = { ...base, collection: 'commissionLevel', columns: ['name', 'level'] };
    const ends = ['0', '9.99', '10', '10.25', '12345678901234567890.00', '12345678901234567890.01', null];
    for (const from of ends)
      for (const to of ends) {
        const query: ViewQuery = { ...levels, filters: [{ field: 'level', test: 'number', from, to }] };
        expect({ from, to, ids: found(query) }).toEqual({ from, to, ids: naive(query) });
      }
  });

  test('states a record has any, all or none of', () => {
    const levels: ViewQuery = {
      ...base,
      collection: 'commissionLevel',
      columns: ['name', 'administrativeDivisions'],
    };
    for (const test of ['any-of', 'all-of', 'none-of'] as const)
      for (const texts of [['tx'], ['TX', 'CA'], ['NY'], ['FL']]) {
        const query: ViewQuery = { ...levels, filters: [{ field: 'administrativeDivisions', test, texts }] };
        expect({ test, texts, ids: found(query) }).toEqual({ test, texts, ids: naive(query) });
      }
  });
});

test('days count from today, both ends included, over the ends of months and years', () => {
  const days = (from: number | null, to: number | null, today = '2026-03-14') =>
    onDates({ field: 'startDate', test: 'days', from, to }, today);
  expect(days(0, 60)).toEqual({ field: 'startDate', test: 'date', from: '2026-03-14', to: '2026-05-13' });
  expect(days(null, -31, '2026-01-15')).toMatchObject({ from: null, to: '2025-12-15' });
  expect(days(0, 0, '2028-02-29')).toMatchObject({ from: '2028-02-29', to: '2028-02-29' });
});

describe('values of a column', () => {
  const values = (field: string, change: Partial<ViewQuery> = {}, search = '') =>
    store.views.values({ ...base, ...change }, field, search, 200);

  test('are counted as people read them, within the other filters but not the column’s own', () => {
    for (const field of columns.filter((name) => name !== 'referralCodes')) {
      const own: ViewFilter = { field, test: 'one-of', texts: ['nothing has this'] };
      const filters: readonly ViewFilter[] =
        field === 'writingNumber' ? [own] : [own, { field: 'writingNumber', test: 'filled' }];
      const expected = new Map<string, number>();
      const others = { ...base, filters: filters.slice(1) };
      const left = new Set(naive(others));
      for (const { id, text } of shown(others))
        if (left.has(id)) expected.set(text.get(field) ?? '', (expected.get(text.get(field) ?? '') ?? 0) + 1);
      const answer = values(field, { filters });
      expect(new Map(answer.values.map(({ text, count }) => [text, count]))).toEqual(expected);
      expect(answer.distinct).toBe(expected.size);
    }
  });

  test('the most frequent first; a list counts by its items; only what holds the searched text is named', () => {
    const { values: statuses, found: count } = values('assignmentStatusId', {}, 'ACT');
    expect(statuses.map(({ text }) => text)).toEqual(['Active']);
    expect(count).toBe(1);
    const codes = values('referralCodes').values;
    expect(new Set(codes.map(({ text }) => text))).toEqual(new Set(['', 'R1', 'R2', 'r2', 'R3']));
    const counts = codes.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });
});

describe('a column over selected rows', () => {
  test('sums and averages without a float, and counts what is empty apart', () => {
    const query: ViewQuery = { ...base, collection: 'commissionLevel', columns: ['level'] };
    const order = store.views.order(query);
    const { rows, filled, distinct, numbers } = store.views.sum('commissionLevel', order, 'level');
    const cells = store.views.rows(query, [...order]).map((row) => row.cells[0] ?? '');
    const held = cells.filter((cell) => cell !== '');
    expect({ rows, filled, distinct }).toEqual({
      rows: cells.length,
      filled: held.length,
      distinct: new Set(held).size,
    });
    const cents = held.reduce((sum, cell) => {
      const [whole = '', part = ''] = cell.split('.');
      return sum + BigInt(whole + part.padEnd(2, '0'));
    }, 0n);
    const digits = cents.toString();
    expect(numbers?.sum).toBe(`${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, ''));
    expect(numbers?.count).toBe(held.length);
    expect(numbers?.greatest).toBe('12345678901234567890.01');
    expect(numbers?.least).toBe('0');
  });

  test('names the most frequent values, and leaves out rows that are not there', () => {
    const order = Uint32Array.of(1, 2, 3, 999_999);
    const sum = store.views.sum('contractAssignment', order, 'assignmentStatusId');
    expect(sum.rows).toBe(3);
    expect(sum.numbers).toBeNull();
    expect(sum.most).toEqual([
      { text: 'Active', count: 2 },
      { text: 'Pending with carrier', count: 1 },
    ]);
    expect(fieldOf('contractAssignment', 'assignmentStatusId')?.kind.type).toBe('lookup');
  });
});
