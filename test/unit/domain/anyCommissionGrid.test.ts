import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../../domain/commissionGrid/findings.ts';
import type { GridLevel } from '../../../domain/commissionGrid/grid.ts';
import { gold, grid, level, ofKind, product } from './commissionGridSupport.ts';

describe('any grid', () => {
  const codes = ['TX', 'OK', 'NM', 'AZ', 'UT'];
  const someStates = fc.uniqueArray(fc.constantFrom(...codes));
  const someLevel = fc.record({
    productId: fc.constantFrom('p1', 'p2', 'p3'),
    name: fc.constantFrom('GA', 'ga', 'MGA', 'IMO', 'Street'),
    type: fc.constantFrom('Percent', 'Dollar', 'Number', null),
    firstYearValue: fc.constantFrom('100', '100.0', '95', null),
    level: fc.constantFrom('1', '2', '2.00', null),
    states: someStates,
  });
  const someGrid = fc
    .record({
      levels: fc.array(someLevel, { maxLength: 25 }),
      states: fc.tuple(someStates, someStates, someStates),
      carrier: someStates,
    })
    .map(({ levels, states, carrier }) =>
      grid(
        ['Gold', 'Silver', 'Bronze'].map((name, index) =>
          product(`p${index + 1}`, name, states[index] ?? []),
        ),
        levels.map((one, index) => ({ ...one, id: `l${index}` })),
        carrier,
      ),
    );

  test('is judged alike in whatever order it is given', () => {
    fc.assert(
      fc.property(someGrid, fc.infiniteStream(fc.nat()), (one, dice) => {
        const shuffled = <T>(items: readonly T[]): readonly T[] =>
          items
            .map((item) => ({ item, at: dice.next().value }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const other = {
          carrier: one.carrier,
          products: shuffled(one.products),
          levels: shuffled(one.levels).map((each) => ({ ...each, states: shuffled(each.states) })),
        };
        expect(findingsOf(other)).toEqual(findingsOf(one));
      }),
    );
  });

  test('pays nothing twice where its levels name states that no other names', () => {
    fc.assert(
      fc.property(fc.array(someLevel, { maxLength: 10 }), (levels) => {
        const apart = levels.map((one, index) => ({ ...one, id: `l${index}`, states: [`S${index}`] }));
        const products = ['p1', 'p2', 'p3'].map((id) => product(id, id));
        const overlaps = findingsOf(grid(products, apart)).filter(({ side }) => side === 'overlap');
        expect(overlaps).toEqual([]);
      }),
    );
  });

  test('has an overlap named for every two levels of one name that share a state', () => {
    fc.assert(
      fc.property(someGrid, (one) => {
        const named = findingsOf(one).filter(({ kind }) => kind === 'paid-twice');
        for (const a of one.levels)
          for (const b of one.levels) {
            if (a.id >= b.id || a.productId !== b.productId) continue;
            if (a.name.toLowerCase() !== b.name.toLowerCase()) continue;
            if (!a.states.some((state) => b.states.includes(state))) continue;
            expect(named.some(({ levelIds }) => levelIds.includes(a.id) && levelIds.includes(b.id))).toBe(
              true,
            );
          }
      }),
    );
  });

  test('names every product and level by what it is, never by an id', () => {
    fc.assert(
      fc.property(someGrid, (one) => {
        for (const { words: text, productId, levelIds } of findingsOf(one)) {
          expect(text).not.toMatch(/\b[lp]\d+\b|undefined|null|\*/);
          expect(one.products.some(({ id }) => id === productId)).toBe(true);
          for (const id of levelIds) expect(one.levels.some((each) => each.id === id)).toBe(true);
        }
      }),
    );
  });
});

test('ten thousand levels that all clash are looked at level by level, not pair by pair', () => {
  const lists = { states: 0 };
  const levels = Array.from({ length: 10_000 }, (_, index): GridLevel => {
    const own = level('p1', 'GA', { firstYearValue: String(index), level: '1' });
    return {
      ...own,
      get states() {
        lists.states += 1;
        return ['TX', 'OK'];
      },
    };
  });
  const findings = findingsOf(grid([gold], levels));
  expect(ofKind(findings, 'paid-twice')[0]).toMatch(
    /pays in all its states 10000 times: .* and 9994 more\.$/,
  );
  expect(findings[0]?.levelIds).toHaveLength(20);
  // How often a list is asked for is how much work there is, on any machine.
  expect(lists.states).toBeLessThan(levels.length * 20);
});
