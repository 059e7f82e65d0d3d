import { describe, expect, it, test } from 'vitest';
import { findingsOf } from '../../../domain/commissionGrid/findings.ts';
import { listWords, payWords, rungName } from '../../../domain/commissionGrid/grid.ts';
import type { GridLevel } from '../../../domain/commissionGrid/grid.ts';
import { matrixOf, statesNamed } from '../../../domain/commissionGrid/matrix.ts';
import { gold, grid, level, ofKind, product, words } from './commissionGridSupport.ts';

describe('overlaps', () => {
  it('names the level, the state and what it pays there twice', () => {
    const levels = [
      level('p1', 'GA', { firstYearValue: '110', states: ['TX'], level: '2' }),
      level('p1', ' ga', { firstYearValue: '105.00', level: '2' }),
    ];
    const findings = findingsOf(grid([gold], levels));
    expect(words(findings)).toEqual(['Gold Term: level “GA” pays in TX twice: 110% and 105%.']);
    expect(findings[0]).toMatchObject({
      side: 'overlap',
      productId: 'p1',
      levelIds: levels.map(({ id }) => id),
    });
  });

  it('tells three of one kind apart from two, and all states from some', () => {
    const three = Array.from({ length: 3 }, () => level('p1', 'GA', { firstYearValue: '90', level: '1' }));
    expect(words(findingsOf(grid([gold], three)))).toEqual([
      'Gold Term: level “GA” pays in all its states 3 times: each 90%.',
    ]);
    const unbounded = findingsOf(grid([product('p1', 'Gold Term')], three.slice(1)));
    expect(words(unbounded)).toEqual(['Gold Term: level “GA” pays everywhere twice: both 90%.']);
  });

  it('names levels of different names that pay the same, or stand at the same rung, where they meet', () => {
    const levels = [
      level('p1', 'GA', { firstYearValue: '105', level: '80', states: ['TX', 'OK'] }),
      level('p1', 'MGA', { firstYearValue: '105.0', level: '80.00', states: ['TX'] }),
    ];
    const findings = findingsOf(grid([product('p1', 'Gold Term', ['TX', 'OK'])], levels));
    expect(ofKind(findings, 'same-pay')).toEqual(['Gold Term: levels “GA” and “MGA” both pay 105% in TX.']);
    expect(ofKind(findings, 'same-rung')).toEqual([
      'Gold Term: levels “GA” and “MGA” both stand at level 80 in TX.',
    ]);
  });

  it('takes neither the same number of another type nor levels of other products for the same pay', () => {
    const levels = [
      level('p1', 'GA', { firstYearValue: '100' }),
      level('p1', 'MGA', { firstYearValue: '100', type: 'Dollar' }),
      level('p2', 'IMO', { firstYearValue: '100' }),
    ];
    const findings = findingsOf(grid([gold, product('p2', 'Silver')], levels));
    expect(ofKind(findings, 'same-pay')).toEqual([]);
  });
});

describe('gaps', () => {
  it('names a product on which nobody can be contracted', () => {
    expect(words(findingsOf(grid([gold], [])))).toEqual([
      'Gold Term has no commission level, so nobody can be contracted on it.',
    ]);
  });

  it('names the states of the product in which a level pays nowhere, whichever of its name pays elsewhere', () => {
    const wide = product('p1', 'Gold Term', ['TX', 'OK', 'NM', 'AZ']);
    const levels = [level('p1', 'GA', { states: ['TX'] }), level('p1', 'GA', { states: ['OK'] })];
    const findings = findingsOf(grid([wide], levels));
    expect(ofKind(findings, 'states-without-level')).toEqual([
      'Gold Term: level “GA” does not pay in AZ and NM, where the product is sold.',
    ]);
    expect(ofKind(findings, 'paid-twice')).toEqual([]);
  });

  it('takes the carrier’s states where the product names none, and its levels’ where neither does', () => {
    const open = product('p1', 'Gold Term');
    const levels = [level('p1', 'GA', { states: ['TX'] }), level('p1', 'MGA', { states: ['TX', 'OK'] })];
    expect(ofKind(findingsOf(grid([open], levels, ['TX', 'UT'])), 'states-without-level')).toEqual([
      'Gold Term: level “MGA” does not pay in UT, where the product is sold.',
      'Gold Term: level “GA” does not pay in UT, where the product is sold.',
    ]);
    expect(ofKind(findingsOf(grid([open], levels)), 'states-without-level')).toEqual([
      'Gold Term: level “GA” does not pay in OK, where other levels of it pay.',
    ]);
    const everywhere = [...levels, level('p1', 'IMO')];
    expect(ofKind(findingsOf(grid([open], everywhere)), 'states-without-level')).toHaveLength(1);
  });

  it('misses a level where most of the carrier’s products have it, and only there', () => {
    const products = ['Gold Term', 'Silver', 'Bronze'].map((name, index) => product(`p${index}`, name));
    const levels = [level('p0', 'GA'), level('p1', 'GA'), level('p2', 'Street'), level('p1', 'Rare')];
    expect(ofKind(findingsOf(grid(products, levels)), 'level-missing')).toEqual([
      'Bronze has no level “GA”, which 2 of the carrier’s 3 products with levels have.',
    ]);
  });

  it('names a level without a value, and one that names states where the product is not sold', () => {
    const findings = findingsOf(
      grid([gold], [level('p1', 'GA', { firstYearValue: null, states: ['TX', 'OK', 'HI'] })]),
    );
    expect(words(findings)).toEqual([
      'Gold Term: level “GA” has no first-year value.',
      'Gold Term: level “GA” names HI, where the product is not sold.',
    ]);
    expect(findings.map(({ side }) => side)).toEqual(['gap', 'other']);
  });
});

describe('names that end with their pay', () => {
  it('stand for the rung without it, in gaps and in the matrix', () => {
    const names = [
      'Level 1 — 55%',
      'Agent (62.5 %)',
      'Brokerage $1,250.00',
      '95%',
      'Street',
      'Tier 80',
      'Top x3',
      'Top 1.5×',
    ];
    expect(names.map(rungName)).toEqual([
      'Level 1',
      'Agent',
      'Brokerage',
      '95%',
      'Street',
      'Tier 80',
      'Top',
      'Top',
    ]);
    const products = ['Gold', 'Silver', 'Bronze'].map((name, index) => product(`p${index}`, name));
    const levels = [
      level('p0', 'GA 90%', { firstYearValue: '90' }),
      level('p1', 'GA – 95.50%', { firstYearValue: '95.5' }),
      level('p2', 'Street', { level: '1' }),
    ];
    expect(matrixOf(grid(products, levels), null).columns.map(({ name }) => name)).toEqual(['GA', 'Street']);
    expect(words(findingsOf(grid(products, levels)))).toEqual([
      'Bronze has no level “GA”, which 2 of the carrier’s 3 products with levels have.',
    ]);
  });

  it('cover the states of their rung together', () => {
    const levels = [
      level('p1', 'GA 90%', { firstYearValue: '90', states: ['TX'] }),
      level('p1', 'GA 95%', { firstYearValue: '95', states: ['OK'] }),
    ];
    expect(findingsOf(grid([gold], levels))).toEqual([]);
  });

  it('are told when the level pays something else by now', () => {
    const levels = [
      level('p1', 'GA 90%', { firstYearValue: '92' }),
      level('p1', 'MGA $90', { firstYearValue: '90' }),
    ];
    expect(ofKind(findingsOf(grid([gold], levels)), 'name-differs').toSorted()).toEqual([
      'Gold Term: level “GA 90%” pays 92%, not what its name says.',
      'Gold Term: level “MGA $90” pays 90%, not what its name says.',
    ]);
  });
});

describe('the matrix', () => {
  const silver = product('p2', 'Silver');
  const levels = [
    level('p1', 'Street', { level: '1', states: ['TX'] }),
    level('p1', 'IMO', { level: '9' }),
    level('p2', 'imo', { level: '20' }),
    level('p1', 'GA', { level: '5', states: ['OK'] }),
    level('p1', 'GA', { level: '5', states: ['TX'] }),
    level('gone', 'GA', { level: '5' }),
  ];
  const names = (rows: readonly { readonly cells: readonly (readonly GridLevel[])[] }[]): unknown =>
    rows.map(({ cells }) => cells.map((cell) => cell.map(({ states }) => states.join() || 'any').join('/')));

  it('has products down and level names across, the highest first, and leaves gaps empty', () => {
    const laid = matrixOf(grid([gold, silver], levels), null);
    expect(laid.columns.map(({ name }) => name)).toEqual(['imo', 'GA', 'Street']);
    expect(names(laid.rows)).toEqual([
      ['any', 'TX/OK', 'TX'],
      ['any', '', ''],
    ]);
  });

  it('of one state shows only what pays there', () => {
    const laid = matrixOf(grid([gold, silver], levels), 'OK');
    expect(names(laid.rows)).toEqual([
      ['any', 'OK', ''],
      ['any', '', ''],
    ]);
    const none = matrixOf(grid([gold], levels), 'HI');
    expect(none.rows[0]?.sold).toBe(false);
    expect(none.rows[0]?.cells.flat()).toEqual([]);
  });

  it('offers every state that anything names', () => {
    expect(statesNamed(grid([gold], [level('p1', 'GA', { states: ['AZ'] })], ['UT']))).toEqual([
      'AZ',
      'OK',
      'TX',
      'UT',
    ]);
  });
});

test('pay and lists in words', () => {
  const pay = (type: string | null, firstYearValue: string | null): string =>
    payWords({ type, firstYearValue });
  expect([
    pay('Percent', '95.50'),
    pay('Dollar', '250'),
    pay('Number', '1.5'),
    pay(null, '7'),
    pay('Percent', null),
  ]).toEqual(['95.5%', '$250', '1.5×', '7', 'no value']);
  expect([listWords([]), listWords(['A']), listWords(['A', 'B']), listWords(['A', 'B', 'C'], 2)]).toEqual([
    '',
    'A',
    'A and B',
    'A, B and 1 more',
  ]);
});
