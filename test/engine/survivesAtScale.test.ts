import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { IncomingRecord } from '../../main/engine/store/api.ts';
import type { Engine } from '../../main/engine/engine.ts';
import type { ViewRequest } from '../../preload/contract/engine.ts';
import { openOfflineEngine } from './support/offlineEngine.ts';
import { openTestStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

const rows = 100_000;
const every = 10;
const staged = rows / every;
const perPage = 2_500;
const perRead = 500;

let one: TestStore | null = null;
let engine: Engine | null = null;
afterEach(async () => {
  await engine?.close();
  engine = null;
  one?.dispose();
  one = null;
});

const idOf = (row: number): string => `a${String(row).padStart(6, '0')}`;
/** What is staged on a row: unlike its neighbours', so that a value on another row shows. */
const textOf = (row: number): string => `STAGED-${String((row * 7_919) % rows).padStart(6, '0')}`;

/** One pass over all assignments, in which others may have changed a field that nobody edits here. */
function sync(of: TestStore, pass: number, note: string): void {
  for (let from = 0; from < rows; from += perPage) {
    const records = Array.from({ length: perPage }, (_, index): IncomingRecord => {
      const id = idOf(from + index);
      const npn = String(10_000_000 + (((from + index) * 31) % rows));
      const values = { npn, writingNumber: `W${from + index}`, userDefined2: note };
      return { id, values, server: { id, ...values } };
    });
    of.store.transaction('mirror', () =>
      of.store.mirror.applyPage('contractAssignment', records, { pass, now: pass }),
    );
  }
}

const opened = z.object({ ok: z.literal(true), value: z.object({ viewId: z.string(), length: z.number() }) });
const read = z.object({
  ok: z.literal(true),
  value: z.object({ rows: z.array(z.object({ id: z.string(), cells: z.array(z.string()) })) }),
});

/** The cells of a list as pages bring them, by record; every page is asked for. */
async function cellsOf(
  of: Engine,
  change: Partial<ViewRequest>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const request: ViewRequest = {
    collection: 'contractAssignment',
    columns: ['writingNumber', 'userDefined1', 'userDefined2'],
    sort: [],
    filters: [],
    search: '',
    ...change,
  };
  const { viewId, length } = opened.parse(await of.call('view.open', request)).value;
  const found = new Map<string, readonly string[]>();
  for (let from = 0; from < length; from += perRead) {
    const to = Math.min(length, from + perRead);
    for (const { id, cells } of read.parse(of.call('view.read', { viewId, from, to })).value.rows)
      found.set(id, cells);
  }
  expect(of.call('view.close', { viewId })).toMatchObject({ ok: true });
  return found;
}

/** Every tenth row says what was staged on it, and no other does, however the list is asked for. */
async function expectAllThere(of: Engine, note: string): Promise<void> {
  expect(of.unsent()).toBe(staged);
  const unsent = [{ test: 'has-unsent-change' } as const];
  const wanted = new Map<string, readonly string[]>();
  for (let row = 0; row < rows; row += every) wanted.set(idOf(row), [`W${row}`, textOf(row), note]);
  for (const change of [
    { filters: unsent },
    { filters: unsent, sort: [{ field: 'userDefined1', direction: 'descending' } as const] },
    { filters: [{ field: 'userDefined1', test: 'begins', text: 'STAGED-' } as const] },
    { search: 'STAGED-' },
  ])
    expect(await cellsOf(of, change)).toEqual(wanted);
  const sorted = await cellsOf(of, {
    sort: [{ field: 'npn', direction: 'ascending' }],
    filters: [{ field: 'userDefined1', test: 'empty' }],
  });
  expect(sorted.size).toBe(rows - staged);
}

it('every tenth of 100,000 rows keeps what was staged on it over sorting, filters, a pass of a sync and a restart', async () => {
  one = openTestStore();
  sync(one, 1, 'as it was');
  one.store.close();
  let current = (engine = openOfflineEngine(one.file, one.key));
  for (let from = 0; from < rows; from += every * 1_000) {
    const edits = Array.from({ length: 1_000 }, (_, index) => ({
      row: { id: idOf(from + index * every) },
      field: 'userDefined1',
      input: { typed: textOf(from + index * every) },
    }));
    const label = `Paste ${from}`;
    expect(current.call('edit.stage', { collection: 'contractAssignment', label, edits })).toMatchObject({
      ok: true,
      value: { staged: 1_000, refusedCount: 0 },
    });
  }
  await expectAllThere(current, 'as it was');
  await current.close();

  one.reopen();
  sync(one, 2, 'changed by others');
  one.store.close();
  current = engine = openOfflineEngine(one.file, one.key);
  await expectAllThere(current, 'changed by others');
  // The last gesture can still be taken back, and only that.
  expect(current.call('edit.undo', {})).toMatchObject({ ok: true });
  expect(current.unsent()).toBe(staged - 1_000);
});
