import { expect, test } from 'vitest';
import { emptyDraft, firstDrafts } from '../../../renderer/components/bulkEdit/operationForm.ts';
import {
  emptyFind,
  fieldsIn,
  foundWords,
  replacingOf,
} from '../../../renderer/components/recordList/findForm.ts';

const form = { ...emptyFind, text: 'WN-7' };
const collection = 'contractAssignment';

test('the columns looked in are those shown, or the one of the cursor', () => {
  const shown = ['npn', 'writingNumber'];
  const column = { ...form, where: 'column' } as const;
  expect(fieldsIn(collection, form, shown, 'npn')).toEqual(shown);
  expect(fieldsIn(collection, column, shown, 'writingNumber')).toEqual(['writingNumber']);
  expect(fieldsIn(collection, column, shown, null)).toEqual(['npn']);
});

test('what was found is told by its place, what was not by what was looked for', () => {
  const found = { kind: 'found', row: 1_233, field: 'writingNumber', wrapped: false } as const;
  expect(foundWords(collection, form, 'next', found)).toBe('Row 1,234, Writing number');
  const wrapped = { ...found, wrapped: true };
  expect(foundWords(collection, form, 'next', wrapped)).toBe(
    'Found from the top again. Row 1,234, Writing number',
  );
  expect(foundWords(collection, form, 'previous', wrapped)).toMatch(/^Found from the bottom again\./);
  expect(foundWords(collection, form, 'next', { kind: 'none' })).toBe('No cell here holds “WN-7”.');
  expect(foundWords(collection, { ...form, wholeCell: true }, 'next', { kind: 'none' })).toBe(
    'No cell here is “WN-7”.',
  );
});

test('to replace, only columns are looked in that hold text a person may change', () => {
  const shown = ['npn', 'writingNumber', 'startDate', 'userDefined1'];
  const all = { where: 'all', replacement: '' } as const;
  expect(fieldsIn(collection, all, shown, null)).toEqual(['writingNumber', 'userDefined1']);
  expect(fieldsIn(collection, { ...all, where: 'column' }, shown, 'startDate')).toEqual([]);
  // A masked number is shown, may be typed anew, and is not text to be replaced in.
  expect(fieldsIn('producer', all, ['lastName', 'ssnLast4'], null)).toEqual(['lastName']);
});

test('what was looked for is what the look at all of them begins with, one line for each column', () => {
  const how = { find: 'WN-7', replacement: 'WN-8', matchCase: true, wholeCell: false };
  const fields = ['writingNumber', 'startDate', 'userDefined1'];
  expect(replacingOf({ ...form, matchCase: true, replacement: 'WN-8' })).toEqual(how);
  expect(firstDrafts({ collection, replace: { ...how, fields } })).toEqual([
    { ...emptyDraft(0), kind: 'replace', field: 'writingNumber', ...how },
    { ...emptyDraft(1), kind: 'replace', field: 'userDefined1', ...how },
  ]);
  expect(firstDrafts({ collection })).toEqual([emptyDraft(0)]);
});
