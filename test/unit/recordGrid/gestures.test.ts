import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { clearCells, editCell, pasteText } from '../../../renderer/components/recordGrid/gestures.ts';
import {
  fillDown,
  fillOut,
  fillRight,
  fillToEnd,
} from '../../../renderer/components/recordGrid/fillGestures.ts';
import { replaceInCell } from '../../../renderer/components/recordGrid/replaceInCell.ts';
import { nothing, rows, sheet } from './gestureSheet.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const column = { column: 1, row: 0, width: 1, height: rows };

test('a fill over every row is one small question, however many rows it reaches', async () => {
  const { context, gestures, textAt } = await sheet();
  const filling = fillDown(context, column);
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures).toMatchObject([
    {
      name: 'edit.fill',
      request: {
        pattern: { fromRow: 0, rows: 1 },
        fromRow: 1,
        rows: rows - 1,
        columns: [{ field: 'userDefined1', from: 'userDefined1' }],
      },
    },
  ]);
  expect(textAt(5, 'userDefined1')).toBe('userDefined1 0');
  gestures[0]?.answer(ok({ ...nothing, staged: rows - 1 }));
  await filling;
});

test('a pattern of several rows is repeated to either side, and shown at once as it will be', async () => {
  const { context, gestures, textAt } = await sheet();
  const pattern = { column: 1, row: 10, width: 1, height: 3 };
  const down = fillOut(context, pattern, { ...pattern, height: 8 });
  const up = fillOut(context, pattern, { ...pattern, row: 5, height: 8 });
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures).toMatchObject([
    { request: { pattern: { fromRow: 10, rows: 3 }, fromRow: 13, rows: 5 } },
    { request: { pattern: { fromRow: 10, rows: 3 }, fromRow: 5, rows: 5 } },
  ]);
  expect([13, 14, 15, 16, 17].map((row) => textAt(row, 'userDefined1'))).toEqual(
    [10, 11, 12, 10, 11].map((row) => `userDefined1 ${row}`),
  );
  expect([9, 8, 7, 6, 5].map((row) => textAt(row, 'userDefined1'))).toEqual(
    [12, 11, 10, 12, 11].map((row) => `userDefined1 ${row}`),
  );
  for (const { answer } of gestures) answer(ok(nothing));
  await Promise.all([down, up]);
});

test('filling to the right takes each row from itself, and leaves out what cannot be changed', async () => {
  const { context, gestures, textAt, said } = await sheet();
  const filling = fillRight(context, { column: 0, row: 2, width: 3, height: 4 });
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures).toMatchObject([
    {
      name: 'edit.fill',
      request: {
        pattern: { fromRow: 2, rows: 4 },
        fromRow: 2,
        rows: 4,
        columns: [
          { field: 'userDefined1', from: 'npn' },
          { field: 'writingNumber', from: 'npn' },
        ],
      },
    },
  ]);
  expect(textAt(4, 'writingNumber')).toBe('npn 4');
  gestures[0]?.answer(ok(nothing));
  await filling;
  await fillRight(context, { column: 0, row: 2, width: 1, height: 1 });
  expect(said.at(-1)).toBe('There is no column at the left to fill from.');
});

test('a text is replaced in one cell as a step of its own, which names itself', async () => {
  const { context, gestures, textAt } = await sheet();
  const how = { find: 'DEFINED1', replacement: 'x', matchCase: false };
  const replacing = replaceInCell(context, [1, 7], how);
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures).toMatchObject([
    {
      name: 'edit.stage',
      request: {
        label: 'Replace “DEFINED1” in User defined 1',
        edits: [{ row: { id: 'id 7' }, field: 'userDefined1', input: { typed: 'userx 7' } }],
      },
    },
  ]);
  expect(textAt(7, 'userDefined1')).toBe('userx 7');
  gestures[0]?.answer(ok({ ...nothing, staged: 1 }));
  expect(await replacing).toBe(true);
});

test('nothing is replaced where the cell does not hold the text, or only in part, or cannot be changed', async () => {
  const { context, gestures } = await sheet();
  const how = { find: 'defined', replacement: 'x', matchCase: true };
  expect(await replaceInCell(context, [1, 7], { ...how, wholeCell: true })).toBe(false);
  expect(await replaceInCell(context, [2, 7], how)).toBe(false);
  expect(await replaceInCell(context, [0, 7], { ...how, find: 'npn' })).toBe(false);
  expect(await replaceInCell(context, [9, 7], how)).toBe(false);
  expect(gestures).toEqual([]);
});

test('a value that was refused where it stands fills no other cells', async () => {
  const { context, gestures, said } = await sheet();
  const typing = editCell(
    context,
    { recordId: 'id 0', field: 'userDefined1', title: 'User defined 1' },
    { typed: 'no' },
    'no',
  );
  await vi.advanceTimersByTimeAsync(0);
  const refused = {
    id: 'id 0',
    record: 'r',
    field: 'userDefined1',
    fieldLabel: 'User defined 1',
    found: 'no',
    expected: 'Something else.',
  };
  gestures[0]?.answer(ok({ ...nothing, refused: [refused], refusedCount: 1 }));
  await typing;
  await fillDown(context, column);
  expect(gestures).toHaveLength(1);
  expect(said.at(-1)).toMatch(/^“no” was refused where it stands/);
});

test('a double click on the handle fills to the end of the column beside', async () => {
  const { context, gestures } = await sheet();
  const filling = fillToEnd(context, { column: 1, row: rows - 1_500, width: 1, height: 2 });
  await vi.waitFor(() => expect(gestures).toHaveLength(1));
  expect(gestures).toMatchObject([{ request: { fromRow: rows - 1_498, rows: 1_498 } }]);
  gestures[0]?.answer(ok(nothing));
  expect(await filling).toEqual({ column: 1, row: rows - 1_500, width: 1, height: 1_500 });
});

test('clearing rows chosen here and there names stretches, not cells', async () => {
  const { context, gestures } = await sheet();
  const clearing = clearCells(context, [
    { column: 0, row: 0, width: 3, height: 60_000 },
    { column: 0, row: 70_000, width: 3, height: 10 },
  ]);
  await vi.advanceTimersByTimeAsync(0);
  const columns = ['userDefined1', 'writingNumber'];
  expect(gestures).toMatchObject([
    {
      name: 'edit.clear',
      request: {
        areas: [
          { fromRow: 0, rows: 60_000, columns },
          { fromRow: 70_000, rows: 10, columns },
        ],
      },
    },
  ]);
  gestures[0]?.answer(ok(nothing));
  await clearing;
});

test('a large paste travels as its text and is shown only where somebody looks', async () => {
  const { context, gestures, asked, textAt } = await sheet();
  const text = Array.from({ length: 50_000 }, (_, row) => `a${row}\tb${row}`).join('\n');
  const laid: unknown[] = [];
  const pasting = pasteText(context, { column: 1, row: 0, width: 1, height: 1 }, text, (area) =>
    laid.push(area),
  );
  await asked;
  // Before anything is saved.
  expect(laid).toEqual([{ column: 1, row: 0, width: 2, height: 50_000 }]);
  expect(gestures).toMatchObject([{ name: 'edit.paste', request: { cells: text, across: 1, down: 1 } }]);
  expect(textAt(10, 'writingNumber')).toBe('b10');
  gestures[0]?.answer(ok(nothing));
  await pasting;
});

test('a paste covers no more than the list has, and nothing when it is refused', async () => {
  const { context, gestures, asked } = await sheet();
  const laid: unknown[] = [];
  const pasting = pasteText(
    context,
    { column: 2, row: rows - 2, width: 1, height: 1 },
    'a\tb\nc\td\ne\tf',
    (area) => laid.push(area),
  );
  await asked;
  expect(laid).toEqual([{ column: 2, row: rows - 2, width: 1, height: 2 }]);
  gestures[0]?.answer(ok(nothing));
  await pasting;
  await pasteText(context, { column: 0, row: 0, width: 1, height: 1 }, '', (area) => laid.push(area));
  expect(laid).toHaveLength(1);
});

test('a gesture that is not answered soon says that it is being saved, and nothing more', async () => {
  const { context, gestures, said } = await sheet();
  const filling = fillDown(context, column);
  await vi.advanceTimersByTimeAsync(299);
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['Saving 99,999 changes…']);
  gestures[0]?.answer(ok({ ...nothing, staged: rows - 1 }));
  await filling;
  expect(said).toEqual(['Saving 99,999 changes…', '(gone)', '99999 saved at last']);
});

test('a gesture that is answered at once says nothing but what came of it', async () => {
  const { context, gestures, said } = await sheet();
  const filling = fillDown(context, column);
  await vi.advanceTimersByTimeAsync(100);
  gestures[0]?.answer(ok({ ...nothing, staged: 1 }));
  await filling;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual(['1 saved']);
});

test('what is typed while a gesture is being saved is kept, shown and staged after it', async () => {
  const { context, gestures, said, textAt } = await sheet();
  const filling = fillDown(context, column);
  await vi.advanceTimersByTimeAsync(400);
  const cell = { recordId: 'id 3', field: 'writingNumber', title: 'Writing number' };
  const typing = editCell(context, cell, { typed: 'W-9' }, 'W-9');
  await vi.advanceTimersByTimeAsync(0);
  expect(gestures.map(({ name }) => name)).toEqual(['edit.fill', 'edit.stage']);
  expect(textAt(3, 'writingNumber')).toBe('W-9');
  expect(textAt(3, 'userDefined1')).toBe('userDefined1 0');
  expect(said.at(-1)).toBe('Saving 100,000 changes…');
  gestures[0]?.answer(ok({ ...nothing, staged: rows - 1 }));
  await filling;
  expect(textAt(3, 'writingNumber')).toBe('W-9');
  gestures[1]?.answer(ok({ ...nothing, staged: 1 }));
  await typing;
  expect(said.slice(-2)).toEqual(['(gone)', '1 saved at last']);
});

test('a gesture that failed leaves no word of saving behind', async () => {
  const { context, gestures, said, textAt } = await sheet();
  const filling = fillDown(context, column);
  await vi.advanceTimersByTimeAsync(400);
  gestures[0]?.answer({ ok: false, error: { code: 'disk-full', message: 'The disk is full.' } });
  await filling;
  expect(said).toEqual(['Saving 99,999 changes…', '(gone)', 'disk-full']);
  expect(textAt(5, 'userDefined1')).toBe('userDefined1 5');
});
