import { describe, expect, it } from 'vitest';
import { CellOverlay } from '../../../renderer/components/recordGrid/cellOverlay.ts';

const refusal = {
  id: 'a',
  record: 'NPN 1 · Term Life',
  field: 'startDate',
  fieldLabel: 'Start',
  found: 'soon',
  expected: 'A date such as 2026-03-01.',
};
const nothing = { refused: [], refusedCount: 0 };
const one = { refused: [refusal], refusedCount: 1 };
const always = () => true;

describe('text on top of cells', () => {
  it('shows typed text at once and gives way to the store after the row is read', () => {
    const overlay = new CellOverlay();
    overlay.saving('a', 'status', 'Approved');
    overlay.wasRead('a');
    expect(overlay.get('a', 'status')?.text).toBe('Approved');
    overlay.answered([['a', 'status']], nothing, always);
    expect(overlay.get('a', 'status')?.state).toBe('settled');
    overlay.wasRead('a');
    expect(overlay.get('a', 'status')).toBeUndefined();
  });

  it('keeps refused text and its reason until it is dismissed or edited', () => {
    const overlay = new CellOverlay();
    overlay.saving('a', 'startDate', 'soon');
    overlay.answered([['a', 'startDate']], one, always);
    overlay.wasRead('a');
    expect(overlay.get('a', 'startDate')).toMatchObject({ text: 'soon', state: 'refused' });
    expect(overlay.refused()).toHaveLength(1);
    overlay.saving('a', 'startDate', '2026-03-01');
    expect(overlay.refused()).toEqual([]);
    overlay.answered([['a', 'startDate']], one, always);
    overlay.dismissAll();
    expect(overlay.get('a', 'startDate')).toBeUndefined();
    expect(overlay.refused()).toEqual([]);
  });

  it('counts what was refused beyond the cells that are named, as long as there are any', () => {
    const overlay = new CellOverlay();
    overlay.answered([], { refused: [refusal], refusedCount: 90_390 }, always);
    expect(overlay.refusedCount()).toBe(90_390);
    overlay.answered([], nothing, always);
    expect(overlay.refusedCount()).toBe(90_390);
    overlay.answered([], one, always);
    expect(overlay.refusedCount()).toBe(1);
    overlay.answered([], { refused: [refusal], refusedCount: 90_390 }, always);
    overlay.dismissAll();
    expect(overlay.refusedCount()).toBe(0);
  });

  it('counts what found no place among those that are not named', () => {
    const overlay = new CellOverlay();
    const past = { ...refusal, id: '' };
    overlay.answered([], { refused: [refusal, past], refusedCount: 4 }, always);
    expect(overlay.refusedCount()).toBe(4);
    overlay.answered([], { refused: [refusal, past], refusedCount: 2 }, always);
    expect(overlay.refusedCount()).toBe(2);
  });

  it('lists a refusal without covering a cell that nobody can type into', () => {
    const overlay = new CellOverlay();
    overlay.answered(
      [],
      { refused: [{ ...refusal, field: 'npn' }], refusedCount: 1 },
      (field) => field !== 'npn',
    );
    expect(overlay.get('a', 'npn')).toBeUndefined();
    expect(overlay.refused()).toHaveLength(1);
  });

  it('takes back what was refused before, but not over what was typed since', () => {
    const overlay = new CellOverlay();
    const before = { recordId: 'a', field: 'startDate', record: 'NPN 1', fieldLabel: 'Start' };
    overlay.saving('a', 'endDate', '2027-01-01');
    overlay.restore(
      [
        { ...before, text: 'soon', reason: 'A date.' },
        { ...before, field: 'endDate', text: 'later', reason: 'A date.' },
        { ...before, field: 'npn', text: '7', reason: 'Nothing.' },
      ],
      (field) => field !== 'npn',
    );
    expect(overlay.get('a', 'startDate')).toMatchObject({
      text: 'soon',
      state: 'refused',
      reason: 'A date.',
    });
    expect(overlay.get('a', 'endDate')).toMatchObject({ text: '2027-01-01', state: 'saving' });
    expect(overlay.get('a', 'npn')).toBeUndefined();
    expect(overlay.refused().map(({ field }) => field)).toEqual(['startDate', 'npn']);
  });

  it('tells whenever other cells are refused than before', () => {
    const overlay = new CellOverlay();
    let told = 0;
    overlay.onRefused(() => {
      told += 1;
    });
    overlay.saving('a', 'startDate', 'soon');
    overlay.answered([['a', 'startDate']], nothing, always);
    expect(told).toBe(0);
    overlay.answered([], one, always);
    expect(told).toBe(1);
    overlay.saving('a', 'startDate', '2026-03-01');
    expect(told).toBe(2);
    overlay.answered([], one, always);
    overlay.dismissAll();
    expect(told).toBe(4);
  });

  it('forgets edits that never reached the store', () => {
    const overlay = new CellOverlay();
    overlay.saving('a', 'status', 'Approved');
    overlay.abandoned([['a', 'status']]);
    expect(overlay.get('a', 'status')).toBeUndefined();
  });
});
