import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../../sandbox/index.ts';
import { parseJson } from '../../../sandbox/json.ts';
import { at, Client, list, readAnswer, text } from './client.ts';

const CLI = fileURLToPath(new URL('../../../sandbox/cli.ts', import.meta.url));
const UTILITY = fileURLToPath(new URL('../../../sandbox/utility.ts', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const addressSchema = z.object({
  url: z.string(),
  tokenUrl: z.string(),
  contractingUrl: z.string(),
  controlUrl: z.string(),
  controlToken: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
});

async function run(
  ...args: string[]
): Promise<{ child: ChildProcess; address: z.infer<typeof addressSchema> }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, address: addressSchema.parse(parseJson(line)) };
  }
  throw new Error('the sandbox said nothing');
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

test('effects, snapshots and the journal survive a restart', async () => {
  const options = { size: 'small', stateFolder: folder } as const;
  const first = await startSandbox(options);
  const client = await Client.signIn(first);
  const made = await client.call('POST', '/v1/customers/carriers', { name: 'Kept Mutual', naic: '007' });
  const [a, b] = first.control.records('contractAssignments', 900, 2);
  const updates = { contractAssignments: [{ id: a?.id ?? '', userDefined1: 'x', writingNumber: null }] };
  await client.call('PUT', '/v1/customers/contractAssignments/bulk', updates);
  first.control.snapshot('night');
  await client.call('DELETE', `/v1/customers/contractAssignments/${b?.id}`);
  const hash = first.control.hash();
  const journal = first.control.journal();
  await first.close();

  const second = await startSandbox(options);
  expect(second.control.hash()).toBe(hash);
  expect(second.control.journal()).toEqual(journal);
  // Tokens outlive the restart, as the vendor's do.
  expect((await new Client(second, '').get('/v1/taskTypes')).status).toBe(401);
  const again = await Client.signIn(second);
  const next = await again.call('POST', '/v1/customers/carriers', { name: 'Next Mutual' });
  expect(text(next.body, 'id')).not.toBe(text(made.body, 'id'));
  expect(second.control.restore('night')).toBe(true);
  expect(second.control.record('contractAssignments', b?.id ?? '')).toEqual(b);
  const restored = second.control.hash();
  await second.close();

  const third = await startSandbox(options);
  expect(third.control.hash()).toBe(restored);
  third.control.reset();
  await third.close();
  const fourth = await startSandbox(options);
  expect(fourth.control.journal()).toEqual([]);
  await fourth.close();
});

test('half a line at the end of the journal never happened', async () => {
  const options = { size: { assignments: 50 }, stateFolder: folder };
  const first = await startSandbox(options);
  first.control.remoteCreate('contractAssignments', { npn: '1' });
  const hash = first.control.hash();
  await first.close();
  appendFileSync(join(folder, 'journal.jsonl'), '{"batch":[{"seq":2,"at":17');
  const second = await startSandbox(options);
  expect(second.control.hash()).toBe(hash);
  second.control.remoteCreate('contractAssignments', { npn: '2' });
  await second.close();
  const third = await startSandbox(options);
  expect(third.control.journal().map((entry) => entry.seq)).toEqual([1, 2]);
  await third.close();
});

test('a state folder of other data is refused, not misread', async () => {
  const first = await startSandbox({ size: { assignments: 50 }, seed: 1, stateFolder: folder });
  await first.close();
  await expect(startSandbox({ size: { assignments: 50 }, seed: 2, stateFolder: folder })).rejects.toThrow(
    'folder',
  );
  await expect(startSandbox({ size: 'small', seed: 1, stateFolder: folder })).rejects.toThrow('folder');
});

test('kill -9 keeps every answered write exactly once', async () => {
  const args = ['--size', 'small', '--state', folder, '--json'];
  const acknowledged: string[] = [];
  let sent = 0;
  for (let round = 0; round < 3; round += 1) {
    const { child, address } = await run(CLI, ...args);
    const client = await Client.signIn(address);
    const rows = list((await client.control('GET', '/tables/contractAssignments?limit=50')).body, 'records');
    let killer: NodeJS.Timeout | undefined;
    let answered = 0;
    try {
      for (;;) {
        const requestId = `w-${sent}`;
        const id = text(rows[sent % rows.length], 'id');
        sent += 1;
        const body = { contractAssignments: [{ id, userDefined8: requestId }] };
        const answer = await client.call('PUT', '/v1/customers/contractAssignments/bulk', body, {
          'x-request-id': requestId,
        });
        if (answer.status === 200) acknowledged.push(requestId);
        answered += 1;
        // Some writes later, at a moment that falls anywhere within a request.
        if (answered === 5) killer = setTimeout(() => child.kill('SIGKILL'), 5 + round * 7);
      }
    } catch {
      // The server died under the request: whether it was applied is for the journal to say.
    } finally {
      clearTimeout(killer);
      child.kill('SIGKILL');
      await gone(child);
    }
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(15);
  const { child, address } = await run(CLI, ...args);
  const client = await Client.signIn(address);
  const journal = list((await client.control('GET', '/journal')).body);
  const ids = journal.map((entry) => text(entry, 'requestId'));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(acknowledged));
  expect(journal.map((entry) => at(entry, 'seq'))).toEqual(journal.map((_, i) => i + 1));
  // The tables are the generated data plus exactly those effects.
  const hash = at((await client.control('GET', '/hash')).body, 'hash');
  child.kill('SIGTERM');
  await gone(child);
  expect(child.exitCode).toBe(0);
  const replayed = await startSandbox({ size: 'small', seed: '1', stateFolder: folder });
  expect(replayed.control.hash()).toBe(hash);
  await replayed.close();
});

test('the utility entry answers its addresses without Electron too', async () => {
  const { child, address } = await run(UTILITY, '--size', 'small', '--seed', '5');
  const response = await fetch(`${address.controlUrl}/tables/contractAssignments?limit=1`, {
    headers: { 'x-control-token': address.controlToken },
  });
  expect(at((await readAnswer(response)).body, 'count')).toBe(2000);
  child.kill('SIGTERM');
  await gone(child);
});

test('as a utility process it answers the first message of its parent', async () => {
  // A parent port as Electron gives it: one message event with `data`, answers go to the parent.
  const port = `process.parentPort = {
    once: (name, listener) => setTimeout(() => listener({ data: { size: 'small', controlToken: 'known' } }), 10),
    postMessage: (message) => console.log(JSON.stringify(message)),
  };`;
  const preload = `data:text/javascript,${encodeURIComponent(port)}`;
  const { child, address } = await run('--import', preload, UTILITY);
  expect(address.controlToken).toBe('known');
  expect((await Client.signIn(address).then((client) => client.get('/v1/taskTypes'))).status).toBe(200);
  child.kill('SIGTERM');
  await gone(child);
});
