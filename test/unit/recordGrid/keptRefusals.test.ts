import { expect, it } from 'vitest';
import { mostRefusedKept } from '../../../preload/contract/refusedCells.ts';
import { CellOverlay } from '../../../renderer/components/recordGrid/cellOverlay.ts';
import { keptOf, lostTo, notSavedWords } from '../../../renderer/components/recordGrid/keptRefusals.ts';
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

it('loses the cells of new records that the engine has no more, and of no others', () => {
  const overlay = new CellOverlay();
  const refused = ['local:a', 'local:b', 'c'].flatMap((id) =>
    ['naic', 'name'].map((field) => ({
      id,
      record: id,
      field,
      fieldLabel: field,
      found: 'x'.repeat(60),
      expected: 'Less.',
    })),
  );
  overlay.answered([], { refused, refusedCount: refused.length }, () => true);
  let told = 0;
  overlay.onRefused(() => {
    told += 1;
  });
  const kept = keptOf(overlay.refused()).filter(({ recordId }) => recordId === 'local:a');
  expect(overlay.forgetLost(lostTo('carrier', kept))).toBe(true);
  expect(overlay.refused().map(({ recordId }) => recordId)).toEqual(['local:a', 'local:a', 'c', 'c']);
  expect(overlay.get('local:b', 'naic')).toBeUndefined();
  expect(overlay.forgetLost(lostTo('carrier', kept))).toBe(false);
  // What is kept of it in the file stays there, for whoever brings the record back.
  expect(told).toBe(0);
});

it('never loses what stands beside a sealed field of a new record', () => {
  const [cell] = refusedCells(1, '').map((one) => ({ ...one, recordId: 'local:p', field: 'ssnLast4' }));
  expect(cell === undefined || lostTo('producer', [])(cell)).toBe(false);
});

it('keeps as many of the first as there is room for, and says so', () => {
  const long = refusedCells(60, 'x'.repeat(20_000 - 'A date.'.length));
  expect(keptOf(long)).toHaveLength(50);
  expect(notSavedWords(60, long)).toBe('60 cells not saved. What was typed is kept for the first 50 only.');
});
