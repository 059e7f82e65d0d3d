import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeStateOf, changeStates } from '../../../domain/operation.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { incoming } from './fixtures.ts';

/** Enough for stretches that get a statement of their own, and for several statements of other rows. */
const count = 300;
let one: TestStore;
let store: Store;
let rowids: readonly number[];

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  const records = Array.from({ length: count }, (_, index) => incoming(`r${index}`, { npn: `${index}` }));
  rowids = store.mirror.applyPage('contractAssignment', records, { pass: 1, now: 1 });
});

afterEach(() => one.dispose());

/** Lays values over these rows as a gesture does, and over what is expected of them. */
function lay(
  expected: Row[],
  which: (index: number) => boolean,
  wanted: (index: number) => FieldValues,
  states: readonly OperationState[],
): void {
  const chosen = expected.flatMap((_, index) => (which(index) ? [index] : []));
  // Backwards: the order of a view is not that of the file.
  const overlays = chosen
    .toReversed()
    .map((index) => ({ rowid: rowids[index] ?? 0, wanted: wanted(index), states }));
  store.transaction('gesture', () => store.operations.overlay('contractAssignment', overlays));
  const [state] = states;
  const mark = state === undefined ? 0 : changeStates.indexOf(changeStateOf(state));
  for (const index of chosen) {
    const { first, second } = expected[index] ?? untouched;
    const { userDefined1, userDefined2 } = wanted(index);
    expected[index] = {
      first: userDefined1 === undefined ? first : String(userDefined1 ?? ''),
      second: userDefined2 === undefined ? second : String(userDefined2 ?? ''),
      mark,
    };
  }
}

interface Row {
  readonly first: string;
  readonly second: string;
  readonly mark: number;
}

const untouched: Row = { first: '', second: '', mark: 0 };

function shown(): readonly Row[] {
  const columns = ['userDefined1', 'userDefined2'];
  return store.views
    .rows({ collection: 'contractAssignment', columns }, rowids)
    .map(({ cells, state }) => ({ first: cells[0] ?? '', second: cells[1] ?? '', mark: state }));
}

describe('rows that a gesture writes', () => {
  it.each([
    ['all of them', () => true],
    ['one stretch', (index: number) => index >= 20 && index < 250],
    ['stretches and single rows', (index: number) => index % 40 !== 7 && index % 90 > 3],
    ['none beside another', (index: number) => index % 2 === 0],
  ])('get exactly what it says, and no other row: %s', (_, which) => {
    const expected = Array.from({ length: count }, () => untouched);
    lay(expected, which, () => ({ userDefined1: 'same' }), ['ready']);
    expect(shown()).toEqual(expected);
    // Over rows that carry the mark already.
    lay(expected, which, () => ({ userDefined1: 'again' }), ['ready', 'ready']);
    expect(shown()).toEqual(expected);
    lay(expected, which, (index) => ({ userDefined1: `own ${index}`, userDefined2: 'x' }), ['ready']);
    expect(shown()).toEqual(expected);
    lay(expected, which, (index) => ({ userDefined2: index < 100 ? 'a' : 'b' }), ['conflict']);
    expect(shown()).toEqual(expected);
    // Some of them have the mark, others get it back.
    lay(
      expected,
      (index) => which(index) && index % 120 > 30,
      () => ({ userDefined2: null }),
      ['ready'],
    );
    lay(expected, which, () => ({ userDefined1: 'third' }), ['ready']);
    expect(shown()).toEqual(expected);
    lay(expected, which, () => ({ userDefined1: null, userDefined2: null }), []);
    expect(shown()).toEqual(expected);
    expect(expected).toEqual(Array.from({ length: count }, () => untouched));
  });

  it('are found by their marks afterwards', () => {
    const expected = Array.from({ length: count }, () => untouched);
    lay(
      expected,
      (index) => index < 200,
      () => ({ userDefined1: 'same' }),
      ['ready'],
    );
    lay(
      expected,
      () => true,
      () => ({ userDefined1: 'again' }),
      ['ready'],
    );
    lay(
      expected,
      (index) => index >= 50,
      () => ({ userDefined1: null }),
      [],
    );
    const changed = store.views.order({
      collection: 'contractAssignment',
      columns: [],
      sort: [],
      filters: [{ test: 'has-unsent-change' }],
      search: '',
    });
    expect([...changed]).toEqual(rowids.slice(0, 50));
  });
});
