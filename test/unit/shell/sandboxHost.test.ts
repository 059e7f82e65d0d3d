import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSandboxHost } from '../../../main/shell/sandboxHost.ts';
import type { SandboxHost, SandboxProcess } from '../../../main/shell/sandboxHost.ts';
import type { PracticeSize } from '../../../main/shell/options.ts';

class Server implements SandboxProcess {
  readonly received: unknown[] = [];
  say: (data: unknown) => void = () => {};
  die: (code: number) => void = () => {};
  post(message: unknown): void {
    this.received.push(message);
  }
  onMessage(listener: (data: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.die = listener;
  }
  kill(): void {
    this.die(15);
  }
}

const there = {
  url: 'http://127.0.0.1:4321',
  tokenUrl: 'http://127.0.0.1:4321/oauth2/token',
  contractingUrl: 'http://127.0.0.1:4321/contracting',
  controlUrl: 'http://127.0.0.1:4321/control',
  controlToken: 'c',
  clientId: 'practice',
  clientSecret: 'practice',
  turrisUrl: 'http://127.0.0.1:4321/turris',
  turrisClientId: 'turris-practice',
  turrisClientSecret: 'turris-practice',
};

let folder = '';
let servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'upline-practice-'));
  servers = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function hostOf(size: PracticeSize | null): SandboxHost {
  return createSandboxHost({
    fork() {
      const server = new Server();
      servers.push(server);
      return server;
    },
    folder,
    size,
    clock: {
      now: () => 0,
      sleep: (milliseconds) => (milliseconds > 5_000 ? new Promise(() => {}) : Promise.resolve()),
    },
    log: { write() {} },
  });
}
const nth = async (count: number): Promise<Server> => {
  await vi.waitFor(() => expect(servers).toHaveLength(count));
  const server = servers.at(-1);
  if (server === undefined) throw new Error('no server');
  return server;
};

it('starts once, and leaves its addresses for this person alone to read', async () => {
  const host = hostOf('small');
  const started = host.start();
  const server = await nth(1);
  expect(server.received).toEqual([{ size: 'small', stateFolder: folder }]);
  server.say(there);
  expect(await started).toEqual({ ok: true, value: there });
  expect(await host.start()).toEqual({ ok: true, value: there });
  expect(servers).toHaveLength(1);
  const file = path.join(folder, 'sandbox.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(there);
  expect((await stat(file)).mode & 0o077).toBe(0);
});

it('keeps the size its data began with', async () => {
  const first = hostOf('small').start();
  (await nth(1)).say(there);
  await first;
  void hostOf('giant').start();
  expect((await nth(2)).received).toEqual([{ size: 'small', stateFolder: folder }]);
});

it('comes back at the same address after it died', async () => {
  const host = hostOf(null);
  const started = host.start();
  const server = await nth(1);
  server.say(there);
  await started;
  server.die(9);
  const second = await nth(2);
  expect(second.received).toEqual([{ size: 'field', stateFolder: folder, port: 4321 }]);
  second.say(there);
  expect(await host.start()).toMatchObject({ ok: true });
});

it.each([
  [{ error: 'the port is taken' }, 'the port is taken'],
  [{ url: 'x' }, 'not understood'],
])('says why it did not start (%j) and can be asked again', async (answer, reason) => {
  const host = hostOf(null);
  const started = host.start();
  (await nth(1)).say(answer);
  const outcome = await started;
  expect(outcome).toMatchObject({ ok: false, error: { code: 'practice-not-started', remedy: 'retry' } });
  expect(JSON.stringify(outcome)).toContain(reason);
  const again = host.start();
  (await nth(2)).say(there);
  expect(await again).toMatchObject({ ok: true });
});
