import { expect, it } from 'vitest';
import { mostRefusedKept } from '../../../preload/contract/refusedCells.ts';
import { keptOf, notSavedWords } from '../../../renderer/components/recordGrid/keptRefusals.ts';
import type { RefusedCell } from '../../../renderer/components/recordGrid/cellOverlay.ts';

function refusedCells(count: number, text: string): readonly RefusedCell[] {
  return Array.from({ length: count }, (_, index) => ({
    recordId: `r${index}`,
    field: 'startDate',
    record: `NPN ${index}`,
    fieldLabel: 'Start',
    text,
    state: 'refused',
    reason: 'A date.',
  }));
}

it('keeps every refused cell of a paste, up to a thousand, and says when there are more', () => {
  expect(mostRefusedKept).toBe(1_000);
  const all = refusedCells(1_000, 'soon');
  expect(keptOf(all).map(({ recordId, text }) => [recordId, text])).toEqual(
    all.map(({ recordId }) => [recordId, 'soon']),
  );
  expect(notSavedWords(1_000, all)).toBe('1,000 cells not saved.');
  expect(keptOf(refusedCells(1_001, 'soon'))).toHaveLength(1_000);
  expect(notSavedWords(90_390, all)).toBe(
    '90,390 cells not saved. What was typed is kept for the first 1,000 only.',
  );
  expect(notSavedWords(1, refusedCells(1, 'soon'))).toBe('1 cell not saved.');
});

it('keeps as many of the first as there is room for, and says so', () => {
  const long = refusedCells(60, 'x'.repeat(20_000 - 'A date.'.length));
  expect(keptOf(long)).toHaveLength(50);
  expect(notSavedWords(60, long)).toBe('60 cells not saved. What was typed is kept for the first 50 only.');
});
