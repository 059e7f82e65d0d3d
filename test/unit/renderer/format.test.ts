import { expect, test } from 'vitest';
import {
  shortenInstant,
  shortenStates,
  shownColumns,
} from '../../../renderer/components/dataTable/columns.ts';
import { asSentence, counted, formatAge, formatMoment } from '../../../renderer/state/format.ts';

const now = new Date(2026, 4, 12, 15, 30).getTime();

test('a moment is as short as it can be without being ambiguous', () => {
  expect(formatMoment(new Date(2026, 4, 12, 9, 5).getTime(), now)).toBe('09:05');
  expect(formatMoment(new Date(2026, 4, 12, 0, 0).getTime(), now)).toBe('00:00');
  expect(formatMoment(new Date(2026, 4, 11, 23, 59).getTime(), now)).toBe('11 May, 23:59');
  expect(formatMoment(new Date(2025, 11, 31, 14, 2).getTime(), now)).toBe('31 Dec 2025, 14:02');
});

test('an age is one unit, in words', () => {
  const ago = (seconds: number): string => formatAge(now - seconds * 1_000, now);
  expect(ago(0)).toBe('just now');
  expect(ago(59)).toBe('just now');
  expect(ago(60)).toBe('1 minute ago');
  expect(ago(59 * 60)).toBe('59 minutes ago');
  expect(ago(3_600)).toBe('1 hour ago');
  expect(ago(49 * 3_600)).toBe('2 days ago');
  // A clock set back must not read as the future.
  expect(ago(-500)).toBe('just now');
});

test('amounts are grouped and agree with their noun', () => {
  expect(counted(1, 'change')).toBe('1 change');
  expect(counted(4_112, 'change')).toBe('4,112 changes');
  expect(counted(0, 'waits', 'wait')).toBe('0 wait');
});

test('few states are named, many are counted', () => {
  expect(shortenStates('')).toBe('');
  expect(shortenStates('CA, NY')).toBe('CA, NY');
  expect(shortenStates('AL, AK, AZ, AR, CA')).toBe('5 states');
});

test('an instant is shown in local time, and nothing else is taken for one', () => {
  const noon = new Date(2026, 4, 12, 12, 0);
  expect(shortenInstant(noon.toISOString(), now)).toBe('12:00');
  expect(shortenInstant(new Date(2026, 2, 3, 12).toISOString(), now)).toBe('3 Mar');
  expect(shortenInstant(new Date(2024, 2, 3, 12).toISOString(), now)).toBe('3 Mar 2024');
  expect(shortenInstant('2026-05-12', now)).toBe('2026-05-12');
  expect(shortenInstant('', now)).toBe('');
});

test('an optional column is shown once a row has a value for it, and keeps its place in the cells', () => {
  const columns = [
    { field: 'name', label: 'Name' },
    { field: 'states', label: 'States', optional: true },
    { field: 'changed', label: 'Changed' },
  ];
  const fields = (cells: readonly string[]): readonly (readonly [string, number])[] =>
    shownColumns(columns, new Map([[0, { cells }]])).map(({ field, position }) => [field, position]);
  expect(fields(['Acme', '', 'May'])).toEqual([
    ['name', 0],
    ['changed', 2],
  ]);
  expect(fields(['Acme', 'CA', 'May'])).toEqual([
    ['name', 0],
    ['states', 1],
    ['changed', 2],
  ]);
});

test('a fragment becomes a sentence, a sentence stays one', () => {
  expect(asSentence('no keychain answers')).toBe('No keychain answers.');
  expect(asSentence('No keychain answers.')).toBe('No keychain answers.');
  expect(asSentence(' ')).toBe('');
});
