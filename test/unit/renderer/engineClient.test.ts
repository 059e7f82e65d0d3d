import { afterEach, expect, test } from 'vitest';
import type { EngineMessage, EngineRequest } from '../../../preload/contract/bridge.ts';
import type { EngineEvent } from '../../../preload/contract/engine.ts';
import { createEngineClient } from '../../../renderer/state/engineClient.ts';

const opened: MessagePort[] = [];

/** An engine at the other end of a real channel, answering what the test says. */
function engineEnd(answer: (request: EngineRequest) => EngineMessage | null): {
  readonly port: MessagePort;
  readonly engine: MessagePort;
} {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  port2.addEventListener('message', (event: MessageEvent) => {
    const reply = answer(event.data);
    if (reply !== null) port2.postMessage(reply);
  });
  port2.start();
  return { port: port1, engine: port2 };
}

const silent = (): null => null;

afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

test('an answer reaches the call it belongs to', async () => {
  const client = createEngineClient();
  const { port } = engineEnd(({ id, name }) => ({
    type: 'answer',
    id,
    result: { ok: true, value: { label: name } },
  }));
  client.attach(port);
  const [undone, redone] = await Promise.all([client.call('edit.undo', {}), client.call('edit.redo', {})]);
  expect(undone).toEqual({ ok: true, value: { label: 'edit.undo' } });
  expect(redone).toEqual({ ok: true, value: { label: 'edit.redo' } });
});

test('calls under way are answered when the engine is taken away', async () => {
  const client = createEngineClient();
  client.attach(engineEnd(silent).port);
  const call = client.call('sync.start', {});
  // The request leaves after the port was found, one turn later.
  await Promise.resolve();
  await Promise.resolve();
  client.detach();
  expect(await call).toMatchObject({ ok: false, error: { code: 'engine-stopped', remedy: 'retry' } });
});

test('calls under way are answered when the other end closes', async () => {
  const client = createEngineClient();
  const { port, engine } = engineEnd(() => {
    engine.close();
    return null;
  });
  client.attach(port);
  expect(await client.call('sync.start', {})).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
});

test('a new port ends the calls of the old one and takes the next', async () => {
  const client = createEngineClient();
  client.attach(engineEnd(silent).port);
  const old = client.call('sync.start', {});
  await Promise.resolve();
  await Promise.resolve();
  client.attach(engineEnd(({ id }) => ({ type: 'answer', id, result: { ok: true, value: null } })).port);
  expect(await old).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
  expect(await client.call('sync.start', {})).toEqual({ ok: true, value: null });
});

test('a call without an engine waits for one', async () => {
  const client = createEngineClient({ portWaitMs: 5_000 });
  const call = client.call('sync.start', {});
  client.attach(engineEnd(({ id }) => ({ type: 'answer', id, result: { ok: true, value: null } })).port);
  expect(await call).toEqual({ ok: true, value: null });
});

test('a call without an engine does not wait for ever', async () => {
  const client = createEngineClient({ portWaitMs: 10 });
  expect(await client.call('sync.start', {})).toMatchObject({
    ok: false,
    error: { code: 'engine-stopped', remedy: 'restart-engine' },
  });
});

test('a call that is never answered times out by the contract', async ({ onTestFinished }) => {
  const { vi } = await import('vitest');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const client = createEngineClient();
  client.attach(engineEnd(silent).port);
  const call = client.call('status.read', {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await call).toMatchObject({ ok: false, error: { code: 'timed-out', remedy: 'retry' } });
});

test('a call that waits behind a long one is not late while it waits', async ({ onTestFinished }) => {
  const { vi } = await import('vitest');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const client = createEngineClient();
  const { port, engine } = engineEnd(silent);
  client.attach(port);
  const answered: string[] = [];
  const gesture = client.call('edit.undo', {}).then(() => answered.push('gesture'));
  const read = client.call('status.read', {});
  const note = read.then(() => answered.push('read'));
  // Longer than the read may take by itself, while the engine is still at the gesture.
  await vi.advanceTimersByTimeAsync(25_000);
  expect(answered).toEqual([]);
  const message: EngineMessage = { type: 'answer', id: 1, result: { ok: true, value: { label: 'Fill' } } };
  engine.postMessage(message);
  await gesture;
  await vi.advanceTimersByTimeAsync(9_999);
  expect(answered).toEqual(['gesture']);
  await vi.advanceTimersByTimeAsync(1);
  expect(await read).toMatchObject({ ok: false, error: { code: 'timed-out' } });
  await note;
});

test('events reach every listener until it stops', async () => {
  const client = createEngineClient();
  const { port, engine } = engineEnd(silent);
  const heard: EngineEvent[] = [];
  const stop = client.on((event) => heard.push(event));
  const arrived = new Promise<void>((resolve) => {
    client.on(() => resolve());
  });
  client.attach(port);
  const message: EngineMessage = { type: 'event', event: { event: 'outbox' } };
  engine.postMessage(message);
  await arrived;
  expect(heard).toEqual([{ event: 'outbox' }]);
  stop();
});

test('listeners learn of each new engine', () => {
  const client = createEngineClient();
  let attached = 0;
  client.onAttach(() => {
    attached += 1;
  });
  client.attach(engineEnd(silent).port);
  client.attach(engineEnd(silent).port);
  expect(attached).toBe(2);
});
