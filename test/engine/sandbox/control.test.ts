import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { at, Client, list, text } from './client.ts';

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

test('control needs its token, and only loopback names reach anything', async () => {
  expect((await fetch(`${sandbox.controlUrl}/journal`)).status).toBe(403);
  const wrong = { 'x-control-token': 'guess' };
  expect((await fetch(`${sandbox.controlUrl}/journal`, { headers: wrong })).status).toBe(403);
  expect((await client.control('GET', '/journal')).status).toBe(200);
  expect((await client.control('GET', '/nothing')).status).toBe(404);
});

test('anything but loopback is refused', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.10', 'example.org']) {
    await expect(startSandbox({ host, size: { assignments: 1 } })).rejects.toThrow('loopback');
  }
});

test('faults, clock, profile and offline over HTTP', async () => {
  const rule = { match: { operation: 'listTaskTypes' }, action: { kind: 'status', status: 503 }, times: 1 };
  const added = await client.control('POST', '/faults', rule);
  expect(text(added.body, 'id')).toBe('fault-1');
  expect(list((await client.control('GET', '/faults')).body)).toHaveLength(1);
  expect((await client.get('/v1/taskTypes')).status).toBe(503);
  expect((await client.control('DELETE', '/faults/fault-1')).status).toBe(200);
  expect((await client.control('POST', '/faults', { action: { kind: 'nonsense' } })).status).toBe(400);

  await client.control('POST', '/clock', { set: '2030-01-01T00:00:00Z' });
  await client.control('POST', '/clock', { advanceMs: 1000 });
  const now = Number(at((await client.control('GET', '/clock')).body, 'now'));
  expect(now - Date.UTC(2030, 0, 1)).toBeLessThan(60_000);

  await client.control('POST', '/profile', { typeAccepted: 'any' });
  expect(at((await client.control('GET', '/profile')).body, 'typeAccepted')).toBe('any');
  expect((await client.control('POST', '/profile', { typo: 1 })).status).toBe(400);

  await client.control('POST', '/offline', { offline: true });
  await expect(client.get('/v1/taskTypes')).rejects.toThrow();
  await client.control('POST', '/offline', { offline: false });
});

test('somebody else edits, adds and deletes, journalled as remote', async () => {
  const [row] = sandbox.control.records('contractAssignments', 10, 1);
  const id = row?.id ?? '';
  const collection = 'contractAssignments';
  const changes = { userDefined7: 'theirs', npn: '42' };
  const edited = await client.control('POST', '/remote', { action: 'edit', collection, id, changes });
  expect(edited.body).toMatchObject({ id, ...changes });
  const seen = await client.get(`/v1/customers/contractAssignments/${id}`);
  expect(seen.body).toMatchObject(changes);
  expect(text(seen.body, 'modifiedDate') > text(row, 'modifiedDate')).toBe(true);
  const byNpn = await client.get('/v1/customers/contractAssignments?npn=42');
  expect(at(byNpn.body, '_embedded', 'contractAssignments', 0, 'id')).toBe(id);

  const created = await client.control('POST', '/remote', {
    action: 'create',
    collection,
    fields: { npn: '43' },
  });
  expect(sandbox.control.count('contractAssignments')).toBe(2001);
  const newest = await client.get('/v1/customers/contractAssignments?page=200&size=10');
  expect(at(newest.body, '_embedded', 'contractAssignments', 0, 'id')).toBe(at(created.body, 'id'));

  await client.control('POST', '/remote', { action: 'delete', collection, id });
  expect((await client.get(`/v1/customers/contractAssignments/${id}`)).status).toBe(404);
  expect(sandbox.control.count('contractAssignments')).toBe(2000);
  const journal = await client.control('GET', '/journal?since=1');
  expect(list(journal.body).map((entry) => [at(entry, 'origin'), at(entry, 'action')])).toEqual([
    ['remote', 'create'],
    ['remote', 'delete'],
  ]);
  expect((await client.control('POST', '/remote', { action: 'edit', collection, id, changes })).status).toBe(
    404,
  );
});

test('deleting many keeps the order and the count of what is left', async () => {
  const all = sandbox.control.records('contractAssignments', 0, 2000).map((row) => row.id);
  const doomed = new Set(all.filter((_, i) => i % 3 === 0 || (i > 600 && i < 900)));
  for (const id of [...doomed].toReversed()) sandbox.control.remoteDelete('contractAssignments', id);
  const left = all.filter((id) => !doomed.has(id));
  const read: string[] = [];
  for (let offset = 0; offset < left.length; offset += 77) {
    read.push(...sandbox.control.records('contractAssignments', offset, 77).map((row) => row.id));
  }
  expect(read).toEqual(left);
});

test('tables, hash and counters can be read', async () => {
  const [row] = sandbox.control.records('carriers', 0, 1);
  const one = await client.control('GET', `/tables/carriers?ids=${row?.id},none`);
  expect(at(one.body, 'count')).toBe(12);
  expect(list(one.body, 'records')).toEqual([row]);
  const page = await client.control('GET', '/tables/contractAssignments?offset=1990&limit=50');
  expect(list(page.body, 'records')).toHaveLength(10);

  const before = at((await client.control('GET', '/hash?collections=carriers')).body, 'hash');
  expect(before).toBe(sandbox.control.hash(['carriers']));
  sandbox.control.remoteEdit('carriers', row?.id ?? '', { naic: '1' });
  expect(sandbox.control.hash(['carriers'])).not.toBe(before);
  sandbox.control.remoteEdit('carriers', row?.id ?? '', { naic: row?.['naic'] ?? '' });
  expect(sandbox.control.hash(['carriers'])).not.toBe(before);
  const ignore = ['modifiedDate'];
  expect(sandbox.control.hash(['carriers'], ignore)).toBe(
    at((await client.control('GET', '/hash?collections=carriers&ignore=modifiedDate')).body, 'hash'),
  );

  sandbox.control.clearCounters();
  await client.get('/v1/customers/carriers');
  await client.get('/v1/customers/carriers');
  await client.get('/v1/nothing');
  expect((await client.control('GET', '/counters')).body).toEqual({ listCarriers: 2, unknown: 1 });
});

test('a restored backup forgets effects, but what happened stays in the journal', async () => {
  const [carrier] = sandbox.control.records('carriers', 0, 1);
  const id = carrier?.id ?? '';
  sandbox.control.remoteEdit('carriers', id, { userDefined1: 'monday' });
  const name = text((await client.control('POST', '/snapshots', {})).body, 'name');
  const monday = sandbox.control.hash();
  sandbox.control.remoteEdit('carriers', id, { userDefined1: 'tuesday' });
  const added = sandbox.control.remoteCreate('contractAssignments', { npn: '1' });
  expect((await client.control('POST', `/snapshots/${name}/restore`)).status).toBe(200);
  expect(sandbox.control.hash()).toBe(monday);
  expect(sandbox.control.record('carriers', id)?.['userDefined1']).toBe('monday');
  expect(sandbox.control.journal()).toHaveLength(3);
  expect(sandbox.control.remoteCreate('contractAssignments', { npn: '1' }).id).not.toBe(added.id);
  expect((await client.control('POST', '/snapshots/none/restore')).status).toBe(404);
});

test('reset returns to the generated data', async () => {
  const fresh = sandbox.control.hash();
  await client.call('POST', '/v1/customers/carriers', { name: 'Another' });
  sandbox.control.setProfile({ readsPerMinute: 1 });
  sandbox.control.setOffline(true);
  expect((await client.control('POST', '/reset')).status).toBe(200);
  expect(sandbox.control.hash()).toBe(fresh);
  expect(sandbox.control.journal()).toEqual([]);
  expect(sandbox.control.isOffline()).toBe(false);
  expect(sandbox.control.profile().readsPerMinute).toBe(0);
});
