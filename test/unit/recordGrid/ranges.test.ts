import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { copiedFrom, textAtHand } from '../../../renderer/components/recordGrid/copySelection.ts';
import { clearCells } from '../../../renderer/components/recordGrid/gestures.ts';
import {
  fillRanges,
  pasteIntoRanges,
  typeOver,
} from '../../../renderer/components/recordGrid/rangesGestures.ts';
import { nothing, sheet } from './gestureSheet.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const range = (column: number, row: number, width: number, height: number) => ({
  column,
  row,
  width,
  height,
});
const typed = (position: number, field: string, text: string) => ({
  row: { viewId: 'v', position },
  field,
  input: { typed: text },
});

test('one value is pasted into every range, and a block into each from its corner, as one step', async () => {
  const { context, gestures, textAt } = await sheet();
  const pasting = pasteIntoRanges(context, [range(1, 4, 1, 2), range(2, 0, 1, 1)], '007');
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures.map(({ name }) => name)).toEqual(['edit.stage']);
  expect(gestures[0]?.request).toMatchObject({
    edits: [
      typed(4, 'userDefined1', '007'),
      typed(5, 'userDefined1', '007'),
      typed(0, 'writingNumber', '007'),
    ],
    label: 'Paste into 3 cells of User defined 1 to Writing number',
  });
  expect([textAt(5, 'userDefined1'), textAt(0, 'writingNumber')]).toEqual(['007', '007']);
  gestures[0]?.answer(ok({ ...nothing, staged: 3 }));
  await pasting;

  const block = pasteIntoRanges(context, [range(1, 10, 1, 1), range(0, 20, 1, 1)], 'a\tb\nc');
  await vi.advanceTimersByTimeAsync(0);
  // What nobody may change is left as it is, and a ragged row leaves what it does not have.
  expect(gestures[1]?.request).toMatchObject({
    edits: [
      typed(10, 'userDefined1', 'a'),
      typed(10, 'writingNumber', 'b'),
      typed(11, 'userDefined1', 'c'),
      typed(20, 'userDefined1', 'b'),
    ],
  });
  gestures[1]?.answer(ok(nothing));
  await block;
});

test('each range is filled from its own first row or column, as one step; cells of two ranges once', async () => {
  const { context, gestures } = await sheet();
  const down = fillRanges(context, [range(1, 2, 1, 3), range(2, 9, 1, 1), range(1, 3, 1, 2)], 'down');
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures[0]?.request).toMatchObject({
    edits: [
      typed(3, 'userDefined1', 'userDefined1 2'),
      typed(4, 'userDefined1', 'userDefined1 3'),
      // A range of one row takes the row above it.
      typed(9, 'writingNumber', 'writingNumber 8'),
    ],
    label: 'Fill down 3 cells of User defined 1 to Writing number',
  });
  gestures[0]?.answer(ok(nothing));
  await down;

  const right = fillRanges(context, [range(1, 0, 2, 1), range(2, 7, 1, 2)], 'right');
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures[1]?.request).toMatchObject({
    edits: [
      typed(0, 'writingNumber', 'userDefined1 0'),
      typed(7, 'writingNumber', 'userDefined1 7'),
      typed(8, 'writingNumber', 'userDefined1 8'),
    ],
  });
  gestures[1]?.answer(ok(nothing));
  await right;
});

test('what Ctrl+Enter ends is put into every cell that can be changed, in one range and in several', async () => {
  const { context, gestures, textAt, said } = await sheet();
  const one = typeOver(context, [range(0, 3, 3, 2)], '1E5');
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures[0]).toMatchObject({
    name: 'edit.paste',
    request: {
      fromRow: 3,
      columns: ['userDefined1', 'writingNumber'],
      cells: [['1E5']],
      across: 2,
      down: 2,
      label: 'Set 4 cells of User defined 1 to Writing number',
    },
  });
  expect([textAt(4, 'writingNumber'), textAt(4, 'npn')]).toEqual(['1E5', 'npn 4']);
  gestures[0]?.answer(ok({ ...nothing, staged: 4 }));
  await one;

  const several = typeOver(context, [range(1, 9, 1, 1), range(2, 3, 1, 2)], '');
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures[1]?.request).toMatchObject({
    edits: [typed(9, 'userDefined1', ''), typed(3, 'writingNumber', ''), typed(4, 'writingNumber', '')],
  });
  gestures[1]?.answer(ok(nothing));
  await several;

  await typeOver(context, [range(1, 0, 1, 100_001)], 'x');
  expect(said.at(-1)).toContain('At most 100,000 rows can be changed at once');
  await typeOver(context, [], 'x');
  expect(gestures).toHaveLength(2);
});

test('what was refused where it stands fills no range, and too many cells are said', async () => {
  const { context, gestures, said } = await sheet();
  const refused = { id: 'id 2', field: 'userDefined1', found: 'x', expected: 'y' };
  const named = { record: 'NPN 2', fieldLabel: 'User defined 1', ...refused };
  context.overlay.answered([], { refused: [named], refusedCount: 1 }, () => true);
  await fillRanges(context, [range(2, 0, 1, 2), range(1, 2, 1, 3)], 'down');
  expect(said.at(-1)).toContain('“x” was refused where it stands');
  await pasteIntoRanges(context, [range(1, 0, 1, 20_000), range(2, 0, 1, 1)], 'z');
  expect(said.at(-1)).toContain('At most 20,000 cells in several ranges');
  await pasteIntoRanges(context, [range(1, 0, 1, 1), range(2, 0, 1, 1)], '');
  expect(said.at(-1)).toBe('The clipboard holds no text to paste.');
  expect(gestures).toEqual([]);
});

test('ranges that share their rows are copied side by side, those that share columns below each other', async () => {
  const { context } = await sheet();
  const places = context.columns.map(({ field }, place) => ({ field, place }));
  const copy = (...areas: readonly ReturnType<typeof range>[]): string | null => {
    const copied = copiedFrom(areas);
    return copied === null ? null : textAtHand(context.source, context.overlay, copied, places);
  };
  expect(copy(range(2, 1, 1, 2), range(0, 1, 1, 2))).toBe('npn 1\twritingNumber 1\r\nnpn 2\twritingNumber 2');
  expect(copy(range(1, 8, 1, 1), range(1, 0, 1, 2))).toBe(
    'userDefined1 0\r\nuserDefined1 1\r\nuserDefined1 8',
  );
  // A row or column of two ranges comes once.
  expect(copy(range(0, 1, 2, 1), range(1, 1, 2, 1))).toBe('npn 1\tuserDefined1 1\twritingNumber 1');
  expect(copy(range(0, 1, 2, 1), range(1, 2, 2, 1))).toBeNull();
  expect(copy()).toBeNull();
});

test('emptied ranges are named in the order of the columns, whichever was chosen first', async () => {
  const { context, gestures } = await sheet();
  const clearing = clearCells(context, [range(2, 0, 1, 2), range(1, 5, 1, 2)]);
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures[0]?.request).toMatchObject({ label: 'Clear 4 cells in User defined 1 to Writing number' });
  gestures[0]?.answer(ok(nothing));
  await clearing;
});
