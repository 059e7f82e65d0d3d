import { describe, expect, test } from 'vitest';
import { filterWords } from '../../../domain/filterWords.ts';
import { fitArrangement, readViewFile, sameArrangement, viewFileText } from '../../../domain/gridView.ts';
import { plainArrangement, shippedViews } from '../../../domain/shippedViews.ts';
import { sumDecimals } from '../../../domain/decimal.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';

const plain = plainArrangement('contractAssignment');

describe('a view as a file', () => {
  test('comes back as it went', () => {
    for (const { name, arrangement } of shippedViews('contractAssignment')) {
      const read = readViewFile('contractAssignment', viewFileText('contractAssignment', name, arrangement));
      expect(read).toEqual({ ok: true, name, fitted: { arrangement, left: [] } });
    }
  });

  test('names the fields it does not know, and leaves out what names them', () => {
    const later = {
      ...plain,
      fields: ['npn', 'fromTheFuture', 'npn'],
      widths: { fromTheFuture: 100, npn: 90 },
      frozen: 5,
      sort: [{ field: 'alsoNew', direction: 'ascending' as const }],
      filters: [{ field: 'fromTheFuture', test: 'empty' as const }, { test: 'needs-you' as const }],
    };
    expect(fitArrangement('contractAssignment', later)).toEqual({
      arrangement: {
        ...plain,
        fields: ['npn'],
        widths: { npn: 90 },
        frozen: 1,
        sort: [],
        filters: [{ test: 'needs-you' }],
      },
      left: ['fromTheFuture', 'alsoNew'],
    });
  });

  test('that is none, of another list, of a later version or without any known column says so', () => {
    const why = (text: string): string => {
      const read = readViewFile('contractAssignment', text);
      return read.ok ? 'read' : read.why;
    };
    expect(why('name,npn\n')).toContain('cannot be read as JSON');
    expect(why('{"kind":"upline-view","version":2}')).toContain('“version”');
    expect(why(viewFileText('producer', 'x', { ...plain, fields: ['npn'] }))).toContain('view of producers');
    expect(why(viewFileText('contractAssignment', 'x', { ...plain, fields: ['new'] }))).toContain(
      'no column',
    );
    expect(why('[]')).toContain('not as expected');
  });
});

test('an arrangement is the same whatever the order in which its widths were set', () => {
  expect(
    sameArrangement(
      { ...plain, widths: { npn: 90, carrierId: 80 } },
      { ...plain, widths: { carrierId: 80, npn: 90 } },
    ),
  ).toBe(true);
  expect(sameArrangement(plain, { ...plain, density: 'compact' })).toBe(false);
  expect(sameArrangement(plain, { ...plain, filters: [{ test: 'needs-you' }] })).toBe(false);
});

test('conditions read as people say them', () => {
  const words = (filter: ViewFilter): string => filterWords('contractAssignment', filter);
  const field = 'assignmentStatusId';
  expect(words({ field, test: 'one-of', texts: ['Active', ''] })).toBe('Status: Active or empty');
  expect(words({ field, test: 'one-of', texts: ['A', 'B', 'C', 'D', 'E'] })).toBe('Status: A, B or 3 more');
  expect(words({ field: 'referralCodes', test: 'none-of', texts: ['R1'] })).toBe(
    'Referral codes has none of R1',
  );
  expect(words({ field: 'writingNumber', test: 'empty' })).toBe('Writing number is empty');
  expect(words({ field: 'endDate', test: 'days', from: 0, to: 60 })).toBe('End: next 60 days');
  expect(words({ field: 'modifiedDate', test: 'days', from: null, to: -31 })).toBe(
    'Changed: more than 30 days ago',
  );
  const days = (from: number | null, to: number | null): string =>
    words({ field: 'endDate', test: 'days', from, to });
  expect(days(null, -1)).toBe('End: before today');
  expect(days(null, 0)).toBe('End: today or before');
  expect(days(1, null)).toBe('End: after today');
  expect(days(0, null)).toBe('End: today or after');
  expect(days(0, 0)).toBe('End: today');
  expect(words({ field: 'startDate', test: 'date', from: '2026-01-01', to: null })).toBe(
    'Start: from 2026-01-01',
  );
});

test('sums are exact', () => {
  expect(sumDecimals([{ text: '0.1', times: 3 }])).toMatchObject({ sum: '0.3', average: '0.1', count: 3 });
  expect(
    sumDecimals([
      { text: '10', times: 1 },
      { text: '9', times: 2 },
    ]),
  ).toEqual({
    count: 3,
    sum: '28',
    average: '9.33',
    least: '9',
    greatest: '10',
  });
  expect(sumDecimals([{ text: 'no number', times: 2 }])).toBeNull();
});
