import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDecimal, compareDecimals, sameDecimal } from '../../../domain/decimal.ts';
import type { FieldKind, FieldValue } from '../../../domain/fields.ts';
import { mergeField, netChanges, rebase, sameValue } from '../../../domain/merge.ts';
import type { FieldChange } from '../../../domain/operation.ts';

const text: FieldKind = { type: 'text' };
const decimal: FieldKind = { type: 'decimal', max: '99999.99' };
const cents = fc.nat(9_999_999);
const asText = (value: number): string =>
  `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;

describe('decimals', () => {
  it('compares as numbers do, without ever being one', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(Math.sign(compareDecimals(asText(a), asText(b)) ?? Number.NaN)).toBe(Math.sign(a - b));
      }),
    );
  });

  it('has one shortest text per number', () => {
    fc.assert(
      fc.property(cents, fc.nat(3), fc.nat(3), (value, before, after) => {
        const padded = `${'0'.repeat(before)}${asText(value)}${'0'.repeat(after)}`;
        expect(canonicalDecimal(padded)).toBe(canonicalDecimal(asText(value)));
        expect(sameDecimal(padded, asText(value))).toBe(true);
        expect(Number(canonicalDecimal(padded))).toBe(value / 100);
      }),
    );
    expect(['', '.', '-1', '1e3', ' 1', '1,0', '１'].map(canonicalDecimal)).toEqual(
      Array.from({ length: 7 }, () => null),
    );
  });
});

describe('the three-way merge', () => {
  const value: fc.Arbitrary<FieldValue> = fc.constantFrom(null, '', 'a', 'b', 'c');

  it('sends over the base, adopts what is ours, and asks about anything else', () => {
    fc.assert(
      fc.property(value, value, value, (base, ours, theirs) => {
        const verdict = mergeField(text, { base, value: ours }, theirs);
        if (sameValue(text, ours, theirs)) expect(verdict).toBe('settled');
        else if (sameValue(text, base, theirs)) expect(verdict).toBe('send');
        else expect(verdict).toBe('conflict');
      }),
    );
  });

  it('knows when two values mean the same', () => {
    expect(sameValue(decimal, '90', '90.00')).toBe(true);
    expect(sameValue(text, '90', '90.00')).toBe(false);
    expect(sameValue(text, null, undefined)).toBe(true);
    expect(sameValue({ type: 'states' }, ['TX', 'OK'], ['OK', 'TX'])).toBe(true);
    expect(sameValue({ type: 'textList' }, ['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameValue({ type: 'textList' }, [], null)).toBe(true);
    expect(sameValue({ type: 'boolean' }, false, null)).toBe(false);
  });

  it('is symmetric and reflexive about sameness', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameValue(text, a, a)).toBe(true);
        expect(sameValue(text, a, b)).toBe(sameValue(text, b, a));
      }),
    );
  });

  it('keeps the first base and the last value of successive changes', () => {
    const change = fc.record({ base: value, value });
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('f', 'g'), change), { maxLength: 6 }),
        (successive) => {
          const net = netChanges(successive);
          for (const field of ['f', 'g']) {
            const own = successive.flatMap((changes): FieldChange[] => {
              const found = changes[field];
              return found === undefined ? [] : [found];
            });
            expect(net[field]).toEqual(
              own.length === 0 ? undefined : { base: own[0]?.base, value: own.at(-1)?.value },
            );
          }
        },
      ),
    );
  });

  it('rebases the named fields only, and makes no copy when nothing moves', () => {
    const changes = { f: { base: 'a', value: 'b' }, g: { base: 'a', value: 'c' } };
    expect(rebase(changes, ['f'], { f: 'x', g: 'y' })).toEqual({ ...changes, f: { base: 'x', value: 'b' } });
    expect(rebase(changes, ['f', 'h'], { f: 'a' })).toBe(changes);
  });
});
