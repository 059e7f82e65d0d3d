import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../main/engine/engine.ts';
import { servePage } from '../../main/engine/pages.ts';
import type { EngineMessage } from '../../preload/contract.ts';
import { incoming } from './store/fixtures.ts';
import { openOfflineEngine } from './support/offlineEngine.ts';
import { openTestStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

/** More than one slice works out. */
const count = 3_000;
const collection = 'contractAssignment';

let one: TestStore;
let engine: Engine;
let viewId: string;
/** The calls in the order in which they were answered. */
let answered: number[];
let answers: Map<number, unknown>;
let send: (id: number, name: string, request: unknown) => void;

beforeEach(async () => {
  one = openTestStore();
  const records = Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(6, '0');
    return incoming(`a${number}`, { npn: number, userDefined2: 'as it was' });
  });
  one.store.mirror.applyPage(collection, records, { pass: 1, now: 1 });
  one.store.close();
  engine = openOfflineEngine(one.file, one.key);
  answered = [];
  answers = new Map();
  let heard: (data: unknown) => void = () => undefined;
  servePage(
    engine,
    {
      onMessage(listener) {
        heard = listener;
      },
      onClose: () => undefined,
      post(message: EngineMessage) {
        if (message.type !== 'answer') return;
        answered.push(message.id);
        answers.set(message.id, message.result);
      },
    },
    { write: () => undefined },
  );
  send = (id, name, request) => heard({ type: 'call', id, name, request });
  send(0, 'view.open', {
    collection,
    columns: ['npn', 'userDefined1', 'userDefined2'],
    sort: [{ field: 'npn', direction: 'ascending' }],
    filters: [],
    search: '',
  });
  await all([0]);
  viewId = String(valueIn(0)['viewId']);
  answered = [];
});
afterEach(async () => {
  await engine.close();
  one.reopen();
  one.dispose();
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits for the answers to these calls, however many turns they take. */
async function all(ids: readonly number[]): Promise<void> {
  while (!ids.every((id) => answers.has(id))) await turn();
}

function valueIn(id: number): Record<string, unknown> {
  const answer = answers.get(id);
  expect(answer).toMatchObject({ ok: true });
  const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : null;
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const paste = (typed: string, field = 'userDefined1') => ({
  viewId,
  fromRow: 0,
  columns: [field],
  cells: typed,
  down: count,
  label: `Paste ${typed}`,
});

const gestures = [
  ['edit.paste', () => paste('x')],
  [
    'edit.fill',
    () => ({
      viewId,
      pattern: { fromRow: 0, rows: 1 },
      fromRow: 1,
      rows: count - 1,
      columns: [{ field: 'userDefined1', from: 'npn' }],
      label: 'Fill',
    }),
  ],
  [
    'edit.clear',
    () => ({ viewId, areas: [{ fromRow: 0, rows: count, columns: ['userDefined2'] }], label: 'Clear' }),
  ],
  [
    'edit.stage',
    () => ({
      collection,
      label: 'Typing',
      edits: Array.from({ length: count }, (_, index) => ({
        row: { id: `a${String(index).padStart(6, '0')}` },
        field: 'userDefined1',
        input: { typed: `t${index}` },
      })),
    }),
  ],
] as const;

describe.each(gestures)('%s over many rows', (name, request) => {
  it('lets pages, records and the status be read while it is worked out', async () => {
    send(1, name, request());
    send(2, 'view.read', { viewId, from: 0, to: 50 });
    send(3, 'record.read', { collection, id: 'a000007' });
    send(4, 'status.read', {});
    expect(answered).toEqual([2, 3, 4]);
    await all([1]);
    expect(answered).toEqual([2, 3, 4, 1]);
    expect(engine.unsent()).toBe(name === 'edit.fill' ? count - 1 : count);
  });

  it('is done before whatever was asked for after it, in the order in which that was asked', async () => {
    send(1, name, request());
    send(2, 'edit.stage', {
      collection,
      label: 'Typed after it',
      edits: [{ row: { id: 'a000007' }, field: 'userDefined1', input: { typed: 'typed last' } }],
    });
    send(3, 'outbox.list', { offset: 0, limit: 1 });
    send(4, 'edit.undo', {});
    send(5, 'edit.undo', {});
    send(6, 'view.open', { collection, columns: ['npn'], sort: [], filters: [], search: '' });
    expect(answered).toEqual([]);
    await all([1, 2, 3, 4, 5, 6]);
    expect(answered).toEqual([1, 2, 3, 4, 5, 6]);
    expect(valueIn(4)).toEqual({ label: 'Typed after it' });
    expect(valueIn(5)).toEqual({ label: request().label });
    expect(engine.unsent()).toBe(0);
  });
});

it('what was typed after a large gesture stands above it', async () => {
  send(1, 'edit.paste', paste('from the block'));
  send(2, 'edit.stage', {
    collection,
    label: 'Typed',
    edits: [{ row: { viewId, position: 7 }, field: 'userDefined1', input: { typed: 'typed last' } }],
  });
  send(3, 'view.close', { viewId });
  await all([1, 2, 3]);
  expect(JSON.stringify(engine.call('record.read', { collection, id: 'a000007' }))).toContain('typed last');
  expect(JSON.stringify(engine.call('record.read', { collection, id: 'a000008' }))).toContain(
    'from the block',
  );
});

it('a fill repeats what the gesture before it made of the pattern', async () => {
  send(1, 'edit.paste', paste('pasted'));
  send(2, 'edit.fill', {
    viewId,
    pattern: { fromRow: 0, rows: 1 },
    fromRow: 0,
    rows: count,
    columns: [{ field: 'userDefined2', from: 'userDefined1' }],
    label: 'Fill',
  });
  await all([1, 2]);
  const read = engine.call('view.read', { viewId, from: count - 1, to: count });
  expect(read).toMatchObject({ ok: true, value: { rows: [{ cells: ['002999', 'pasted', 'pasted'] }] } });
});

describe('a gesture that is being worked out', () => {
  it('counts as unsent for whoever leaves', async () => {
    send(1, 'edit.paste', paste('x'));
    send(2, 'edit.paste', paste('y', 'userDefined2'));
    expect(answered).toEqual([]);
    expect(engine.unsent()).toBe(count);
    await all([1, 2]);
    expect(answered).toEqual([1, 2]);
  });

  it('is written before the engine ends, with what waits behind it', async () => {
    send(1, 'edit.paste', paste('x'));
    send(2, 'edit.paste', paste('y', 'userDefined2'));
    await engine.close();
    await all([1, 2]);
    expect(valueIn(2)).toMatchObject({ staged: count });
    engine = openOfflineEngine(one.file, one.key);
    expect(engine.unsent()).toBe(count);
  });
});
