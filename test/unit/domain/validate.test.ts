import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, FieldValue } from '../../../domain/fields.ts';
import { sameValue } from '../../../domain/merge.ts';
import { checkValue, parseTyped } from '../../../domain/validate.ts';

function field(collection: CollectionName, name: string): FieldDefinition {
  const found = fieldOf(collection, name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
}

/** The value, or the words of the refusal. */
function typed(collection: CollectionName, name: string, text: string): FieldValue | { readonly no: string } {
  const result = parseTyped(field(collection, name), text);
  return result.ok ? result.value : { no: result.error.message };
}

describe('typed values', () => {
  it.each([
    ['90', '90'],
    ['95%', '95'],
    [' 95 % ', '95'],
    ['0', '0'],
    ['.5', '0.5'],
    ['090.50', '90.5'],
    ['$1,250.25', '1250.25'],
    ['99999.99', '99999.99'],
    ['', null],
  ])('reads the level %j as %j', (text, value) => {
    expect(typed('commissionLevel', 'level', text)).toBe(value);
  });

  it.each(['100000', '99999.991', '1.234', '-1', '1e3', 'ninety', '9 5', '1,2,3', '95%%', '0x10', '٣'])(
    'refuses the level %j',
    (text) => {
      expect(typed('commissionLevel', 'level', text)).toEqual({
        no: 'A number from 0 to 99999.99 with at most two decimals.',
      });
    },
  );

  it.each([
    ['2026-03-01', '2026-03-01'],
    ['2026-3-1', '2026-03-01'],
    ['2026/03/01', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['3/1/2026', '2026-03-01'],
    ['03/01/2026', '2026-03-01'],
    ['1 Mar 2026', '2026-03-01'],
    ['1 march 2026', '2026-03-01'],
    ['March 1, 2026', '2026-03-01'],
    ['29 Feb 2028', '2028-02-29'],
    ['3/1/26', '2026-03-01'],
    ['12-31-29', '2029-12-31'],
    ['1 Mar 26', '2026-03-01'],
    ['1-Mar-00', '2000-03-01'],
    ['5/4/65', '1965-05-04'],
    ['12/31/50', '1950-12-31'],
    ['  ', null],
  ])('reads the date %j as %j', (text, value) => {
    expect(typed('contractAssignment', 'endDate', text)).toBe(value);
  });

  it.each([
    '2026-02-29',
    '13/1/2026',
    '2/30/2026',
    '13/1/26',
    '2/29/26',
    '26-3-1',
    '2026/3-1',
    '2026/13/1',
    '2/30/35',
    '1 Mrz 2026',
    'tomorrow',
    '2026-03-01T00:00',
    '0000-01-01',
  ])('refuses the date %j', (text) => {
    expect(typed('contractAssignment', 'endDate', text)).toHaveProperty('no');
  });

  it.each(['12/31/35', '1/1/30', '6/30/49', '31 Dec 35'])(
    'asks for the whole year of %j, which a spreadsheet shows for two of them',
    (text) => {
      const half = text.slice(-2);
      expect(typed('contractAssignment', 'endDate', text)).toEqual({
        no: `The year in four digits: ${half} may be 19${half} or 20${half}.`,
      });
    },
  );

  it('keeps ids as text and free text as typed', () => {
    expect(typed('contractAssignment', 'writingNumber', ' 00123 ')).toBe('00123');
    expect(typed('contractAssignment', 'userDefined1', '  two spaces ')).toBe('  two spaces ');
    expect(typed('contractAssignment', 'userDefined1', '=1+1')).toBe('=1+1');
    expect(typed('contractAssignment', 'userDefined1', 'a\u0000b')).toHaveProperty('no');
    expect(typed('contractAssignment', 'writingNumber', 'x'.repeat(51))).toEqual({
      no: 'At most 50 characters; this is 51.',
    });
  });

  it('reads states, lists and choices, and says which item is wrong', () => {
    expect(typed('commissionLevel', 'administrativeDivisions', 'tx, ok;  AR tx')).toEqual(['TX', 'OK', 'AR']);
    expect(typed('commissionLevel', 'administrativeDivisions', 'TX, XX')).toEqual({
      no: 'Two-letter state codes separated by commas, such as TX, OK. Not a state: XX.',
    });
    expect(typed('contractAssignment', 'referralCodes', 'a, b\nc')).toEqual(['a', 'b', 'c']);
    expect(typed('commissionLevel', 'type', 'PERCENT')).toBe('Percent');
    expect(typed('commissionLevel', 'type', 'Percentage')).toHaveProperty('no');
    expect(typed('product', 'displayCommissionLevelPercentages', 'Yes')).toBe(true);
    expect(typed('product', 'displayCommissionLevelPercentages', 'maybe')).toHaveProperty('no');
  });

  it('clears with empty text unless the field is required or fixed', () => {
    expect(typed('contractAssignment', 'userDefined1', '')).toBeNull();
    expect(typed('commissionLevel', 'name', ' ')).toEqual({ no: 'Level name may not be empty.' });
    expect(typed('contractAssignment', 'npn', '1')).toHaveProperty('no');
  });

  it('accepts its own answers again, for every field and any text', () => {
    const definitions = Object.values(collections).flatMap(({ fields }) => fields);
    fc.assert(
      fc.property(
        fc.constantFrom(...definitions),
        fc.oneof(fc.string(), fc.constantFrom('95%', '3/1/2026', 'TX', 'yes', 'Percent', 'a,b')),
        (definition, text) => {
          const first = parseTyped(definition, text);
          if (!first.ok) {
            expect(first.error.message).not.toBe('');
            return;
          }
          const again = checkValue(definition, first.value);
          expect(again.ok && sameValue(definition.kind, again.value, first.value)).toBe(true);
        },
      ),
    );
  });
});
