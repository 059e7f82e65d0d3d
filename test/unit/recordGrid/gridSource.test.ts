import { expect, test } from 'vitest';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { engineCalls } from '../../../preload/contract/engine.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { GridSource } from '../../../renderer/components/recordGrid/gridSource.ts';

const asking = (search: string): ViewRequest => ({
  collection: 'contractAssignment',
  columns: ['npn'],
  sort: [],
  filters: [],
  search,
});

/** Answers what is asked of an open view at once, and opens a view when the test says so. */
function engineInHand(): {
  readonly engine: EngineClient;
  /** The words of the views that were asked for, in order. */
  readonly searches: string[];
  readonly closed: unknown[];
  readonly open: (length: number) => Promise<void>;
} {
  const searches: string[] = [];
  const closed: unknown[] = [];
  const waiting: ((result: Result<unknown>) => void)[] = [];
  const engine: EngineClient = {
    on: () => () => undefined,
    call: (name, request) =>
      new Promise((resolve) => {
        const answer = (result: Result<unknown>): void => Reflect.apply(resolve, null, [result]);
        if (name === 'view.open') {
          searches.push(engineCalls['view.open'].request.parse(request).search);
          waiting.push(answer);
        } else if (name === 'view.read') answer(ok({ from: 0, rows: [] }));
        else {
          closed.push(request);
          answer(ok(null));
        }
      }),
  };
  return {
    engine,
    searches,
    closed,
    async open(length) {
      waiting.shift()?.(ok({ viewId: `view of ${length}`, length, total: 9 }));
      // Everything that follows from the answer happens without waiting for anything else.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
  };
}

test('of the words that are typed while a list is opened only the last are asked for', async () => {
  const { engine, searches, closed, open } = engineInHand();
  const source = new GridSource(engine);
  source.start(() => undefined);
  for (const word of ['s', 'sm', 'smi', 'smit']) source.setRequest(asking(word));
  expect(searches).toEqual(['s']);
  await open(5);
  expect(searches).toEqual(['s', 'smit']);
  expect(closed).toEqual([{ viewId: 'view of 5' }]);
  expect(source.snapshot).toMatchObject({ phase: 'opening', length: 0 });
  await open(2);
  expect(source.snapshot).toMatchObject({ phase: 'ready', viewId: 'view of 2', length: 2, reopening: false });
  source.setRequest(asking('smith'));
  expect(searches).toEqual(['s', 'smit', 'smith']);
});

test('a list that is left while it is opened is closed, and opened again when it is needed again', async () => {
  const { engine, searches, closed, open } = engineInHand();
  const source = new GridSource(engine);
  const leave = source.start(() => undefined);
  source.setRequest(asking('left'));
  leave();
  const leaveAgain = source.start(() => undefined);
  source.setRequest(asking('back'));
  expect(searches).toEqual(['left']);
  await open(5);
  expect(closed).toEqual([{ viewId: 'view of 5' }]);
  expect(searches).toEqual(['left', 'back']);
  await open(3);
  expect(source.snapshot).toMatchObject({ phase: 'ready', length: 3 });
  leaveAgain();
});
