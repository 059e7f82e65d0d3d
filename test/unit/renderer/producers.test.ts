import { describe, expect, it } from 'vitest';
import type { FieldDetail } from '../../../preload/contract/engine.ts';
import { createFields, editFields, fitting } from '../../../renderer/components/recordForm/formFields.ts';
import { coverWords, expiryWords } from '../../../renderer/screens/producers/coverWords.ts';
import { downlineWords } from '../../../renderer/screens/producers/downlineWords.ts';
import { worded } from '../../../renderer/screens/producers/worded.ts';

/** Noon of a day on this computer, so that no time zone moves the day. */
const noon = new Date(2025, 5, 15, 12).getTime();

function policy(dates: Readonly<Record<string, string>>): { readonly fields: readonly FieldDetail[] } {
  return {
    fields: Object.entries(dates).map(([field, shown]) => ({
      field,
      label: field,
      kind: 'date',
      editable: true,
      shown,
      value: shown,
      told: true,
      server: shown,
      staged: null,
      maskedBecause: null,
      derived: false,
    })),
  };
}

describe('whether an E&O policy covers today', () => {
  it.each([
    [{ effectiveDate: '2025-01-01', expiry: '2026-01-01' }, 'In force', 'good'],
    [{ effectiveDate: '2025-01-01', expiry: '2025-07-15' }, 'Expires in 30 days', 'soon'],
    [{ effectiveDate: '2025-01-01', expiry: '2025-06-16' }, 'Expires in 1 day', 'soon'],
    [{ effectiveDate: '2025-01-01', expiry: '2025-06-15' }, 'Expires today', 'soon'],
    [{ effectiveDate: '2024-01-01', expiry: '2025-06-14' }, 'Expired 1 day ago', 'over'],
    [{ effectiveDate: '2025-06-25', expiry: '2026-06-25' }, 'Starts in 10 days', 'soon'],
  ] as const)('%j: %s', (dates, words, tone) => {
    expect(coverWords(policy(dates), noon)).toEqual({ words, tone });
  });

  it('is not said of a policy without an expiry', () => {
    expect(coverWords(policy({ effectiveDate: '2025-01-01' }), noon)).toBeNull();
  });
});

describe('how much time a licence has left', () => {
  it.each([
    ['2026-06-15', '365 days left', 'good'],
    ['2025-08-14', 'Expires in 60 days', 'soon'],
    ['2025-08-15', '61 days left', 'good'],
    ['2025-06-14', 'Expired 1 day ago', 'over'],
  ] as const)('%s: %s', (date, words, tone) => {
    expect(expiryWords(date, noon)).toEqual({ words, tone });
  });

  it('is not said of one without an end', () => {
    expect(expiryWords('', noon)).toBeNull();
  });
});

describe('values as people read them', () => {
  it('a limit in dollars and cents, and an SSN by its last four', () => {
    expect(worded({ field: 'totalLimit', shown: '1250000.5' })).toBe('$1,250,000.50');
    expect(worded({ field: 'totalLimit', shown: '500' })).toBe('$500.00');
    expect(worded({ field: 'ssnLast4', shown: '****5302' })).toBe('•••-••-5302');
    expect(worded({ field: 'city', shown: 'Tully' })).toBe('Tully');
  });
});

describe('the form of a producer', () => {
  it('has the fields of a person or of a firm', () => {
    const names = (type: string) => fitting(createFields('producer'), type).main.map(({ name }) => name);
    expect(names('FIRM')).toEqual(expect.arrayContaining(['name', 'fein', 'finraCrdNumber']));
    expect(names('FIRM')).not.toContain('lastName');
    expect(names('INDIVIDUAL')).toContain('lastName');
    expect(names('INDIVIDUAL')).not.toContain('fein');
    expect(names('INDIVIDUAL')).toContain('ssnLast4');
    expect(names('FIRM')).not.toContain('ssnLast4');
  });

  it('asks for a sealed number once, and not again when something else is edited', () => {
    const number = (fields: ReturnType<typeof createFields>) =>
      fields.main.find(({ name }) => name === 'number');
    expect(number(createFields('bankAccount'))).toMatchObject({ required: true, sealed: true });
    expect(number(editFields('bankAccount', 'id'))?.required).toBe(false);
  });
});

it.each([
  [{ direct: 0, below: 0 }, 'No downlines.'],
  [{ direct: 1, below: 1 }, '1 direct downline.'],
  [{ direct: 12, below: 4_012 }, '12 direct downlines, 4,012 in all.'],
  [{ direct: 12, below: null }, '12 direct downlines; too many in all to count here.'],
])('downlines %o are told as “%s”', (counts, words) => {
  expect(downlineWords(counts)).toBe(words);
});
