import { describe, expect, it } from 'vitest';
import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { asMasked, lastFourOf, looksMasked, maskedNumber } from '../../../domain/masking.ts';
import { displayNameOf } from '../../../domain/producer.ts';
import { isNotIssued } from '../../../domain/ssn.ts';
import { parseTyped } from '../../../domain/validate.ts';

function typed(collection: CollectionName, field: string, text: string): unknown {
  const definition = fieldOf(collection, field);
  if (definition === undefined) throw new Error(`no field ${field}`);
  const result = parseTyped(definition, text);
  return result.ok ? result.value : result.error.message;
}

describe('the fields of Producer Profile are those the vendor names (S2)', () => {
  const named: Readonly<Record<string, string>> = {
    producer:
      'npn type firstName lastName middleName suffix gender dateOfBirth ssnLast4 finraCrdNumber ' +
      'primaryEmail secondaryEmail title name businessType email fein',
    address: 'addressLine1 city state zip country county type preferred moveInDate',
    phone: 'number type extension preferred',
    bankAccount: 'bankName holderName routingNumber type number nickname primaryAccount name',
    insurancePolicy: 'carrier policyNumber certificateNumber type totalLimit effectiveDate expiry name',
  };
  for (const name of ['producer', 'address', 'phone', 'bankAccount', 'insurancePolicy'] as const) {
    it(name, () => {
      const own = collections[name].fields.map((field) => field.name);
      const ours = new Set(['displayName', 'producerId']);
      expect(own.filter((field) => !ours.has(field)).toSorted()).toEqual(named[name]?.split(' ').toSorted());
    });
  }

  it('hold of an SSN the last four digits; a whole one is sealed', () => {
    expect(fieldOf('producer', 'ssn')).toBeUndefined();
    expect(fieldOf('producer', 'ssnLast4')).toMatchObject({ sealed: true, format: 'ssn' });
  });
});

describe('an account number', () => {
  it('is shown by its last four digits, as the vendor gives it back', () => {
    expect(maskedNumber('000123456789')).toBe('****6789');
    expect(asMasked('****6789')).toBe('****6789');
    expect(asMasked('0001 2345-6789')).toBe('****6789');
    expect(lastFourOf('****6789')).toBe('6789');
  });

  it('is taken with blanks and dashes, and in no other shape', () => {
    expect(typed('bankAccount', 'number', ' 0001-2345 6789 ')).toBe('000123456789');
    expect(typed('bankAccount', 'number', '1234')).toMatch(/5 to 17 digits/);
    expect(typed('bankAccount', 'number', '123456789012345678')).toMatch(/5 to 17 digits/);
  });

  it('is refused when it looks like what is shown', () => {
    for (const text of ['****6789', '••••6789', 'XXXX6789', 'xxxxx6789', '####6789', '*6789']) {
      expect(looksMasked(text)).toBe(true);
      expect(typed('bankAccount', 'number', text)).toMatch(/whole account number/);
    }
  });
});

describe('an SSN', () => {
  it('has nine digits, with dashes or blanks where the card has them or with none', () => {
    for (const text of ['518275546', '518-27-5546', ' 518 27 5546 '])
      expect(typed('producer', 'ssnLast4', text)).toBe('518275546');
    for (const text of ['5546', '51827554', '5182755461', '518-275-546', '51-82-75546', 'five'])
      expect(typed('producer', 'ssnLast4', text)).toMatch(/nine digits/);
    for (const text of ['****5546', '•••-••-5546', 'xxx-xx-5546'])
      expect(typed('producer', 'ssnLast4', text)).toMatch(/whole SSN/);
  });

  it('has areas, groups and serials that are given to nobody', () => {
    for (const digits of ['000123456', '666123456', '900123456', '999123456', '518005546', '518270000'])
      expect(isNotIssued(digits)).toBe(true);
    for (const digits of ['518275546', '001010001', '665999999', '667010001', '899010001'])
      expect(isNotIssued(digits)).toBe(false);
  });
});

describe('constraints while typing', () => {
  it('a routing number has nine digits, the last of which checks the others', () => {
    expect(typed('bankAccount', 'routingNumber', '021 000 021')).toBe('021000021');
    expect(typed('bankAccount', 'routingNumber', '021000012')).toMatch(/check digit/);
    expect(typed('bankAccount', 'routingNumber', '02100002')).toMatch(/nine digits/);
  });

  it('a total limit lies between 1.00 and 10,000,000.00', () => {
    expect(typed('insurancePolicy', 'totalLimit', '$1,000,000.00')).toBe('1000000');
    expect(typed('insurancePolicy', 'totalLimit', '1.00')).toBe('1');
    expect(typed('insurancePolicy', 'totalLimit', '10,000,000.00')).toBe('10000000');
    for (const text of ['0.99', '0', '10000000.01', '1.005', 'a million'])
      expect(typed('insurancePolicy', 'totalLimit', text)).toBe(
        'A number from 1 to 10000000 with at most two decimals.',
      );
  });

  it('an extension has at most six characters', () => {
    expect(typed('phone', 'extension', '123456')).toBe('123456');
    expect(typed('phone', 'extension', '1234567')).toMatch(/At most 6/);
  });

  it('an email and a FEIN look like one', () => {
    expect(typed('producer', 'primaryEmail', ' ana@example.com ')).toBe('ana@example.com');
    expect(typed('producer', 'primaryEmail', 'ana at example')).toMatch(/email address/);
    expect(typed('producer', 'fein', '12-3456789')).toBe('12-3456789');
    expect(typed('producer', 'fein', '12-345')).toMatch(/nine digits/);
  });
});

describe('how people read a producer', () => {
  it('is the firm’s name or the person’s', () => {
    expect(displayNameOf({ type: 'FIRM', name: 'Tidewell Agency', lastName: 'x' })).toBe('Tidewell Agency');
    expect(displayNameOf({ type: 'INDIVIDUAL', firstName: ' Ana ', lastName: 'Ruiz', suffix: 'Jr.' })).toBe(
      'Ana Ruiz Jr.',
    );
    expect(displayNameOf({ type: 'INDIVIDUAL' })).toBeNull();
  });
});
