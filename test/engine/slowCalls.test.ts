import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createAuditReader } from '../../main/engine/audit/reader.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { createReceiptFile } from '../../main/engine/outbox/receiptCsv.ts';
import { servePage } from '../../main/engine/pages.ts';
import { systemClock } from '../../main/engine/system.ts';
import { atOnce } from '../../main/engine/slices.ts';
import type { Store } from '../../main/engine/store/api.ts';
import type { EngineMessage } from '../../preload/contract.ts';
import { openTestStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';
import { openOfflineEngine } from './support/offlineEngine.ts';

/** Many times what one turn reads. */
const entries = 2_000;

let one: TestStore;
let engine: Engine | null = null;

function note(store: Store, count: number): void {
  store.transaction('gesture', () => {
    for (let number = 0; number < count; number += 1)
      store.audit.append({
        at: 1,
        actor: 'dreyes',
        environment: 'practice',
        event: 'configured',
        operationId: null,
        batchId: null,
        detail: { words: `entry ${number}` },
      });
  });
}

/** A gesture over many records that this computer no longer has. */
function fill(store: Store, count: number): void {
  store.transaction('gesture', () => {
    store.operations.addBatch({
      id: 'b',
      label: 'Fill',
      actor: 'dreyes',
      environment: 'practice',
      createdAt: 1,
      superseded: [],
    });
    store.operations.add(
      Array.from({ length: count }, (_, number) => ({
        id: `o${number}`,
        batchId: 'b',
        collection: 'contractAssignment',
        targetId: `a${number}`,
        changes: { writingNumber: { base: null, value: `W-${number}` } },
        state: 'held',
        stagedAt: 1,
      })),
    );
  });
}

beforeEach(() => {
  one = openTestStore();
  note(one.store, entries);
  fill(one.store, entries);
});
afterEach(async () => {
  await engine?.close();
  engine = null;
  one.reopen();
  one.dispose();
});

function start(): Engine {
  one.store.close();
  engine = openOfflineEngine(one.file, one.key);
  return engine;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.each([
  ['audit.verify', {}],
  ['audit.csv', {}],
  ['receipt.csv', { batchId: 'b', rows: 'all' }],
  ['outbox.plan', {}],
  ['outbox.requests', { operationIds: Array.from({ length: entries }, (_, number) => `o${number}`) }],
  ['transfer.export', { passphrase: 'long enough to do' }],
] as const)('%s', (name, request) => {
  it('lets other calls have their turn while it reads', async () => {
    const answered: number[] = [];
    let call: (data: unknown) => void = () => undefined;
    const done = Promise.withResolvers<EngineMessage>();
    servePage(
      start(),
      {
        onMessage(listener) {
          call = listener;
        },
        onClose: () => undefined,
        post(message) {
          if (message.type !== 'answer') return;
          answered.push(message.id);
          if (message.id === 1) done.resolve(message);
        },
      },
      { write: () => undefined },
    );
    call({ type: 'call', id: 1, name, request });
    await turn();
    call({ type: 'call', id: 2, name: 'status.read', request: {} });
    expect(answered).toEqual([2]);
    expect(await done.promise).toMatchObject({ result: { ok: true } });
    expect(answered).toEqual([2, 1]);
  });

  it('is answered when the engine ends before it is through', async () => {
    const running = start();
    const answer = running.call(name, request);
    await turn();
    await running.close();
    engine = null;
    expect(await answer).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
  });
});

describe('entries that are added between two slices', () => {
  it('are verified too', () => {
    const verifying = one.store.audit.verifying();
    expect(verifying.next().done).toBe(false);
    note(one.store, 3);
    expect(atOnce(verifying)).toEqual({ entries: entries + 3, brokenAt: null });
  });

  it('neither repeat nor push out a line of the file', () => {
    const csv = createAuditReader(one.store).csv();
    expect(csv.next().done).toBe(false);
    note(one.store, 700);
    const lines = atOnce(csv).trimEnd().split('\r\n').slice(1);
    const numbers = lines.map((line) => Number(line.split(',')[0]));
    expect(numbers).toEqual(Array.from({ length: entries }, (_, index) => entries - index));
  });
});

test('a file of unsent changes holds those of one moment, whatever is discarded while they are read', async () => {
  const running = start();
  const exporting = running.call('transfer.export', { passphrase: 'long enough to do' });
  await turn();
  expect(running.call('outbox.discard', { operationIds: ['o0'] })).toMatchObject({
    ok: true,
    value: { dropped: 1 },
  });
  expect(await exporting).toMatchObject({ ok: true, value: { operations: entries - 1 } });
});

test('the file of a receipt has every line once, in the order of the gesture', () => {
  const file = createReceiptFile({ store: one.store, clock: systemClock }).receiptCsv('b', 'all');
  if (!file.ok) throw new Error(file.error.message);
  const lines = atOnce(file.value).text.trimEnd().split('\r\n').slice(1);
  expect(lines.map((line) => line.split(',')[0])).toEqual(
    Array.from({ length: entries }, (_, number) => `a${number}`),
  );
});
