import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { TokenOutcome } from '../../../main/engine/ports.ts';
import { parseMainToEngine } from '../../../main/engine/protocol.ts';
import type { EngineToMain, MainToEngine } from '../../../main/engine/protocol.ts';
import { createEngineHost } from '../../../main/shell/engineHost.ts';
import type { EngineHost } from '../../../main/shell/engineHost.ts';
import type { EngineProcess, EngineStart } from '../../../main/shell/engineRun.ts';
import type { EngineState } from '../../../preload/contract.ts';

/** An engine's process that does what the test says. */
class Engine implements EngineProcess {
  readonly received: MainToEngine[] = [];
  pages = 0;
  killed = false;
  #message: (data: unknown) => void = () => {};
  #exit: (code: number) => void = () => {};

  post(message: MainToEngine): void {
    const parsed = parseMainToEngine(structuredClone(message));
    if (parsed === null) throw new Error(`not in the protocol: ${JSON.stringify(message)}`);
    this.received.push(parsed);
    if (parsed.type === 'close') queueMicrotask(() => this.say({ type: 'closed' }));
  }
  connectPage(): void {
    this.pages += 1;
  }
  onMessage(listener: (data: unknown) => void): void {
    this.#message = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.killed = true;
    queueMicrotask(() => this.#exit(0));
  }
  say(message: EngineToMain): void {
    this.#message(message);
  }
  raw(data: unknown): void {
    this.#message(data);
  }
  die(code: number): void {
    this.#exit(code);
  }
}

let engines: Engine[] = [];
let states: EngineState[] = [];
let pauses: number[] = [];
let now = 0;
let host: EngineHost;
let token: () => Promise<TokenOutcome>;
let turrisToken: () => Promise<TokenOutcome>;
/** Set to hold pauses back until a test lets them go. */
let holdPauses = false;

const start = (): EngineStart => ({
  open: {
    connection: {
      id: 'c',
      name: 'Agency',
      environment: 'sandbox',
      baseUrl: 'http://127.0.0.1:1',
      turris: null,
    },
    databaseFile: '/p/upline.db',
    databaseKey: new Uint8Array(32),
    profileFolder: '/p',
    actor: 'me',
    logLevel: 'info',
    workOffline: false,
  },
  tokens: { agentsync: { token: () => token() }, turris: { token: () => turrisToken() } },
});
const prepare = (): Promise<Result<EngineStart>> => Promise.resolve(ok(start()));
const last = (): Engine => {
  const engine = engines.at(-1);
  if (engine === undefined) throw new Error('no engine was started');
  return engine;
};
const started = (count: number) => vi.waitFor(() => expect(engines).toHaveLength(count));

beforeEach(() => {
  engines = [];
  states = [];
  pauses = [];
  now = 0;
  holdPauses = false;
  token = () => Promise.resolve({ kind: 'token', accessToken: 't', scopes: [] });
  turrisToken = () => Promise.resolve({ kind: 'offline', reason: 'not wanted in this test' });
  host = createEngineHost({
    fork() {
      const engine = new Engine();
      engines.push(engine);
      return engine;
    },
    clock: {
      now: () => now,
      sleep(milliseconds, signal) {
        // The long ones only guard against an engine that does not close.
        if (milliseconds >= 10_000) return new Promise(() => {});
        pauses.push(milliseconds);
        if (!holdPauses) return Promise.resolve();
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
      },
    },
    log: { write() {} },
    onState: (state) => states.push(state),
  });
});

async function running(): Promise<Engine> {
  const opened = host.open('c', prepare);
  await started(engines.length + 1);
  last().say({ type: 'ready' });
  expect(await opened).toEqual(ok(null));
  return last();
}

it('opens, and introduces each engine to each page once', async () => {
  host.pageReady();
  const engine = await running();
  expect(engine.received[0]?.type).toBe('open');
  expect(engine.pages).toBe(1);
  host.pageGone();
  host.pageReady();
  expect(engine.pages).toBe(2);
  expect(states.map(({ state }) => state)).toEqual(['starting', 'running']);
});

it('waits for the page when the engine is faster', async () => {
  const engine = await running();
  expect(engine.pages).toBe(0);
  host.pageReady();
  expect(engine.pages).toBe(1);
});

it('does not start an engine again whose file turned out to be damaged', async () => {
  const engine = await running();
  const failure = { code: 'file-corrupt', message: 'Part of it cannot be read.' };
  engine.say({ type: 'open-failed', failure });
  await vi.waitFor(() => expect(engine.killed).toBe(true));
  expect(states.at(-1)).toEqual({ state: 'failed', connectionId: 'c', failure });
  expect(engines).toHaveLength(1);
  expect(pauses).toEqual([]);
});

it('starts a dead engine again, later each time, and gives up in the end', async () => {
  host.pageReady();
  await running();
  for (let crash = 1; crash <= 5; crash += 1) {
    last().die(9);
    await started(crash + 1);
    last().say({ type: 'ready' });
    expect(last().pages).toBe(1);
  }
  expect(pauses).toEqual([1_000, 2_000, 5_000, 5_000, 5_000]);
  expect(states.filter(({ state }) => state === 'restarting')).toHaveLength(5);
  last().die(9);
  expect(states.at(-1)).toMatchObject({
    state: 'failed',
    failure: { code: 'engine-keeps-stopping', remedy: 'restart-engine' },
  });
  const again = host.restart();
  await started(7);
  last().say({ type: 'ready' });
  expect(await again).toEqual(ok(null));
});

it('forgets crashes of long ago', async () => {
  await running();
  for (let crash = 1; crash <= 12; crash += 1) {
    now += 60_000;
    last().die(1);
    await started(crash + 1);
    last().say({ type: 'ready' });
  }
  expect(states.at(-1)).toMatchObject({ state: 'running' });
});

it('answers a crash before the engine was ready with the outcome of the attempts', async () => {
  const opened = host.open('c', prepare);
  await started(1);
  last().die(11);
  await started(2);
  last().say({ type: 'open-failed', failure: { code: 'file-corrupt', message: 'damaged' } });
  expect(await opened).toMatchObject({ ok: false });
  await vi.waitFor(() =>
    expect(states.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'file-corrupt' } }),
  );
});

it('shows why a connection cannot be opened and does not try again by itself', async () => {
  const opened = host.open('c', prepare);
  await started(1);
  last().say({ type: 'open-failed', failure: { code: 'disk-full', message: 'full', remedy: 'free-space' } });
  expect(await opened).toMatchObject({ ok: false, error: { code: 'disk-full', remedy: 'free-space' } });
  expect(last().killed).toBe(true);
  expect(engines).toHaveLength(1);

  const locked = host.open('c', () => Promise.resolve(fail({ code: 'locked', message: 'locked' })));
  expect(await locked).toMatchObject({ ok: false, error: { code: 'locked' } });
  expect(engines).toHaveLength(1);
});

it('closes in good order, also while the engine hangs or waits to be started again', async () => {
  const engine = await running();
  await host.close();
  expect(engine.received.at(-1)?.type).toBe('close');
  expect(engine.killed).toBe(true);
  expect(states.at(-1)).toEqual({ state: 'none' });

  const hanging = host.open('c', prepare);
  await started(2);
  await host.close();
  expect(await hanging).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });

  await running();
  holdPauses = true;
  last().die(9);
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'restarting' }));
  await host.close();
  expect(engines).toHaveLength(3);
  expect(states.at(-1)).toEqual({ state: 'none' });
});

it('closes one connection before it opens another', async () => {
  const first = await running();
  const second = await running();
  expect(first.killed).toBe(true);
  expect(second).not.toBe(first);
  first.die(9);
  expect(states.at(-1)).toMatchObject({ state: 'running' });
});

it('answers wishes for tokens, also when the exchange breaks', async () => {
  const engine = await running();
  engine.say({ type: 'token-wanted', vendor: 'agentsync', requestId: 1, renew: false });
  await vi.waitFor(() =>
    expect(engine.received.at(-1)).toMatchObject({ type: 'token', requestId: 1, outcome: { kind: 'token' } }),
  );
  token = () => Promise.reject(new Error('a bug'));
  engine.say({ type: 'token-wanted', vendor: 'agentsync', requestId: 2, renew: true });
  await vi.waitFor(() =>
    expect(engine.received.at(-1)).toMatchObject({ requestId: 2, outcome: { kind: 'offline' } }),
  );
});

describe('tokens of two vendors', () => {
  const wish = { type: 'token-wanted', requestId: 1, renew: false } as const;
  const granted = (accessToken: string) =>
    Promise.resolve({ kind: 'token', accessToken, scopes: [] } as const);

  it('answers each wish with the token of that vendor', async () => {
    token = () => granted('of AgentSync');
    turrisToken = () => granted('of Turris');
    const engine = await running();
    engine.say({ ...wish, vendor: 'turris' });
    await vi.waitFor(() =>
      expect(engine.received.at(-1)).toMatchObject({ outcome: { accessToken: 'of Turris' } }),
    );
    engine.say({ ...wish, requestId: 2, vendor: 'agentsync' });
    await vi.waitFor(() =>
      expect(engine.received.at(-1)).toMatchObject({
        requestId: 2,
        outcome: { accessToken: 'of AgentSync' },
      }),
    );
  });

  it('answers nobody who does not say whose token is wanted', async () => {
    const engine = await running();
    const before = engine.received.length;
    engine.raw({ ...wish });
    engine.raw({ ...wish, vendor: 'somebody' });
    expect(engine.received).toHaveLength(before);
  });
});

it('survives messages that are not in the protocol', async () => {
  const engine = await running();
  for (const message of [null, 7, 'ready', {}, { type: 'nonsense' }, { type: 'token-wanted' }]) {
    engine.raw(message);
  }
  expect(states.at(-1)).toMatchObject({ state: 'running' });
});

it('passes on sleep and new credentials', async () => {
  host.power('resume');
  const engine = await running();
  host.power('suspend');
  host.credentialsChanged();
  expect(engine.received.slice(1)).toEqual([
    { type: 'power', event: 'suspend' },
    { type: 'credentials-changed' },
  ]);
});

it('counts what is unsent, and knows when nobody can tell', async () => {
  expect(await host.unsent()).toEqual({ count: null });
  const opening = host.open('c', prepare);
  await started(1);
  expect(await host.unsent()).toEqual({ count: null });
  last().say({ type: 'ready' });
  await opening;
  holdPauses = true;
  const count = host.unsent();
  expect(last().received.at(-1)).toEqual({ type: 'unsent' });
  last().say({ type: 'unsent', count: 38 });
  expect(await count).toEqual({ count: 38 });
  const dying = host.unsent();
  last().die(1);
  expect(await dying).toEqual({ count: null });
});

it('says of a busy engine that its number is still to come, and tells it then', async () => {
  const opening = host.open('c', prepare);
  await started(1);
  last().say({ type: 'ready' });
  await opening;
  const busy = await host.unsent();
  if (!('coming' in busy)) throw new Error('It did not wait for the engine.');
  last().say({ type: 'unsent', count: 12 });
  expect(await busy.coming).toBe(12);
  const dying = await host.unsent();
  if (!('coming' in dying)) throw new Error('It did not wait for the engine.');
  last().die(1);
  expect(await dying.coming).toBeNull();
});
