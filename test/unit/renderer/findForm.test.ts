import { expect, test } from 'vitest';
import { emptyDraft, firstDraft } from '../../../renderer/components/bulkEdit/operationForm.ts';
import { emptyFind, fieldsIn, foundWords } from '../../../renderer/components/recordList/findForm.ts';

const form = { ...emptyFind, text: 'WN-7' };
const collection = 'contractAssignment';

test('the columns looked in are those shown, or the one of the cursor', () => {
  const shown = ['npn', 'writingNumber'];
  expect(fieldsIn({ where: 'all' }, shown, 'npn')).toEqual(shown);
  expect(fieldsIn({ where: 'column' }, shown, 'writingNumber')).toEqual(['writingNumber']);
  expect(fieldsIn({ where: 'column' }, shown, null)).toEqual(['npn']);
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

test('what was found is what the replacing begins with', () => {
  const find = { text: 'WN-7', matchCase: true };
  expect(firstDraft({ collection, replaceIn: 'writingNumber', find })).toEqual({
    ...emptyDraft(0),
    kind: 'replace',
    field: 'writingNumber',
    find: 'WN-7',
    matchCase: true,
  });
  // A date holds no text to replace in.
  expect(firstDraft({ collection, replaceIn: 'startDate', find })).toMatchObject({
    kind: 'replace',
    find: 'WN-7',
  });
  expect(firstDraft({ collection })).toEqual(emptyDraft(0));
});
