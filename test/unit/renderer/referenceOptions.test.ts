import { expect, test } from 'vitest';
import { offerFor, optionLabel } from '../../../renderer/components/recordForm/referenceOptions.ts';

const acme = { value: '1', label: 'Acme Life · 00123' };
const best = { value: '2', label: 'Best Annuity · 00456' };

test('what was found for the text in the box is offered as the engine found it', () => {
  // It looks in more than what the label says.
  const answer = { search: 'nickname', options: [acme, best] };
  expect(offerFor(answer, 'nickname')).toEqual({ options: [acme, best], state: 'found' });
});

test('until the text is searched, only records found before that name every word of it are offered', () => {
  const answer = { search: '', options: [acme, best] };
  expect(offerFor(answer, 'life 00123')).toEqual({ options: [acme], state: 'searching' });
  expect(offerFor(answer, 'ANN')).toEqual({ options: [best], state: 'searching' });
  expect(offerFor(answer, 'zenith')).toEqual({ options: [], state: 'searching' });
});

test('text that is taken back offers what is known until all are found again', () => {
  const answer = { search: 'acme', options: [acme] };
  expect(offerFor(answer, '')).toEqual({ options: [acme], state: 'searching' });
});

test('before the first answer nothing is offered, and a search that failed is not one that found nothing', () => {
  expect(offerFor(null, '')).toEqual({ options: [], state: 'searching' });
  expect(offerFor({ search: 'a', options: null }, 'a')).toEqual({ options: [], state: 'failed' });
  expect(offerFor({ search: 'a', options: [] }, 'a')).toEqual({ options: [], state: 'found' });
  expect(offerFor({ search: 'a', options: null }, 'ab')).toEqual({ options: [], state: 'searching' });
});

test('an option says its name and what tells it from others, where that is known', () => {
  expect(optionLabel('carrier', ['Acme Life', '00123'])).toBe('Acme Life · 00123');
  expect(optionLabel('carrier', ['Acme Life', ''])).toBe('Acme Life');
  expect(optionLabel('commissionLevel', ['Street 60%', '1'])).toBe('Street 60% · level 1');
});
