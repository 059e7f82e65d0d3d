import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeStates } from '../../../domain/operation.ts';
import type { Store, ViewQuery } from '../../../main/engine/store/api.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';

const columns = [
  'npn',
  'carrierId',
  'productId',
  'commissionLevelId',
  'assignmentStatusId',
  'uplineContractAssignmentId',
  'writingNumber',
  'referralCodes',
];
const base: ViewQuery = { collection: 'contractAssignment', columns, sort: [], filters: [], search: '' };

let one: TestStore;
let store: Store;

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  fill(store);
});

afterEach(() => one.dispose());

function idsOf(query: Partial<ViewQuery>): readonly string[] {
  const full = { ...base, ...query };
  return store.views.rows(full, [...store.views.order(full)]).map(({ id }) => id);
}

const by = (field: string, direction: 'ascending' | 'descending' = 'ascending') => ({
  sort: [{ field, direction }],
});

describe('sort', () => {
  test('without keys: the order in which records came', () => {
    expect(idsOf({})).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  });

  test('text regardless of case, empty and null last in both directions', () => {
    expect(idsOf(by('writingNumber'))).toEqual(['a5', 'a2', 'a1', 'a3', 'a4']);
    expect(idsOf(by('writingNumber', 'descending'))).toEqual(['a1', 'a2', 'a5', 'a3', 'a4']);
  });

  test('references by what people read, unknown ids by the id, empty last', () => {
    expect(idsOf(by('productId'))).toEqual(['a2', 'a1', 'a4', 'a5', 'a3']);
    expect(idsOf(by('commissionLevelId'))).toEqual(['a4', 'a2', 'a1', 'a3', 'a5']);
    expect(idsOf(by('commissionLevelId', 'descending'))).toEqual(['a1', 'a2', 'a4', 'a3', 'a5']);
  });

  test('an assignment by its product’s carrier', () => {
    expect(idsOf(by('carrierId'))).toEqual(['a2', 'a3', 'a1', 'a4', 'a5']);
  });

  test('several keys, labels and stored values mixed', () => {
    const sort = [
      { field: 'carrierId', direction: 'ascending' },
      { field: 'npn', direction: 'descending' },
    ] as const;
    expect(idsOf({ sort })).toEqual(['a3', 'a2', 'a4', 'a1', 'a5']);
    expect(idsOf({ sort: [{ field: 'referralCodes', direction: 'ascending' }, ...sort] })).toEqual([
      'a1',
      'a3',
      'a2',
      'a4',
      'a5',
    ]);
  });

  test('decimals as numbers', () => {
    const levels = { ...base, collection: 'commissionLevel', columns: ['level'] } as const;
    expect(idsOf({ ...levels, ...by('level') })).toEqual(['l3', 'l2', 'l1']);
    expect(idsOf({ ...levels, ...by('firstYearValue', 'descending') })).toEqual(['l2', 'l3', 'l1']);
  });

  test('every field of every collection can be sorted by', () => {
    for (const collection of ['carrier', 'product', 'commissionLevel', 'contractAssignment'] as const) {
      const id = { carrier: 'c1', product: 'p1', commissionLevel: 'l1', contractAssignment: 'a1' }[
        collection
      ];
      for (const field of Object.keys(store.mirror.get(collection, id)?.effective ?? {})) {
        const query = { ...base, collection, columns: [field], ...by(field) };
        expect([field, store.views.order(query).length]).toEqual([field, store.mirror.count(collection)]);
      }
    }
  });
});

describe('filters', () => {
  const only = (...filters: ViewQuery['filters']): readonly string[] => idsOf({ filters });

  test('is: a value, a reference, the derived carrier, a list’s item, empty', () => {
    expect(only({ field: 'npn', test: 'is', value: '200' })).toEqual(['a2']);
    expect(only({ field: 'productId', test: 'is', value: 'p1' })).toEqual(['a1', 'a4']);
    expect(only({ field: 'carrierId', test: 'is', value: 'c2' })).toEqual(['a2', 'a3']);
    expect(only({ field: 'referralCodes', test: 'is', value: 'R2' })).toEqual(['a1']);
    expect(only({ field: 'referralCodes', test: 'is', value: ['R1', 'R2'] })).toEqual(['a1']);
    expect(only({ field: 'writingNumber', test: 'is', value: null })).toEqual(['a3', 'a4']);
    expect(
      idsOf({
        collection: 'product',
        columns: ['name'],
        filters: [{ field: 'displayCommissionLevelPercentages', test: 'is', value: true }],
      }),
    ).toEqual(['p1']);
  });

  test('contains: what people read; wildcards are ordinary characters', () => {
    expect(only({ field: 'productId', test: 'contains', text: 'LIFE' })).toEqual(['a3']);
    expect(only({ field: 'writingNumber', test: 'contains', text: '%' })).toEqual(['a5']);
    expect(only({ field: 'writingNumber', test: 'contains', text: '_' })).toEqual([]);
    expect(only({ field: 'referralCodes', test: 'contains', text: 'r1' })).toEqual(['a1']);
  });

  test('unsent changes, combined with another filter', () => {
    stage(store, 'a1', { writingNumber: { base: null, value: 'x' } });
    stage(store, 'a2', { writingNumber: { base: null, value: 'y' } });
    expect(only({ test: 'has-unsent-change' })).toEqual(['a1', 'a2']);
    expect(only({ test: 'has-unsent-change' }, { field: 'productId', test: 'is', value: 'p2' })).toEqual([
      'a2',
    ]);
  });
});

describe('search', () => {
  const found = (search: string): readonly string[] => idsOf({ search });

  test('words in any visible text column, as displayed', () => {
    expect(found('wn-')).toEqual(['a1', 'a2']);
    expect(found('zenith')).toEqual(['a1', 'a4']);
    expect(found('ANNUITY')).toEqual(['a2']);
    expect(found('pending carrier')).toEqual(['a2']);
    expect(found('r2')).toEqual(['a1']);
    expect(found('50%')).toEqual(['a5']);
    expect(found('no such thing')).toEqual([]);
  });

  test('every word must appear, each where it likes', () => {
    expect(found('zenith street')).toEqual(['a1']);
    expect(found('street zenith master')).toEqual([]);
  });

  test('by the upline’s NPN, and by ids that nobody has named yet', () => {
    expect(found('100')).toEqual(['a1', 'a2', 'a3']);
    expect(found('unseen-prod')).toEqual(['a5']);
    // The id of a product with a name is not shown, so it is not found.
    expect(idsOf({ search: 'p1', columns: ['productId'] })).toEqual([]);
  });

  test('columns that are not shown are not searched', () => {
    expect(idsOf({ search: 'zenith', columns: ['npn'] })).toEqual([]);
  });

  test('a renamed product is found by its new name at once', () => {
    expect(found('annuity')).toEqual(['a2']);
    store.mirror.applyPage('product', [incoming('p2', { name: 'Renamed', carrierId: 'c2' })], {
      pass: 2,
      now: 2,
    });
    expect(found('annuity')).toEqual([]);
    expect(found('renamed')).toEqual(['a2']);
  });
});

describe('rows', () => {
  test('show labels instead of ids, unknown ids as they are, lists comma separated', () => {
    const rows = store.views.rows(base, [...store.views.order(base)]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['100', 'Zenith Mutual', 'Term 20', 'Street', 'Active', '', 'WN-b', 'R1, R2'],
      ['200', 'acme Life', 'annuity plus', 'Master', 'Pending with carrier', '100', 'wn-A', ''],
      ['300', 'acme Life', 'Whole Life', '', 'Active', '100', '', ''],
      ['400', 'Zenith Mutual', 'Term 20', 'Agency', '9', '', '', ''],
      ['500', '', 'unseen-product', '', '', '', '50% off', ''],
    ]);
    const product = { collection: 'product', columns: ['displayCommissionLevelPercentages'] } as const;
    expect(store.views.rows(product, [1, 2]).map(({ cells }) => cells)).toEqual([['Yes'], ['']]);
  });

  test('name an upline that was nobody’s upline when all names were read', () => {
    const uplines = { ...base, columns: ['uplineContractAssignmentId'] };
    store.views.order({
      ...uplines,
      sort: [{ field: 'uplineContractAssignmentId', direction: 'ascending' }],
    });
    stage(store, 'a5', { uplineContractAssignmentId: { base: null, value: 'a4' } });
    const rows = store.views.rows(uplines, [2, 5, 4]);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['100', '400', '']);
  });

  test('come in the order asked for; unknown rowids are left out', () => {
    const npn = { collection: 'contractAssignment', columns: ['npn'] } as const;
    expect(store.views.rows(npn, [4, 999, 1, 3]).map(({ cells }) => cells[0])).toEqual(['400', '100', '300']);
    expect(store.views.rows(npn, [])).toEqual([]);
  });

  test('mark exactly the cells with unsent changes, by the most urgent', () => {
    stage(store, 'a1', { writingNumber: { base: 'WN-b', value: 'new' } }, 'refused');
    stage(store, 'a1', {
      writingNumber: { base: 'new', value: 'newer' },
      commissionLevelId: { base: 'l1', value: 'l2' },
    });
    const [row] = store.views.rows(base, [1]);
    expect(row?.cells.slice(3, 7)).toEqual(['Agency', 'Active', '', 'newer']);
    expect(row?.marks.map((mark) => changeStates[mark])).toEqual([
      'clean',
      'clean',
      'clean',
      'staged',
      'clean',
      'clean',
      'attention',
      'clean',
    ]);
    expect(changeStates[row?.state ?? 0]).toBe('attention');
  });

  test('records that are gone are left out unless they carry work, and say so', () => {
    stage(store, 'a2', { writingNumber: { base: null, value: 'kept' } });
    store.mirror.tombstoneUnseen('contractAssignment', 2, 9);
    expect(idsOf({})).toEqual(['a2']);
    expect(store.views.rows(base, [2])[0]?.gone).toBe(true);
  });

  test('staged values sort, filter and search like any other', () => {
    stage(store, 'a5', { commissionLevelId: { base: null, value: 'l2' } });
    expect(idsOf({ search: 'agency' })).toEqual(['a4', 'a5']);
  });
});

describe('options', () => {
  test('levels of that assignment’s product, by rung, with what they pay', () => {
    expect(store.views.options('contractAssignment', 'commissionLevelId', 'a1', '', 10)).toEqual([
      { value: 'l2', label: 'Agency', detail: '$120.5 · level 9' },
      { value: 'l1', label: 'Street', detail: '95% · level 10' },
    ]);
    expect(store.views.options('contractAssignment', 'commissionLevelId', 'a1', 'str', 10)).toHaveLength(1);
    expect(store.views.options('contractAssignment', 'commissionLevelId', 'a1', '', 1)).toHaveLength(1);
    expect(store.views.options('contractAssignment', 'commissionLevelId', 'a5', '', 10)).toEqual([]);
  });

  test('lookups by their description, choices, yes and no, references; none for free text', () => {
    const labels = (...args: Parameters<Store['views']['options']>): readonly string[] =>
      store.views.options(...args).map(({ label }) => label);
    expect(labels('contractAssignment', 'assignmentStatusId', 'a1', 'pend', 10)).toEqual([
      'Pending with carrier',
    ]);
    expect(labels('commissionLevel', 'type', 'l1', '', 10)).toEqual(['Percent', 'Dollar', 'Number']);
    expect(labels('product', 'displayCommissionLevelPercentages', 'p1', '', 10)).toEqual(['Yes', 'No']);
    expect(labels('product', 'carrierId', 'p1', '', 10)).toEqual(['acme Life', 'Zenith Mutual']);
    expect(labels('contractAssignment', 'writingNumber', 'a1', '', 10)).toEqual([]);
  });
});

test('label shows any value as a cell would', () => {
  const label = (...args: Parameters<Store['views']['label']>): string => store.views.label(...args);
  expect(label('contractAssignment', 'carrierId', 'c2')).toBe('acme Life');
  expect(label('contractAssignment', 'commissionLevelId', 'l1')).toBe('Street');
  expect(label('contractAssignment', 'assignmentStatusId', '9')).toBe('9');
  expect(label('contractAssignment', 'uplineContractAssignmentId', 'a3')).toBe('300');
  expect(label('contractAssignment', 'referralCodes', ['A', 'B'])).toBe('A, B');
  expect(label('product', 'displayCommissionLevelPercentages', false)).toBe('No');
  expect(label('carrier', 'name', null)).toBe('');
});

test('a field that does not exist is a bug, not SQL', () => {
  expect(() => store.views.order({ ...base, ...by('npn; DROP TABLE carrier') })).toThrow(/no field/);
  expect(() => store.views.order({ ...base, columns: ['1 OR 1'], search: 'x' })).toThrow(/no field/);
  expect(store.mirror.count('carrier')).toBe(2);
});
