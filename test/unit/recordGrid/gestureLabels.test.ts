import { describe, expect, it } from 'vitest';
import {
  clearLabel,
  editLabel,
  fillLabel,
  outcomeWords,
  pasteLabel,
} from '../../../renderer/components/recordGrid/gestureLabels.ts';

describe('names of gestures', () => {
  it('says what was done to which columns', () => {
    expect(editLabel('Status', 'Approved')).toBe('Set Status to Approved');
    expect(editLabel('Writing number', '')).toBe('Clear Writing number');
    expect(pasteLabel(50, 1, ['Status'])).toBe('Paste 50 × 1 into Status');
    expect(pasteLabel(1_200, 3, ['Status', 'Start', 'End'])).toBe('Paste 1,200 × 3 into Status to End');
    expect(fillLabel(1, ['Status'], 'down')).toBe('Fill Status down over 1 row');
    expect(fillLabel(12, ['Start', 'End'], 'across')).toBe('Fill Start to End across in 12 rows');
    expect(clearLabel(1, ['End'])).toBe('Clear End');
    expect(clearLabel(12, ['Start', 'End'])).toBe('Clear 12 cells in Start to End');
  });

  it('never exceeds what the contract takes', () => {
    const label = editLabel('User defined 1', 'x'.repeat(5_000));
    expect(label).toHaveLength(200);
    expect(label.endsWith('…')).toBe(true);
  });
});

describe('words for what a gesture did', () => {
  it('counts and says where the change is', () => {
    expect(outcomeWords({ staged: 50, unchanged: 0, refusedCount: 2, leftOut: 0 })).toBe(
      '50 cells staged, 2 cells refused. Saved on this computer.',
    );
    expect(outcomeWords({ staged: 1, unchanged: 0, refusedCount: 0, leftOut: 0 })).toBe(
      '1 cell staged. Saved on this computer.',
    );
  });

  it('claims nothing was saved when nothing was', () => {
    expect(outcomeWords({ staged: 0, unchanged: 3, refusedCount: 1, leftOut: 0 })).toBe(
      '3 cells already had that value, 1 cell refused.',
    );
    expect(outcomeWords({ staged: 0, unchanged: 0, refusedCount: 0, leftOut: 0 })).toBe('Nothing changed.');
    expect(outcomeWords({ staged: 2, unchanged: 0, refusedCount: 0, leftOut: 3 })).toBe(
      '2 cells staged, 3 cells left out. Saved on this computer.',
    );
  });

  it('never says that anything was sent', () => {
    for (const staged of [0, 1, 5]) {
      expect(outcomeWords({ staged, unchanged: 1, refusedCount: 1, leftOut: 0 })).not.toMatch(/\bsent\b/i);
    }
  });
});
