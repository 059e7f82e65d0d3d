import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Action, RuleInput, Sandbox } from '../../../sandbox/index.ts';
import { at, Client, list, requestToken, text } from './client.ts';

const LIST = '/v1/customers/contractAssignments?size=10';
const BULK = '/v1/customers/contractAssignments/bulk';
let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ size: 'small', profile: { tokensPerMinute: 0 } });
});

beforeEach(async () => {
  sandbox.control.reset();
  client = await Client.signIn(sandbox);
});

afterAll(async () => {
  await sandbox.close();
});

function onList(action: RuleInput['action'], more: Partial<RuleInput> = {}): void {
  sandbox.control.addFault({ match: { operation: 'listAssignments' }, action, ...more });
}

function update(value: string): ReturnType<Client['call']> {
  const [row] = sandbox.control.records('contractAssignments', 0, 1);
  return client.call('PUT', BULK, { contractAssignments: [{ id: row?.id ?? '', userDefined9: value }] });
}

async function failure(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => false,
    () => true,
  );
}

test('a dropped connection before applying leaves no effect, after applying leaves one', async () => {
  const match = { operation: 'updateAssignmentsBulk' };
  sandbox.control.addFault({ match, action: { kind: 'drop', phase: 'before' }, times: 1 });
  expect(await failure(update('a'))).toBe(true);
  expect(sandbox.control.journal()).toHaveLength(0);
  sandbox.control.clearFaults();
  sandbox.control.addFault({ match, action: { kind: 'drop', phase: 'after' }, times: 1 });
  expect(await failure(update('a'))).toBe(true);
  expect(sandbox.control.journal()).toHaveLength(1);
});

test('half of a bulk write is applied and nothing is answered; without a socket it is the same', async () => {
  const match = { operation: 'updateAssignmentsBulk' };
  const rows = sandbox.control.records('contractAssignments', 0, 5);
  const body = { contractAssignments: rows.map(({ id }) => ({ id, userDefined9: 'half' })) };
  sandbox.control.addFault({ match, action: { kind: 'half-applied' }, times: 1 });
  expect(await failure(client.call('PUT', BULK, body))).toBe(true);
  expect(sandbox.control.journal().map(({ id }) => id)).toEqual(rows.slice(0, 3).map(({ id }) => id));

  const authorization = `Bearer ${text((await requestToken(sandbox)).body, 'access_token')}`;
  sandbox.control.addFault({ match, action: { kind: 'half-applied' }, times: 1 });
  const direct = (): ReturnType<Sandbox['exchange']> =>
    sandbox.exchange({
      method: 'PUT',
      url: `${sandbox.contractingUrl}${BULK}`,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect(await direct()).toEqual({ kind: 'reset' });
  expect(sandbox.control.journal()).toHaveLength(6);
  expect(await direct()).toMatchObject({ kind: 'answer', status: 200 });
});

test('a 500 before or after applying looks the same and differs in effect', async () => {
  const match = { operation: 'updateAssignmentsBulk' };
  sandbox.control.addFault({ match, action: { kind: 'status', status: 500 }, times: 1 });
  expect((await update('a')).status).toBe(500);
  expect(sandbox.control.journal()).toHaveLength(0);
  sandbox.control.addFault({ match, action: { kind: 'status', status: 500, phase: 'after' }, times: 1 });
  expect((await update('a')).status).toBe(500);
  expect(sandbox.control.journal()).toHaveLength(1);
});

test('401 once, 403, 429 on every third with Retry-After', async () => {
  onList({ kind: 'status', status: 401 }, { times: 1 });
  expect((await client.get(LIST)).status).toBe(401);
  expect((await client.get(LIST)).status).toBe(200);
  sandbox.control.clearFaults();
  onList({ kind: 'status', status: 429, retryAfter: 7 }, { every: 3 });
  const answers = [];
  for (let i = 0; i < 6; i += 1) answers.push(await client.get(LIST));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429, 200, 200, 429]);
  expect(answers[2]?.headers.get('retry-after')).toBe('7');
});

test('rules match path and method, the n-th request, and count their hits', async () => {
  sandbox.control.addFault({
    match: { method: 'get', path: 'page=2&' },
    action: { kind: 'status', status: 503 },
  });
  sandbox.control.addFault({ match: { path: 'taskTypes' }, action: { kind: 'status', status: 403 }, nth: 2 });
  expect((await client.get('/v1/customers/contractAssignments?page=1&size=5')).status).toBe(200);
  expect((await client.get('/v1/customers/contractAssignments?page=2&size=5')).status).toBe(503);
  const seen = [];
  for (let i = 0; i < 3; i += 1) seen.push((await client.get('/v1/taskTypes')).status);
  expect(seen).toEqual([200, 403, 200]);
  expect(sandbox.control.faults().map(({ seen: met, fired }) => [met, fired])).toEqual([
    [1, 1],
    [3, 1],
  ]);
});

test('probability follows the seed', async () => {
  const run = async (): Promise<number[]> => {
    sandbox.control.clearFaults();
    onList({ kind: 'status', status: 503 }, { probability: 0.5 });
    const statuses = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await client.get(LIST)).status);
    return statuses;
  };
  const first = await run();
  expect(new Set(first).size).toBe(2);
  expect(await run()).toEqual(first);
});

test('the token endpoint can fail too', async () => {
  sandbox.control.addFault({
    match: { operation: 'token' },
    action: { kind: 'status', status: 503 },
    times: 1,
  });
  expect((await requestToken(sandbox)).status).toBe(503);
});

test('latency delays, a trickle arrives whole', async () => {
  onList({ kind: 'latency', ms: 60, jitterMs: 20 });
  const start = performance.now();
  await client.get(LIST);
  expect(performance.now() - start).toBeGreaterThan(50);
  sandbox.control.clearFaults();
  onList({ kind: 'trickle', bytes: 2000, everyMs: 1 });
  const answer = await client.get(LIST);
  expect(list(answer.body, '_embedded', 'contractAssignments')).toHaveLength(10);
});

test('an answer cut half way fails after its status has been seen', async () => {
  onList({ kind: 'cut' });
  const response = await client.raw('GET', LIST);
  expect(response.status).toBe(200);
  expect(await failure(response.text())).toBe(true);
});

test('a hanging answer never comes', async () => {
  onList({ kind: 'hang', phase: 'after' });
  expect(await failure(client.raw('GET', LIST, { signal: AbortSignal.timeout(80) }))).toBe(true);
});

test('spoiled content: malformed, wrong types, unknown enum, missing field, over-long, invalid UTF-8', async () => {
  const first = async (action: Action): Promise<ReturnType<typeof at>> => {
    sandbox.control.clearFaults();
    onList(action);
    return at((await client.get(LIST)).body, '_embedded', 'contractAssignments', 0);
  };
  expect(await first({ kind: 'malformed' })).toBeUndefined();
  expect(typeof at(await first({ kind: 'wrong-types', item: 0 }), 'npn')).toBe('object');
  expect(at(await first({ kind: 'unknown-enum', item: 0 }), 'assignmentStatusId')).toContain('FUTURE');
  expect(at(await first({ kind: 'missing-field', item: 0, field: 'id' }), 'id')).toBeUndefined();
  expect(text(await first({ kind: 'overlong', item: 0, length: 5000 }), 'npn')).toHaveLength(5000);
  sandbox.control.clearFaults();
  onList({ kind: 'invalid-utf8' });
  const bytes = new Uint8Array(await (await client.raw('GET', LIST)).arrayBuffer());
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
  // The stored records are untouched.
  sandbox.control.clearFaults();
  const clean = at((await client.get(LIST)).body, '_embedded', 'contractAssignments', 0);
  expect(at(clean, 'npn')).toBe(sandbox.control.records('contractAssignments', 0, 1)[0]?.['npn']);
});

test('a page that repeats a record of the page before, and a list that shrinks while paging', async () => {
  onList({ kind: 'duplicate-id' }, { nth: 2 });
  const zero = await client.get(`${LIST}&page=0`);
  const one = await client.get(`${LIST}&page=1`);
  expect(at(one.body, '_embedded', 'contractAssignments', 0, 'id')).toBe(
    at(zero.body, '_embedded', 'contractAssignments', 9, 'id'),
  );
  sandbox.control.clearFaults();
  onList({ kind: 'shrink', by: 3 });
  const shrunk = await client.get(LIST);
  expect(at(shrunk.body, 'page', 'totalElements')).toBe(1997);
  expect(list(shrunk.body, '_embedded', 'contractAssignments')).toHaveLength(7);
});

test('an oversized body keeps coming until the client has enough', async () => {
  onList({ kind: 'oversized', bytes: 50_000_000 });
  const response = await client.raw('GET', LIST);
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > 5_000_000) break;
  }
  expect(size).toBeGreaterThan(5_000_000);
  sandbox.control.clearFaults();
  expect((await client.get(LIST)).status).toBe(200);
});

test('an oversized body that is read to its end has its size, and leaves nothing listening', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warned);
  try {
    onList({ kind: 'oversized', bytes: 30_000_000 });
    const response = await client.raw('GET', LIST);
    const body = await response.text();
    expect(body).toHaveLength('{"padding":""}'.length + 30_000_000);
    // Node warns a step later than it counts.
    await new Promise(setImmediate);
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
  } finally {
    process.off('warning', warned);
  }
});

test('offline resets connections, also those on their way, and comes back', async () => {
  onList({ kind: 'latency', ms: 5_000 });
  const onItsWay = failure(client.get(LIST));
  await vi.waitFor(() => expect(sandbox.control.keptWaiting()).toBe(1));
  sandbox.control.setOffline(true);
  expect(await onItsWay).toBe(true);
  expect(await failure(client.get('/v1/taskTypes'))).toBe(true);
  expect(await failure(requestToken(sandbox))).toBe(true);
  expect((await client.control('GET', '/offline')).body).toEqual({ offline: true });
  sandbox.control.setOffline(false);
  expect((await client.get('/v1/taskTypes')).status).toBe(200);
});

test('a rule that makes no sense is refused', () => {
  expect(() => sandbox.control.addFault({ action: { kind: 'status', status: 42 } })).toThrow();
  const misspelt = { operation: 'listAssignment' };
  expect(() => sandbox.control.addFault({ match: misspelt, action: { kind: 'malformed' } })).toThrow(
    'no operation',
  );
  expect(() => sandbox.control.setProfile({ disabled: ['listLevel'] })).toThrow('no operation');
  expect(() => sandbox.control.addFault({ match: { path: '(' }, action: { kind: 'malformed' } })).toThrow();
});
