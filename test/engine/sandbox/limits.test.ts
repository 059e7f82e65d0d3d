import { expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ProfilePatch, Sandbox } from '../../../sandbox/index.ts';
import { at, Client } from './client.ts';

async function using(
  profile: ProfilePatch,
  body: (sandbox: Sandbox, client: Client) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox({ size: { assignments: 50 }, profile });
  try {
    await body(sandbox, await Client.signIn(sandbox));
  } finally {
    await sandbox.close();
  }
}

test('without a limit the answers say nothing about one', async () => {
  await using({}, async (_sandbox, client) => {
    expect((await client.get('/v1/taskTypes')).headers.get('ratelimit-limit')).toBeNull();
  });
});

test('reads are limited per minute, and the window opens again', async () => {
  await using({ readsPerMinute: 2 }, async (sandbox, client) => {
    const first = await client.get('/v1/taskTypes');
    expect(first.headers.get('ratelimit-limit')).toBe('2');
    expect(first.headers.get('ratelimit-remaining')).toBe('1');
    await client.get('/v1/taskTypes');
    const refused = await client.get('/v1/taskTypes');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(at(refused.body, 'status')).toBe(429);
    sandbox.control.advanceClock(60_000);
    expect((await client.get('/v1/taskTypes')).status).toBe(200);
  });
});

test('bulk writes have a budget of their own, and nothing is applied above it', async () => {
  await using({ bulkPerMinute: 1 }, async (sandbox, client) => {
    const [row] = sandbox.control.records('contractAssignments', 0, 1);
    const update = (value: string) => ({ contractAssignments: [{ id: row?.id ?? '', userDefined9: value }] });
    const path = '/v1/customers/contractAssignments/bulk';
    expect((await client.call('PUT', path, update('a'))).status).toBe(200);
    expect((await client.call('PUT', path, update('b'))).status).toBe(429);
    expect((await client.get('/v1/taskTypes')).status).toBe(200);
    expect(sandbox.control.record('contractAssignments', row?.id ?? '')).toMatchObject({ userDefined9: 'a' });
  });
});

test('Retry-After and the X- headers are variants', async () => {
  await using(
    { readsPerMinute: 1, rateHeaders: 'x-ratelimit', retryAfter: 'seconds' },
    async (sandbox, client) => {
      await client.get('/v1/taskTypes');
      const refused = await client.get('/v1/taskTypes');
      expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
      expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(1_600_000_000);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      sandbox.control.setProfile({ retryAfter: 'http-date', rateHeaders: 'none' });
      const again = await client.get('/v1/taskTypes');
      expect(Date.parse(again.headers.get('retry-after') ?? '')).toBeGreaterThan(sandbox.control.now());
      expect(again.headers.get('x-ratelimit-reset')).toBeNull();
    },
  );
});
