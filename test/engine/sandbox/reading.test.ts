import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { at, Client, list, text } from './client.ts';

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ size: 'small', seed: 7, profile: { tokensPerMinute: 0 } });
});

beforeEach(async () => {
  sandbox.control.reset();
  client = await Client.signIn(sandbox);
});

afterAll(async () => {
  await sandbox.close();
});

async function pages(path: string, key: string, size: number): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 0; ; page += 1) {
    const answer = await client.get(`${path}?page=${page}&size=${size}`);
    const items = list(answer.body, '_embedded', key);
    ids.push(...items.map((item) => text(item, 'id')));
    if (page + 1 >= Number(at(answer.body, 'page', 'totalPages'))) return ids;
  }
}

test('lists are HAL, with relative links that lack the prefix', async () => {
  const answer = await client.get('/v1/customers/contractAssignments?page=1&size=250');
  expect(answer.headers.get('content-type')).toContain('application/hal+json');
  expect(at(answer.body, 'page')).toEqual({ size: 250, totalElements: 2000, totalPages: 8, number: 1 });
  expect(text(answer.body, '_links', 'next', 'href')).toBe(
    '/v1/customers/contractAssignments?page=2&size=250',
  );
  expect(text(answer.body, '_links', 'prev', 'href')).toContain('page=0');
  const first = list(answer.body, '_embedded', 'contractAssignments')[0];
  expect(text(first, '_links', 'self', 'href')).toBe(
    `/v1/customers/contractAssignments/${text(first, 'id')}`,
  );
});

test('every record arrives exactly once over all pages', async () => {
  const ids = await pages('/v1/customers/contractAssignments', 'contractAssignments', 333);
  expect(ids).toHaveLength(2000);
  expect(new Set(ids).size).toBe(2000);
});

test('the page size differs by endpoint, and too large a size is refused or clamped', async () => {
  const path = '/v1/customers/contractAssignments';
  expect(at((await client.get(path)).body, 'page', 'size')).toBe(20);
  expect(at((await client.get('/v1/customers/carriers')).body, 'page', 'size')).toBe(250);
  const refused = await client.get(`${path}?size=1001`);
  expect(refused.status).toBe(400);
  expect(text(refused.body, 'messages', 0)).toContain('size');
  sandbox.control.setProfile({ overMaxPageSize: 'clamp' });
  expect(at((await client.get(`${path}?size=5000`)).body, 'page', 'size')).toBe(1000);
  expect((await client.get(`${path}?page=-1`)).status).toBe(400);
  expect((await client.get(`${path}?size=0`)).status).toBe(400);
});

test('an empty page has no _embedded at all', async () => {
  const none = await client.get('/v1/customers/contractAssignments?npn=999');
  expect(at(none.body, '_embedded')).toBeUndefined();
  expect(at(none.body, 'page', 'totalElements')).toBe(0);
  const beyond = await client.get('/v1/customers/carriers?page=50&size=10');
  expect(beyond.status).toBe(200);
  expect(at(beyond.body, '_embedded')).toBeUndefined();
});

test('the NPN filter finds every assignment of a producer and nothing else', async () => {
  const answer = await client.get('/v1/customers/contractAssignments?npn=15645555&size=100');
  const found = list(answer.body, '_embedded', 'contractAssignments').map((item) => text(item, 'id'));
  const expected = sandbox.control
    .records('contractAssignments', 0, 2000)
    .filter((row) => row['npn'] === '15645555');
  expect(found).toEqual(expected.map((row) => row.id));
  expect(found.length).toBeGreaterThan(0);
  const long = await client.get('/v1/customers/contractAssignments?npn=1234567890123456');
  expect(at(long.body, 'messages', 0)).toBe('npn must have a max of 15 characters.');
});

test('carrier to products to levels, each listed under its parent', async () => {
  const carriers = list((await client.get('/v1/customers/carriers')).body, '_embedded', 'carriers');
  expect(carriers).toHaveLength(12);
  const carrierId = text(carriers[3], 'id');
  const products = await client.get(`/v1/customers/carriers/${carrierId}/products`);
  const product = list(products.body, '_embedded', 'products')[0];
  expect(at(product, 'carrierId')).toBe(carrierId);
  const levels = await client.get(`/v1/customers/${text(product, 'id')}/commissionLevels`);
  const level = list(levels.body, '_embedded', 'commissionLevels')[0];
  expect(at(level, 'productId')).toBe(at(product, 'id'));
  const single = await client.get(`/v1/customers/commissionLevels/${text(level, 'id')}`);
  expect(single.body).toEqual(level);
  expect((await client.get(`/v1/customers/products/${text(product, 'id')}`)).body).toEqual(product);
});

test('carriers in a list are narrow, a single one has everything', async () => {
  const listed = list((await client.get('/v1/customers/carriers')).body, '_embedded', 'carriers')[0];
  expect(at(listed, 'linesOfBusiness')).toBeUndefined();
  const single = await client.get(`/v1/customers/carriers/${text(listed, 'id')}`);
  expect(at(single.body, 'linesOfBusiness')).toBeDefined();
  sandbox.control.setProfile({ carrierList: 'full' });
  const full = list((await client.get('/v1/customers/carriers')).body, '_embedded', 'carriers')[0];
  expect(at(full, 'linesOfBusiness')).toBeDefined();
});

test('links of a single carrier are internal, and 403 when followed', async () => {
  const [carrier] = sandbox.control.records('carriers', 0, 1);
  const single = await client.get(`/v1/customers/carriers/${carrier?.id}`);
  const links = at(single.body, '_links');
  for (const name of ['self', 'products', 'organizationType', 'organizationStatus']) {
    const path = text(links, name, 'href').replace(sandbox.contractingUrl, '');
    expect((await client.get(path)).status).toBe(403);
  }
});

test('lookups: 34 statuses with label and machine name, and the small lists', async () => {
  const statuses = list((await client.get('/v1/assignmentStatuses')).body, '_embedded', 'assignmentStatuses');
  expect(statuses).toHaveLength(34);
  const labels = statuses.map((item) => text(item, 'description'));
  expect(labels).toEqual(
    expect.arrayContaining(['Approved', 'Pending with Agency', 'Awaiting Outgoing Release']),
  );
  for (const item of statuses) expect(text(item, 'name')).toMatch(/^[A-Z_]+$/);
  const small = [
    'linesOfBusiness',
    'contractSubmissionMethods',
    'annualizations',
    'administrativeDivisions',
    'taskTypes',
  ];
  for (const name of small) {
    expect(list((await client.get(`/v1/${name}`)).body, '_embedded', name).length).toBeGreaterThan(3);
  }
});

test('unknown ids and paths are 404, a wrong verb is 405, a call not offered is 404', async () => {
  expect((await client.get('/v1/customers/carriers/none')).status).toBe(404);
  expect((await client.get('/v1/customers/carriers/none/products')).status).toBe(404);
  expect((await client.get('/v1/customers/none/commissionLevels')).status).toBe(404);
  expect((await client.get('/v1/customers/contractAssignments/none')).status).toBe(404);
  expect((await client.get('/v1/customers/contractAssignments/%zz')).status).toBe(404);
  expect((await client.get('/v1/nothing')).status).toBe(404);
  expect((await client.call('DELETE', '/v1/customers/carriers/none')).status).toBe(405);
  const [product] = sandbox.control.records('products', 0, 1);
  sandbox.control.setProfile({ disabled: ['listLevels'] });
  const answer = await client.get(`/v1/customers/${product?.id}/commissionLevels`);
  expect([404, 405]).toContain(answer.status);
});

test('the Date header follows the clock of the stand-in', async () => {
  sandbox.control.setClock(Date.UTC(2031, 4, 6, 7, 8, 9));
  const fresh = await Client.signIn(sandbox);
  const answer = await fresh.get('/v1/taskTypes');
  expect(answer.headers.get('date')).toBe('Tue, 06 May 2031 07:08:09 GMT');
});
