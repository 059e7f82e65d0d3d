import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bulkApplier, bulkKindsOf, readPairs, replaceAll } from '../../../domain/bulkOperation.ts';
import type { BulkOperation, BulkResult } from '../../../domain/bulkOperation.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { addToDate, parseDate } from '../../../domain/dates.ts';
import type { FieldDefinition, FieldValue, FieldValues } from '../../../domain/fields.ts';

function definition(field: string): FieldDefinition {
  const found = fieldOf('contractAssignment', field);
  if (found === undefined) throw new Error(field);
  return found;
}

const words = {
  definitionOf: (field: string) => fieldOf('contractAssignment', field),
  shown: (_field: string, value: FieldValue) => `label of ${String(value)}`,
};

function apply(operation: BulkOperation, values: FieldValues): BulkResult {
  return bulkApplier(operation, definition(operation.field), words)(values);
}

describe('one operation over many records', () => {
  it('offers what makes sense for a field, and nothing where nobody may type', () => {
    expect(bulkKindsOf(definition('referralCodes'))).toEqual([
      'set',
      'clear',
      'add',
      'remove',
      'copy',
      'lookUp',
    ]);
    expect(bulkKindsOf(definition('endDate'))).toContain('shift');
    expect(bulkKindsOf(definition('writingNumber'))).toContain('replace');
    expect(bulkKindsOf(definition('assignmentStatusId'))).not.toContain('replace');
    expect(bulkKindsOf(definition('npn'))).toEqual([]);
  });

  it('adds to a list what is not in it, and takes from it what is', () => {
    const codes = { referralCodes: ['A', 'B'] };
    expect(apply({ kind: 'add', field: 'referralCodes', text: 'B, C; C' }, codes)).toEqual({
      value: ['A', 'B', 'C'],
    });
    expect(apply({ kind: 'add', field: 'referralCodes', text: 'A' }, codes)).toEqual({ kept: true });
    expect(apply({ kind: 'remove', field: 'referralCodes', text: 'A, X' }, codes)).toEqual({ value: ['B'] });
    expect(apply({ kind: 'remove', field: 'referralCodes', text: 'X' }, {})).toEqual({ kept: true });
  });

  it('replaces text as it stands, not as a pattern', () => {
    const before = 'a.b A.B $& a+b';
    const literal = { find: 'a.b', replacement: '$&', matchCase: true };
    expect(replaceAll(before, literal)).toBe('$& A.B $& a+b');
    expect(replaceAll(before, { ...literal, matchCase: false })).toBe('$& $& $& a+b');
    expect(replaceAll(before, { ...literal, find: '' })).toBe(before);
    expect(replaceAll('x-y/z', { find: '-y/', replacement: '', matchCase: true })).toBe('xz');
  });

  it('leaves an empty cell alone where there is nothing to move or replace', () => {
    expect(apply({ kind: 'shift', field: 'endDate', amount: 1, unit: 'months' }, {})).toEqual({ kept: true });
    const replace = {
      kind: 'replace',
      field: 'writingNumber',
      find: 'a',
      replacement: 'b',
      matchCase: true,
    } as const;
    expect(apply(replace, { writingNumber: null })).toEqual({ kept: true });
  });

  it('takes from another column the value where the two are alike, else what is read there', () => {
    const copy = (field: string, from: string): BulkOperation => ({ kind: 'copy', field, from });
    expect(apply(copy('endDate', 'startDate'), { startDate: '2026-01-31' })).toEqual({ value: '2026-01-31' });
    expect(apply(copy('userDefined1', 'assignmentStatusId'), { assignmentStatusId: 's1' })).toEqual({
      typed: 'label of s1',
    });
    expect(apply(copy('userDefined1', 'startDate'), {})).toEqual({ typed: '' });
  });

  it('looks numbers up, and says why where it cannot', () => {
    const pairs = [
      ['111', 'W-1'],
      ['222', 'W-2'],
      ['222', 'W-3'],
      ['111', 'W-1'],
    ] as const;
    const lookUp = { kind: 'lookUp', field: 'writingNumber', key: 'npn', pairs } as const;
    expect(apply(lookUp, { npn: '111' })).toEqual({ typed: 'W-1' });
    expect(apply(lookUp, { npn: '222' })).toHaveProperty('refused', expect.stringContaining('several'));
    expect(apply(lookUp, { npn: '333' })).toHaveProperty('refused');
    expect(apply(lookUp, {})).toHaveProperty('refused');
  });

  it('reads a list of two columns and counts what is no pair', () => {
    expect(readPairs([['111', ' W-1 '], ['', 'x'], ['222'], ['00333', '']])).toEqual({
      pairs: [
        ['111', 'W-1'],
        ['00333', ''],
      ],
      skipped: 2,
    });
  });
});

describe('moving dates', () => {
  it('ends at the end of a shorter month', () => {
    expect(addToDate('2026-01-31', 1, 'months')).toBe('2026-02-28');
    expect(addToDate('2024-01-31', 1, 'months')).toBe('2024-02-29');
    expect(addToDate('2024-02-29', 1, 'years')).toBe('2025-02-28');
    expect(addToDate('2026-03-31', -1, 'months')).toBe('2026-02-28');
    expect(addToDate('2026-01-15', -1, 'months')).toBe('2025-12-15');
    expect(addToDate('2026-12-31', 1, 'days')).toBe('2027-01-01');
    expect(addToDate('2199-12-31', 1, 'days')).toBeNull();
    expect(addToDate('2026-02-30', 1, 'days')).toBeNull();
  });

  const date = fc
    .date({ min: new Date('1910-01-01'), max: new Date('2180-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));

  it('always lands on a day that exists, months away by as many months', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -120, max: 120 }), (from, amount) => {
        const to = addToDate(from, amount, 'months') ?? '';
        expect(parseDate(to)).toBe(to);
        const months = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(months(to) - months(from)).toBe(amount);
        expect(Number(to.slice(8)) <= Number(from.slice(8))).toBe(true);
      }),
    );
  });

  it('comes back when days are moved there and back', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -3_000, max: 3_000 }), (from, amount) => {
        expect(addToDate(addToDate(from, amount, 'days') ?? '', -amount, 'days')).toBe(from);
      }),
    );
  });
});

describe('whatever the values are', () => {
  const item = fc.stringMatching(/^[A-Z0-9]{1,4}$/);
  const list = fc.uniqueArray(item, { maxLength: 6 });

  it('adding makes no duplicates, keeps the order and is the same done twice', () => {
    fc.assert(
      fc.property(list, fc.array(item, { minLength: 1, maxLength: 4 }), (before, added) => {
        const operation = { kind: 'add', field: 'referralCodes', text: added.join(',') } as const;
        const once = apply(operation, { referralCodes: before });
        const after = 'value' in once && Array.isArray(once.value) ? once.value : before;
        expect(new Set(after).size).toBe(after.length);
        expect(after.slice(0, before.length)).toEqual(before);
        for (const one of added) expect(after).toContain(one);
        expect(apply(operation, { referralCodes: after })).toEqual({ kept: true });
      }),
    );
  });

  it('taking away leaves none of it and all of the rest', () => {
    fc.assert(
      fc.property(list, fc.array(item, { minLength: 1, maxLength: 4 }), (before, taken) => {
        const operation = { kind: 'remove', field: 'referralCodes', text: taken.join(',') } as const;
        const result = apply(operation, { referralCodes: before });
        const after = 'value' in result ? result.value : before;
        expect(after).toEqual(before.filter((one) => !taken.includes(one)));
      }),
    );
  });

  it('replacing a text with what is nowhere in it, and back, changes nothing', () => {
    const unit = fc.constantFrom('a', 'B', '.', '*', '$', '(', '\\', '-', ' ');
    const text = fc.string({ unit, maxLength: 20 });
    fc.assert(
      fc.property(text, fc.string({ unit, minLength: 1, maxLength: 3 }), (before, find) => {
        const there = replaceAll(before, { find, replacement: '#', matchCase: true });
        expect(there).toBe(before.split(find).join('#'));
        expect(replaceAll(there, { find: '#', replacement: find, matchCase: true })).toBe(before);
      }),
    );
  });
});
