import { describe, expect, test } from 'vitest';
import {
  hiddenWords,
  readScope,
  rowsWords,
  viewWords,
} from '../../../renderer/components/bulkEdit/bulkScope.ts';
import type { BulkTarget } from '../../../renderer/components/bulkEdit/bulkScope.ts';
import {
  isGroupTicked,
  nothingLeftOut,
  toggledGroup,
  toggledRecord,
} from '../../../renderer/components/bulkEdit/leaveOut.ts';
import { bulkLabel, emptyDraft, readDraft } from '../../../renderer/components/bulkEdit/operationForm.ts';
import type { OperationDraft } from '../../../renderer/components/bulkEdit/operationForm.ts';
import { countWords, numberWords } from '../../../renderer/components/bulkEdit/previewWords.ts';

const target: BulkTarget = {
  collection: 'contractAssignment',
  viewId: 'v',
  length: 412,
  total: 424,
  ranges: [
    { from: 0, to: 30 },
    { from: 40, to: 48 },
  ],
};

describe('which records are meant', () => {
  test('says how many are selected, shown and hidden', () => {
    expect(rowsWords(target)).toBe('The 38 selected of 412 shown');
    expect(viewWords(target)).toBe('All 412 that are shown');
    expect(hiddenWords(target)).toBe('12 more are hidden by search and filters and stay as they are.');
    expect(hiddenWords({ length: 411, total: 412 })).toContain('1 more is hidden');
    expect(hiddenWords({ length: 412, total: 412 })).toBe('');
  });

  test('is no scope while it names nobody', () => {
    const draft = { kind: 'rows', key: 'npn', text: '' } as const;
    expect(readScope(target, draft)).toMatchObject({ kind: 'rows', ranges: target.ranges });
    expect(readScope({ ...target, ranges: [] }, draft)).toBeNull();
    expect(readScope({ ...target, length: 0 }, { ...draft, kind: 'view' })).toBeNull();
    expect(readScope(target, { ...draft, kind: 'list', text: '  \n' })).toBeNull();
    expect(readScope(target, { ...draft, kind: 'list', text: '123' })).toMatchObject({ text: '123' });
  });
});

describe('what becomes of a field', () => {
  const draft = (change: Partial<OperationDraft>): OperationDraft => ({
    ...emptyDraft(0),
    field: 'endDate',
    ...change,
  });

  test('is read once it is complete, and says what it lacks before', () => {
    expect(readDraft(emptyDraft(0))).toEqual({ lacks: 'Choose a field.' });
    for (const kind of ['set', 'add', 'remove', 'replace', 'shift', 'copy', 'lookUp'] as const)
      expect(readDraft(draft({ kind }))).toHaveProperty('lacks');
    expect(readDraft(draft({ kind: 'clear' }))).toEqual({ operation: { kind: 'clear', field: 'endDate' } });
    expect(readDraft(draft({ kind: 'shift', amount: 0 }))).toHaveProperty('lacks');
    expect(readDraft(draft({ kind: 'shift', amount: -3 }))).toHaveProperty('operation.amount', -3);
    expect(readDraft(draft({ kind: 'lookUp', key: 'npn', pairs: '0012\t W-1\n\tx' }))).toHaveProperty(
      'operation.pairs',
      [['0012', 'W-1']],
    );
  });

  test('names the gesture in no more words than a label holds', () => {
    const shift = { kind: 'shift', field: 'endDate', amount: 1, unit: 'months' } as const;
    const clear = { kind: 'clear', field: 'writingNumber' } as const;
    expect(bulkLabel('contractAssignment', [shift, clear], 38)).toBe(
      'Move End by 1 month, Clear Writing number for 38 records',
    );
    const long = { kind: 'set', field: 'userDefined1', text: 'x'.repeat(500) } as const;
    expect(bulkLabel('contractAssignment', [long], 1)).toHaveLength(200);
  });
});

describe('what is left out', () => {
  test('are single records and whole groups, ticked again one by one', () => {
    const one = toggledRecord(nothingLeftOut, 'a', false);
    expect(toggledRecord(one, 'a', false).ids).toEqual(['a']);
    expect(toggledRecord(one, 'a', true)).toEqual(nothingLeftOut);
    const carrier = { by: 'carrier', key: 'c' } as const;
    const group = toggledGroup(one, carrier, false);
    expect(isGroupTicked(group, carrier)).toBe(false);
    expect(isGroupTicked(group, { by: 'status', key: 'c' })).toBe(true);
    expect(toggledGroup(group, carrier, true)).toEqual(one);
  });
});

describe('what a preview says', () => {
  test('counts in sentences', () => {
    expect(countWords({ change: 35, partly: 0, unchanged: 2, refused: 1, leftOut: 3 })).toBe(
      '35 records will change. 2 have the values already, 1 is refused, 3 are left out.',
    );
    expect(countWords({ change: 0, partly: 0, unchanged: 1, refused: 0, leftOut: 0 })).toBe(
      'No record will change. 1 has the values already.',
    );
  });

  test('says where a record changes although a value of it is refused', () => {
    const none = { unchanged: 0, refused: 0, leftOut: 0 };
    expect(countWords({ ...none, change: 13, partly: 4, refused: 2 })).toBe(
      '13 records will change, 4 of them only in part: what is refused stays as it is. 2 are refused.',
    );
    expect(countWords({ ...none, change: 13, partly: 13 })).toBe(
      '13 records will change, all only in part: what is refused stays as it is.',
    );
    expect(countWords({ ...none, change: 1, partly: 1 })).toBe(
      '1 record will change only in part: what is refused stays as it is.',
    );
  });

  test('names the numbers nobody has', () => {
    const preview = {
      planId: 'p',
      records: 48,
      hidden: 12,
      numbers: { read: 50, notFound: ['1', '2'], notFoundCount: 2 },
      refusals: [],
      counts: { change: 0, partly: 0, unchanged: 0, refused: 0, leftOut: 0 },
      groups: [],
      downlines: 0,
      rules: [],
    };
    expect(numberWords('contractAssignment', preview)).toEqual([
      '50 numbers read, 48 assignments found, 12 of them hidden by search and filters.',
      'No assignment here has 1, 2.',
    ]);
    expect(numberWords('producer', { ...preview, records: 1, hidden: 0 })).toEqual([
      '50 numbers read, 1 producer found.',
      'No producer here has 1, 2.',
    ]);
    expect(numberWords('producer', { ...preview, numbers: null })).toEqual([]);
  });
});
