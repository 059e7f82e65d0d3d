import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { ColumnSum } from '../../../domain/view.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { EngineEvent } from '../../../preload/contract/engine.ts';
import { watchSums } from '../../../renderer/components/gridView/watchSums.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

const sumOf = (field: string, distinct: number): ColumnSum => ({
  field,
  rows: 3,
  filled: 3,
  distinct,
  numbers: null,
  most: [],
});

function watched(rows = 3) {
  const asked: { readonly answer: (result: Result<unknown>) => void }[] = [];
  const told: (readonly ColumnSum[])[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  const engine: EngineClient = {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: () =>
      new Promise((resolve) => {
        asked.push({ answer: (result) => Reflect.apply(resolve, null, [result]) });
      }),
  };
  const stop = watchSums(
    engine,
    {
      collection: 'contractAssignment',
      viewId: 'v',
      ranges: [[0, rows]],
      fields: ['userDefined1', 'status'],
    },
    (sums) => told.push(sums),
  );
  const change = (collection: 'contractAssignment' | 'producer' = 'contractAssignment'): void => {
    for (const listener of listeners) listener({ event: 'rows', collection, rowids: [1] });
  };
  const answerBoth = async (from: number, distinct: number): Promise<void> => {
    asked[from]?.answer(ok(sumOf('userDefined1', distinct)));
    await vi.advanceTimersByTimeAsync(0);
    asked[from + 1]?.answer(ok(sumOf('status', distinct)));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { asked, told, listeners, stop, change, answerBoth };
}

test('what is selected is told column by column, and anew as a whole after its rows were changed', async () => {
  const { asked, told, change, answerBoth } = watched();
  await vi.advanceTimersByTimeAsync(1_000);
  await answerBoth(0, 3);
  expect(told.map((sums) => sums.length)).toEqual([1, 2]);
  change('producer');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(2);
  change();
  await vi.advanceTimersByTimeAsync(1_000);
  await answerBoth(2, 1);
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toEqual([sumOf('userDefined1', 1), sumOf('status', 1)]);
});

test('it is asked for once at a time, however often rows change meanwhile', async () => {
  const { asked, told, change, answerBoth } = watched();
  await vi.advanceTimersByTimeAsync(1_000);
  for (let times = 0; times < 5; times += 1) change();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(1);
  await answerBoth(0, 3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(3);
  await answerBoth(2, 2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(4);
  expect(told.at(-1)?.[0]?.distinct).toBe(2);
});

test('more rows than a gesture reaches are summed once, and nothing is asked or told after the end', async () => {
  const many = watched(100_001);
  await vi.advanceTimersByTimeAsync(1_000);
  await many.answerBoth(0, 9);
  many.change();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(many.asked).toHaveLength(2);

  const few = watched();
  await vi.advanceTimersByTimeAsync(1_000);
  few.stop();
  await few.answerBoth(0, 3);
  expect(few.told).toEqual([]);
  expect(few.listeners.size).toBe(0);
});
