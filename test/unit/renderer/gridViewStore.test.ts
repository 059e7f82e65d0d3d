import { expect, test } from 'vitest';
import { plainArrangement } from '../../../domain/shippedViews.ts';
import { createGridViewStore, isModified } from '../../../renderer/components/gridView/gridViewStore.ts';
import type { ColumnSum } from '../../../domain/view.ts';
import { columnWords, selectionWords } from '../../../renderer/components/gridView/SelectionBar.tsx';

const plain = plainArrangement('contractAssignment');
const store = () => createGridViewStore('contractAssignment');

test('a heading sorts up, down and not at all; with Shift it is one more key, at most five', () => {
  const view = store();
  const sort = (): string =>
    view
      .getState()
      .arrangement.sort.map(({ field, direction }) => `${field} ${direction}`)
      .join(', ');
  const { sortBy } = view.getState();
  sortBy('npn', false);
  expect(sort()).toBe('npn ascending');
  sortBy('startDate', true);
  sortBy('npn', true);
  expect(sort()).toBe('npn descending, startDate ascending');
  sortBy('npn', true);
  expect(sort()).toBe('startDate ascending');
  for (const field of ['a', 'b', 'c', 'd', 'e']) sortBy(field, true);
  expect(view.getState().arrangement.sort).toHaveLength(5);
  sortBy('startDate', false);
  expect(sort()).toBe('startDate descending');
  sortBy('startDate', false);
  expect(sort()).toBe('');
});

test('a column has one condition, which keeps its place when it changes', () => {
  const view = store();
  const { setFilter } = view.getState();
  setFilter({ field: 'npn' }, { field: 'npn', test: 'begins', text: '1' });
  setFilter({ test: 'has-unsent-change' }, { test: 'has-unsent-change' });
  setFilter({ field: 'npn' }, { field: 'npn', test: 'empty' });
  expect(view.getState().arrangement.filters.map(({ test }) => test)).toEqual(['empty', 'has-unsent-change']);
  setFilter({ field: 'npn' }, null);
  expect(view.getState().arrangement.filters).toEqual([{ test: 'has-unsent-change' }]);
});

test('what was changed shows as such, and goes back to the view it began as', () => {
  const view = store();
  const modified = (): boolean => isModified('contractAssignment', view.getState());
  expect(modified()).toBe(false);
  view.getState().arrange({ density: 'compact' });
  expect(modified()).toBe(true);
  view.getState().open('upline:unsent');
  expect(view.getState().arrangement.filters).toEqual([{ test: 'has-unsent-change' }]);
  expect(modified()).toBe(false);
  view.getState().clearFilters();
  expect(modified()).toBe(true);
  view.getState().reset();
  expect(modified()).toBe(false);
});

test('conditions that another screen left for a list hold in the list as it is kept', () => {
  const view = store();
  const npn = { field: 'npn', test: 'equals', text: '15645555' } as const;
  view.getState().setFilter({ field: 'npn' }, npn);
  const arrangement = {
    ...plain,
    fields: ['npn', 'writingNumber'],
    filters: [{ test: 'has-unsent-change' as const }],
  };
  view.getState().load({ views: [], current: { viewId: null, arrangement } });
  expect(view.getState().arrangement).toEqual({ ...arrangement, filters: [npn] });
});

test('what is kept is restored, but not over what was arranged before it came', () => {
  const kept = {
    views: [],
    current: { viewId: null, arrangement: { ...plain, density: 'compact' as const } },
  };
  const one = store();
  one.getState().load(kept);
  expect(one.getState().arrangement.density).toBe('compact');
  const other = store();
  other.getState().arrange({ frozen: 3 });
  other.getState().load(kept);
  expect(other.getState().arrangement).toEqual({ ...plain, frozen: 3 });
});

test('the truth about a selection', () => {
  expect(selectionWords(38, 412, 424)).toBe('38 selected of 412 matching; 12 hidden by search and filters');
  expect(selectionWords(424, 424, 424)).toBe('424 of 424 selected');
});

test('what a selected column holds', () => {
  const status = { field: 'assignmentStatusId', rows: 13, numbers: null };
  const approved = { text: 'Approved', count: 11 };
  const released = { text: 'Released', count: 2 };
  const words = (sum: Pick<ColumnSum, 'filled' | 'distinct' | 'most'>): string =>
    columnWords('contractAssignment', { ...status, ...sum });
  expect(words({ filled: 13, distinct: 2, most: [approved, released] })).toBe(
    'Status: 2 different · Approved 11 · Released 2',
  );
  expect(words({ filled: 11, distinct: 1, most: [approved] })).toBe('Status: 1 value, 2 empty · Approved 11');
  expect(words({ filled: 0, distinct: 0, most: [] })).toBe('Status: 13 empty');
});
