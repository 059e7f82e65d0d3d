import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localIdOf } from '../../../domain/localId.ts';
import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { NewRow, Store } from '../../../main/engine/store/api.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { incoming } from './fixtures.ts';

/** More than two statements of many rows, and some rows beside them. */
const count = 280;

let one: TestStore;
let store: Store;

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  store.mirror.applyPage('contractAssignment', [incoming('there', { npn: '1' })], { pass: 1, now: 1 });
});
afterEach(() => one.dispose());

/** Stages creates and writes their rows, as a gesture does. */
function make(collection: CollectionName, rows: readonly NewRow[]): readonly number[] {
  return store.transaction('gesture', () => {
    store.operations.addBatch({
      id: 'made',
      label: 'Import',
      actor: 'tester',
      environment: 'practice',
      createdAt: 1,
      superseded: [],
    });
    store.operations.add(
      rows.map(({ id, values, state }) => ({
        id: `create of ${id}`,
        batchId: 'made',
        kind: 'create',
        collection,
        targetId: id,
        changes: Object.fromEntries(
          Object.entries(values).map(([field, value]) => [field, { base: null, value }] as const),
        ),
        state,
        stagedAt: 1,
      })),
    );
    return store.mirror.addNew(collection, rows);
  });
}

/** What a list shows of all records, with their signs, in the order of the file. */
function listed(collection: CollectionName, columns: readonly string[]): unknown {
  const query = { collection, columns: [...columns], sort: [], filters: [], search: '' };
  return store.views.rows(query, [...store.views.order(query)]);
}

const states = ['ready', 'held', 'refused', 'unknown'] as const satisfies readonly OperationState[];

/** Rows with other fields, marks and kinds of values one after another. */
function rowsOf(valuesOf: (index: number) => FieldValues): readonly NewRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: localIdOf(`n${index}`),
    values: valuesOf(index),
    // Long stretches of one state, and short ones.
    state: states[index < 200 ? 0 : index % states.length] ?? 'ready',
  }));
}

const cases: readonly (readonly [CollectionName, (index: number) => FieldValues])[] = [
  [
    'contractAssignment',
    (index) => ({
      npn: `00${index}`,
      productId: 'p1',
      ...(index % 3 === 0 ? { referralCodes: ['A', `B ${index}`] } : {}),
      ...(index % 5 === 0 ? { writingNumber: '1E5', userDefined7: '' } : {}),
    }),
  ],
  ['product', (index) => ({ name: `Term ${index}`, displayCommissionLevelPercentages: index % 2 === 0 })],
  [
    'producer',
    (index) => ({ npn: `${index}`, type: 'INDIVIDUAL', lastName: index % 2 === 0 ? 'Reyes' : '' }),
  ],
  ['invitation', (index) => ({ npn: `${index}`, email: `${index}@example.com` })],
];

describe.each(cases)('rows of new records of %s', (collection, valuesOf) => {
  it('are what the store works out from their creates', () => {
    const rows = rowsOf(valuesOf);
    const ids = rows.map(({ id }) => id);
    const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
    const columns = collection === 'invitation' ? [...fields, 'status'] : fields;

    const rowids = make(collection, rows);
    const written = store.mirror.getMany(collection, ids);
    const shown = listed(collection, columns);
    expect(ids.map((id) => written.get(id)?.rowid)).toEqual(rowids);
    expect(written.size).toBe(count);

    expect(store.transaction('mirror', () => store.mirror.materialize(collection, ids))).toEqual(rowids);
    expect(store.mirror.getMany(collection, ids)).toEqual(written);
    expect(listed(collection, columns)).toEqual(shown);
  });
});

it('tells those who read in slices of the rows, and none of other rows', () => {
  const heard: unknown[] = [];
  store.watch((written) => heard.push(written), 'shown');
  const rowids = make(
    'contractAssignment',
    rowsOf((index) => ({ npn: `${index}` })),
  );
  expect(heard).toEqual([{ kind: 'rows', collection: 'contractAssignment', rowids }]);
  expect(store.mirror.get('contractAssignment', 'there')?.effective).toMatchObject({ npn: '1' });
});

it('writes nothing where nothing is new', () => {
  expect(store.transaction('gesture', () => store.mirror.addNew('carrier', []))).toEqual([]);
});
