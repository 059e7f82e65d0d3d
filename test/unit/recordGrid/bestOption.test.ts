import { expect, test } from 'vitest';
import { bestOption } from '../../../renderer/components/recordGrid/bestOption.ts';

const statuses = [
  'Awaiting Incoming Release',
  'Awaiting Outgoing Release',
  'Prereleased',
  'Released',
  'Rel',
].map((label) => ({ label }));

test.each([
  ['rel', 4, 'exactly this'],
  ['Rele', 3, 'begins with it'],
  ['outgoing', 1, 'a word begins with it'],
  ['leased', 0, 'stands inside of words only'],
  ['', 0, 'nothing typed'],
])('“%s” takes option %i: %s', (text, place) => {
  expect(bestOption(statuses, text)).toBe(place);
});
