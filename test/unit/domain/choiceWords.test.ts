import { describe, expect, it } from 'vitest';
import { choiceWord, meansChoice } from '../../../domain/choiceWords.ts';

describe('a value of an enumeration', () => {
  it.each([
    ['INDIVIDUAL', 'Individual'],
    ['SOLE_PROPRIETOR', 'Sole proprietor'],
    ['S_CORPORATION', 'S corporation'],
    ['LLC', 'LLC'],
    ['PLAN_401K', 'Plan 401K'],
    ['_', '_'],
    ['X__Y', 'X y'],
  ])('%s is read as %s', (value, words) => {
    expect(choiceWord(value)).toBe(words);
  });

  it.each(['Percent', 'Not sent', 'cell', 'ÖFFENTLICH', '12', ''])('%j is a word already', (value) => {
    expect(choiceWord(value)).toBe(value);
  });

  it('is meant by its own spelling and by its words, in any case', () => {
    for (const text of ['SOLE_PROPRIETOR', 'sole_proprietor', ' Sole proprietor ', 'SOLE PROPRIETOR'])
      expect(meansChoice('SOLE_PROPRIETOR', text)).toBe(true);
    expect(meansChoice('SOLE_PROPRIETOR', 'sole')).toBe(false);
  });
});
