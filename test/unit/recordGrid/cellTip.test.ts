import { expect, test } from 'vitest';
import type { FieldDetail } from '../../../preload/contract/engine.ts';
import { stagedTip } from '../../../renderer/components/recordGrid/cellTipWords.ts';
import { leftOverWords } from '../../../renderer/components/recordGrid/leftOverWords.ts';

const at = new Date(2026, 2, 14, 9, 26).getTime();
const detail = (staged: Partial<NonNullable<FieldDetail['staged']>>, values = {}): FieldDetail => ({
  field: 'writingNumber',
  label: 'Writing number',
  kind: 'text',
  editable: true,
  shown: 'W-9',
  server: 'W-1',
  value: 'W-9',
  told: true,
  staged: { state: 'ready', at, by: 'Ann', gesture: 'Set it', message: null, ...staged },
  maskedBecause: null,
  derived: false,
  ...values,
});

test('a staged cell says what AgentSync holds, what it is to become, and by whom and when', () => {
  expect(stagedTip(detail({}), 'staged', at)).toEqual([
    'Saved on this computer, not sent yet',
    'AgentSync: “W-1” → “W-9”',
    'Staged 09:26 by Ann',
  ]);
});

test('a refused cell and one in conflict say why, and empty values are named', () => {
  const refused = detail({ state: 'refused', message: 'must not be empty' }, { shown: '' });
  expect(stagedTip(refused, 'attention', at)).toEqual([
    'Needs you',
    'AgentSync: “W-1” → (empty)',
    'Staged 09:26 by Ann',
    'Must not be empty.',
  ]);
  expect(stagedTip(detail({ state: 'conflict' }), 'conflict', at)[0]).toBe('Changed on both sides');
});

test('a cell of a new record says that the record is new, and holds nothing against AgentSync', () => {
  expect(stagedTip(detail({}), 'staged', at, true)).toEqual([
    'New, not at AgentSync yet',
    'Staged 09:26 by Ann',
  ]);
  const refused = detail({ state: 'refused', message: 'must not be empty' });
  expect(stagedTip(refused, 'attention', at, true)).toEqual([
    'New, not at AgentSync yet',
    'Needs you',
    'Staged 09:26 by Ann',
    'Must not be empty.',
  ]);
});

test('a long value is cut, and a cell that is marked for another reason says its mark', () => {
  const [, values] = stagedTip(detail({}, { shown: 'x'.repeat(10_000) }), 'staged', at);
  expect(values?.length).toBeLessThan(200);
  expect(values).toMatch(/x…”$/);
  expect(stagedTip(undefined, 'sending', at)).toEqual(['Being sent']);
});

test('what of a pasted block found no place is said', () => {
  const refusal = { record: 'Row 3 and below', field: '', fieldLabel: 'Paste', found: 'x' };
  const expected = 'The list ends 1 row before the pasted block does. Those rows were not pasted.';
  expect(leftOverWords({ refused: [{ ...refusal, id: '', expected }] })).toBe(` ${expected}`);
  expect(leftOverWords({ refused: [{ ...refusal, id: 'a1', expected: 'A date.' }] })).toBe('');
});
