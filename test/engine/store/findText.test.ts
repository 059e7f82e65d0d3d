import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import type { OpenViews } from '../../../main/engine/openViews.ts';
import { createSlowly } from '../../../main/engine/slowly.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { systemClock, systemRandom } from '../../../main/engine/system.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import type { FoundText } from '../../../preload/contract.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { fill, incoming, stage } from './fixtures.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

const columns = ['npn', 'productId', 'commissionLevelId', 'assignmentStatusId', 'writingNumber'];

let one: TestStore;
let store: Store;
let views: OpenViews;
let viewId: string;

function openView(descending = false): string {
  const sort = descending ? [{ field: 'npn', direction: 'descending' as const }] : [];
  return views.open({ collection: 'contractAssignment', columns, sort, filters: [], search: '' }).viewId;
}

beforeEach(() => {
  one = openTestStore();
  store = one.store;
  fill(store);
  views = createOpenViews({
    views: store.views,
    mirror: store.mirror,
    random: systemRandom,
    clock: systemClock,
    warmUp: noWarmUp,
  });
  viewId = openView();
});
afterEach(() => one.dispose());

type Asked = Parameters<OpenViews['findText']>[1];

const asked = (text: string, change: Partial<Asked> = {}): Asked => ({
  from: null,
  direction: 'next',
  fields: columns,
  text,
  matchCase: false,
  wholeCell: false,
  ...change,
});

function find(text: string, change: Partial<Asked> = {}): FoundText {
  const looking = views.findText(viewId, asked(text, change));
  if (!looking.ok) throw new Error(looking.error.message);
  return atOnce(looking.value);
}

const at = (row: number, field: string, wrapped = false): FoundText => ({
  kind: 'found',
  row,
  field,
  wrapped,
});

describe('a cell is found', () => {
  test('after the one of the cursor, row by row, and again from the top', () => {
    const first = find('wn-');
    expect(first).toEqual(at(0, 'writingNumber'));
    expect(find('wn-', { from: { row: 0, field: 'writingNumber' } })).toEqual(at(1, 'writingNumber'));
    expect(find('wn-', { from: { row: 1, field: 'writingNumber' } })).toEqual(at(0, 'writingNumber', true));
    // The cursor's own row counts on both sides of the cursor.
    expect(find('wn-', { from: { row: 0, field: 'npn' } })).toEqual(at(0, 'writingNumber'));
    expect(find('100', { from: { row: 0, field: 'writingNumber' } })).toEqual(at(0, 'npn', true));
  });

  test('before it, the other way round', () => {
    const previous = { direction: 'previous' } as const;
    expect(find('0', previous)).toEqual(at(4, 'writingNumber'));
    expect(find('0', { ...previous, from: { row: 4, field: 'writingNumber' } })).toEqual(at(4, 'npn'));
    expect(find('wn-', { ...previous, from: { row: 1, field: 'npn' } })).toEqual(at(0, 'writingNumber'));
    expect(find('wn-', { ...previous, from: { row: 0, field: 'writingNumber' } })).toEqual(
      at(1, 'writingNumber', true),
    );
  });

  test('that is the only one, by coming back to it', () => {
    for (const direction of ['next', 'previous'] as const)
      expect(find('50%', { direction, from: { row: 4, field: 'writingNumber' } })).toEqual(
        at(4, 'writingNumber', true),
      );
  });

  test('in the order of the list', () => {
    viewId = openView(true);
    expect(find('wn-')).toEqual(at(3, 'writingNumber'));
  });

  test('by what is read in it: labels, not ids', () => {
    expect(find('annuity')).toEqual(at(1, 'productId'));
    expect(find('pending with')).toEqual(at(1, 'assignmentStatusId'));
    expect(find('p2')).toEqual({ kind: 'none' });
    expect(find('unseen-product')).toEqual(at(4, 'productId'));
  });

  test('only in the columns that are looked in', () => {
    expect(find('00', { fields: ['writingNumber'] })).toEqual({ kind: 'none' });
    expect(find('00', { fields: ['npn'], from: { row: 0, field: 'npn' } })).toEqual(at(1, 'npn'));
  });

  test('with its case, or as a whole, where that is asked for', () => {
    expect(find('wn-', { matchCase: true })).toEqual(at(1, 'writingNumber'));
    expect(find('term', { matchCase: true })).toEqual({ kind: 'none' });
    expect(find('wn-', { wholeCell: true })).toEqual({ kind: 'none' });
    expect(find('WN-A', { wholeCell: true })).toEqual(at(1, 'writingNumber'));
    expect(find('50% off', { matchCase: true, wholeCell: true })).toEqual(at(4, 'writingNumber'));
  });

  test('by the value that is staged, not by the one it replaces', () => {
    stage(store, 'a1', { writingNumber: { base: 'WN-b', value: 'staged-7' } });
    expect(find('staged-7')).toEqual(at(0, 'writingNumber'));
    expect(find('WN-b')).toEqual({ kind: 'none' });
  });
});

describe('where there is nothing to find', () => {
  test('that is said, and nothing is no text', () => {
    expect(find('nobody has this')).toEqual({ kind: 'none' });
    const empty = views.open({
      collection: 'contractAssignment',
      columns,
      sort: [],
      filters: [],
      search: 'nobody',
    });
    viewId = empty.viewId;
    expect(find('100')).toEqual({ kind: 'none' });
    // A cursor behind the end of a list that has become shorter.
    expect(find('100', { from: { row: 7, field: 'npn' } })).toEqual({ kind: 'none' });
  });

  test('because the list is no longer open, it is an expected failure', () => {
    views.close(viewId);
    expect(views.findText(viewId, asked('100'))).toMatchObject({
      ok: false,
      error: { code: 'unknown-view', remedy: 'retry' },
    });
  });
});

describe('a long list', () => {
  const rows = 9_000;
  beforeEach(() => {
    const many = Array.from({ length: rows }, (_, index) =>
      incoming(`m${index}`, { npn: `7${String(index).padStart(6, '0')}`, productId: 'p1' }),
    );
    store.mirror.applyPage('contractAssignment', many, { pass: 2, now: 2 });
    viewId = openView();
  });

  test('is looked through to its end and from its end', () => {
    const last = rows + 4;
    expect(find('7008999')).toEqual(at(last, 'npn'));
    expect(find('7008999', { direction: 'previous' })).toEqual(at(last, 'npn'));
    expect(find('7000003', { direction: 'previous' })).toEqual(at(8, 'npn'));
    expect(find('100', { fields: ['npn'], wholeCell: true, from: { row: 5, field: 'npn' } })).toEqual(
      at(0, 'npn', true),
    );
    expect(find('Term', { from: { row: 6_000, field: 'npn' } })).toEqual(at(6_000, 'productId'));
  });

  test('is put down again and again, and what is staged meanwhile further down is found', () => {
    const looking = views.findText(viewId, asked('typed meanwhile'));
    if (!looking.ok) throw new Error(looking.error.message);
    expect(looking.value.next().done).toBe(false);
    stage(store, 'm8000', { writingNumber: { base: null, value: 'typed meanwhile' } });
    expect(atOnce(looking.value)).toEqual(at(8_005, 'writingNumber'));
  });

  test('that is given up because the engine ends says so', async () => {
    let closed = false;
    const answer = createSlowly(() => closed)(views.findText(viewId, asked('nobody has this')));
    closed = true;
    expect(await answer).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
  });
});
