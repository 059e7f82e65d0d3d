import { afterEach, expect, test, vi } from 'vitest';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { engineCalls } from '../../../preload/contract/engine.ts';
import type { EngineEvent, GridRow, ViewRequest } from '../../../preload/contract/engine.ts';
import { GridSource } from '../../../renderer/components/recordGrid/gridSource.ts';
import type { ArrivedRows } from '../../../renderer/components/recordGrid/gridSource.ts';

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
  /** What was read of open views. */
  readonly reads: unknown[];
  readonly open: (length: number, first?: readonly GridRow[]) => Promise<void>;
  readonly tell: (event: EngineEvent) => void;
} {
  const searches: string[] = [];
  const closed: unknown[] = [];
  const reads: unknown[] = [];
  const listeners: ((event: EngineEvent) => void)[] = [];
  const waiting: ((result: Result<unknown>) => void)[] = [];
  const engine: EngineClient = {
    on(listener) {
      listeners.push(listener);
      return () => undefined;
    },
    call: (name, request) =>
      new Promise((resolve) => {
        const answer = (result: Result<unknown>): void => Reflect.apply(resolve, null, [result]);
        if (name === 'view.open') {
          searches.push(engineCalls['view.open'].request.parse(request).search);
          waiting.push(answer);
        } else if (name === 'view.read') {
          reads.push(request);
          answer(ok({ from: 0, rows: [] }));
        } else {
          closed.push(request);
          answer(ok(null));
        }
      }),
  };
  return {
    engine,
    searches,
    closed,
    reads,
    tell: (event) => listeners.forEach((listener) => listener(event)),
    async open(length, rows) {
      const first = rows === undefined ? null : { from: 0, rows };
      waiting.shift()?.(ok({ viewId: `view of ${length}`, length, total: 9, first }));
      // Everything that follows from the answer happens without waiting for anything else.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
  };
}

afterEach(() => vi.useRealTimers());

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
  expect(source.snapshot).toMatchObject({ phase: 'ready', viewId: 'view of 2', length: 2 });
  expect(source.reopening).toBe(false);
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

test('the rows that come with a list are there when it is told of, and are not asked for again', async () => {
  const { engine, reads, open } = engineInHand();
  const source = new GridSource(engine);
  const arrived: ArrivedRows[] = [];
  source.start((rows) => arrived.push(rows));
  const told: (string | undefined)[] = [];
  source.subscribe(() => {
    if (source.snapshot.phase === 'ready') told.push(source.row(0)?.id);
  });
  source.setRequest(asking('with rows'));
  const row = { rowid: 7, id: 'seven', cells: ['7'], marks: [0], state: 0, gone: false };
  await open(1, [row]);
  expect(told).toEqual(['seven']);
  expect(arrived).toEqual([{ from: 0, rows: [row], fresh: true, withView: true, onScreen: true }]);
  expect(reads).toEqual([]);
});

test('while a newer order is worked out the list is told to be, and shows what it showed', async () => {
  const { engine, open } = engineInHand();
  const source = new GridSource(engine);
  source.start(() => undefined);
  source.setRequest(asking('one'));
  await open(4);
  const { snapshot } = source;
  const told: boolean[] = [];
  source.subscribe(() => told.push(source.reopening));
  source.setRequest(asking('two'));
  expect(told).toEqual([true]);
  // The very same, so that nothing that shows it is drawn for each key.
  expect(source.snapshot).toBe(snapshot);
  await open(3);
  expect(source.reopening).toBe(false);
  expect(source.snapshot.viewId).toBe('view of 3');
});

/** A list that grows while nobody works in it, and is being opened again because of that. */
async function growing(): Promise<{ readonly source: GridSource } & ReturnType<typeof engineInHand>> {
  vi.useFakeTimers();
  const hand = engineInHand();
  const source = new GridSource(hand.engine);
  source.start(() => undefined);
  source.setRequest(asking('one'));
  await hand.open(4);
  hand.tell({ event: 'membership', collection: 'contractAssignment' });
  vi.runAllTimers();
  expect(hand.searches).toEqual(['one', 'one']);
  return { ...hand, source };
}

test('what is selected while a list is opened again by itself stays selected: the list stays, and says that it changed', async () => {
  const { source, closed, open } = await growing();
  source.setInUse(true);
  await open(5);
  expect(source.snapshot).toMatchObject({ viewId: 'view of 4', length: 4, changed: true });
  expect(closed).toEqual([{ viewId: 'view of 5' }]);
  expect(source.reopening).toBe(false);
  source.refresh();
  await open(6);
  expect(source.snapshot).toMatchObject({ viewId: 'view of 6', changed: false });
});

test('another question is answered, whatever was being opened when it was asked', async () => {
  const { source, searches, open } = await growing();
  source.setInUse(true);
  source.setRequest(asking('two'));
  await open(5);
  expect(searches).toEqual(['one', 'one', 'two']);
  await open(2);
  expect(source.snapshot).toMatchObject({ viewId: 'view of 2', length: 2, changed: false });
});

test('a list that grew while another question was being answered shows its answer', async () => {
  vi.useFakeTimers();
  const { engine, searches, open, tell } = engineInHand();
  const source = new GridSource(engine);
  source.start(() => undefined);
  source.setRequest(asking('one'));
  await open(4);
  source.setRequest(asking('two'));
  tell({ event: 'membership', collection: 'contractAssignment' });
  vi.runAllTimers();
  source.setInUse(true);
  await open(5);
  expect(searches).toEqual(['one', 'two', 'two']);
  await open(3);
  expect(source.snapshot).toMatchObject({ viewId: 'view of 3', changed: false });
});
