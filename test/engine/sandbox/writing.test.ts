import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { at, Client, list, readAnswer, text } from './client.ts';

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

const CARRIERS = '/v1/customers/carriers';
const ASSIGNMENTS = '/v1/customers/contractAssignments';

test('creating a carrier echoes only some fields, and keeps all', async () => {
  const fields = {
    name: 'Brand New Mutual',
    naic: '012345',
    tin: '000000009',
    uplineFirmName: 'Up',
    userDefined3: 'x',
  };
  const answer = await client.call('POST', CARRIERS, fields);
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ name: 'Brand New Mutual', naic: '012345', tin: '000000009' });
  expect(at(answer.body, 'uplineFirmName')).toBeUndefined();
  expect(at(answer.body, 'userDefined3')).toBeUndefined();
  expect(at(answer.body, 'typeId')).toBeDefined();
  const read = await client.get(`${CARRIERS}/${text(answer.body, 'id')}`);
  expect(read.body).toMatchObject(fields);
});

test('a carrier name is taken only once, also when renaming', async () => {
  const [first, second] = sandbox.control.records('carriers', 0, 2);
  const answer = await client.call('POST', CARRIERS, { name: text(first, 'name') });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({
    status: 422,
    error: 'Unprocessable Entity',
    path: `/contracting${CARRIERS}`,
  });
  expect(text(answer.body, 'message')).toContain(text(first, 'name'));
  expect(JSON.stringify(at(answer.body, 'timestamp'))).toHaveLength(13);
  const rename = { name: text(first, 'name') };
  expect((await client.call('PUT', `${CARRIERS}/${second?.id}`, rename)).status).toBe(422);
  expect((await client.call('PUT', `${CARRIERS}/${first?.id}`, rename)).status).toBe(200);
});

test('validation answers 400 with every message and epoch seconds', async () => {
  const answer = await client.call('POST', CARRIERS, { name: 'A', naic: '1234567', tin: '1234567890' });
  expect(answer.status).toBe(400);
  expect(at(answer.body, 'messages')).toEqual([
    'naic must have a max of 6 characters.',
    'tin must have a max of 9 characters.',
  ]);
  expect(JSON.stringify(at(answer.body, 'timestamp'))).toHaveLength(10);
  expect(answer.body).toMatchObject({ status: 400, error: 'Bad Request', path: `/contracting${CARRIERS}` });
  expect(sandbox.control.journal()).toEqual([]);
});

test('a write without Content-Type is 500, another type 415, broken JSON 400', async () => {
  const bytes = new TextEncoder().encode('{"name":"A"}');
  for (const [method, path] of [
    ['POST', CARRIERS],
    ['POST', '/v1/invitation'],
    ['PUT', `${ASSIGNMENTS}/bulk`],
  ] as const) {
    const answer = await readAnswer(await client.raw(method, path, { body: bytes }));
    expect(answer.status).toBe(500);
    expect(typeof at(answer.body, 'message')).toBe('string');
  }
  const plain = await client.raw('POST', CARRIERS, { body: 'x', headers: { 'content-type': 'text/plain' } });
  expect(plain.status).toBe(415);
  const json = { 'content-type': 'application/json' };
  expect((await client.raw('POST', CARRIERS, { body: '{"name":', headers: json })).status).toBe(400);
  expect(sandbox.control.journal()).toEqual([]);
});

test('products need a name and one line of business that exists', async () => {
  const [carrier] = sandbox.control.records('carriers', 0, 1);
  const path = `${CARRIERS}/${carrier?.id}/products`;
  const [line] = sandbox.control.lookups().linesOfBusiness;
  const missing = await client.call('POST', path, {});
  expect(at(missing.body, 'messages')).toEqual(['name is required.', 'lineOfBusinessId is required.']);
  expect((await client.call('POST', path, { name: 'P', lineOfBusinessId: 'none' })).status).toBe(404);
  const made = await client.call('POST', path, {
    name: 'P',
    lineOfBusinessId: line?.id ?? '',
    userDefined1: 'u',
  });
  expect(made.status).toBe(201);
  expect(at(made.body, 'userDefined1')).toBeUndefined();
  const product = `/v1/customers/products/${text(made.body, 'id')}`;
  expect((await client.call('PUT', product, { name: 'Q' })).body).toMatchObject({
    name: 'Q',
    userDefined1: 'u',
  });
  const emptied = await client.call('PUT', product, { name: null, userDefined1: null });
  expect([emptied.status, at(emptied.body, 'messages')]).toEqual([400, ['name is required.']]);
  expect((await client.call('DELETE', product)).status).toBe(204);
  expect((await client.get(product)).status).toBe(404);
});

test('the casing of commission type is a switch, strict by default', async () => {
  const [product] = sandbox.control.records('products', 0, 1);
  const path = `/v1/customers/${product?.id}/commissionLevels`;
  const level = (type: string) => ({ name: 'Standard', type, firstYearValue: 55, level: 1 });
  const upper = await client.call('POST', path, level('PERCENT'));
  expect(upper.status).toBe(400);
  expect(text(upper.body, 'messages', 0)).toBe('type must be "Percent", "Dollar", or "Number".');
  const made = await client.call('POST', path, level('Percent'));
  expect(made.status).toBe(201);
  expect(at(made.body, 'type')).toBe('Percent');
  sandbox.control.setProfile({ typeAccepted: 'upper', typeShown: 'upper' });
  expect((await client.call('POST', path, level('Percent'))).status).toBe(400);
  expect((await client.call('POST', path, level('DOLLAR'))).status).toBe(201);
  const read = await client.get(`/v1/customers/commissionLevels/${text(made.body, 'id')}`);
  expect(at(read.body, 'type')).toBe('PERCENT');
});

test('level and first-year value end at 99999.99', async () => {
  const [product] = sandbox.control.records('products', 0, 1);
  const path = `/v1/customers/${product?.id}/commissionLevels`;
  const body = { name: 'Top', type: 'Number', firstYearValue: 100_000, level: 100_000 };
  expect(list((await client.call('POST', path, body)).body, 'messages')).toHaveLength(2);
  const edge = { ...body, firstYearValue: 99_999.99, level: 99_999.99 };
  expect((await client.call('POST', path, edge)).status).toBe(201);
});

test('bulk create takes an array and is all or nothing', async () => {
  const [product] = sandbox.control.records('products', 0, 1);
  const path = `/v1/customers/${product?.id}/commissionLevels/bulk`;
  const level = (n: number) => ({ name: `L${n}`, type: 'Percent', firstYearValue: n, level: n });
  expect((await client.call('POST', path, { commissionLevels: [level(1)] })).status).toBe(400);
  const bad = await client.call('POST', path, [level(1), { ...level(2), type: 'PERCENT' }]);
  expect(text(bad.body, 'messages', 0)).toContain('commissionLevels[1].type');
  expect(sandbox.control.journal()).toEqual([]);
  const made = await client.call('POST', path, [level(1), level(2)]);
  expect(made.status).toBe(201);
  expect(list(made.body, '_embedded', 'commissionLevels')).toHaveLength(2);
});

test('assignments: created with the sample four, references checked, duplicates not', async () => {
  const [level] = sandbox.control.records('commissionLevels', 0, 1);
  const body = {
    npn: '15645555',
    productId: text(level, 'productId'),
    commissionLevelId: text(level, 'id'),
    assignmentStatusId: sandbox.control.lookups().assignmentStatuses[0]?.id ?? '',
  };
  expect((await client.call('POST', ASSIGNMENTS, { ...body, npn: '1234567890123456' })).status).toBe(400);
  expect((await client.call('POST', ASSIGNMENTS, { ...body, productId: 'none' })).status).toBe(404);
  expect((await client.call('POST', ASSIGNMENTS, { ...body, commissionLevelId: 'none' })).status).toBe(404);
  const made = await client.call('POST', ASSIGNMENTS, { ...body, writingNumber: '00123A' });
  expect(made.status).toBe(201);
  expect(Object.keys(typeof made.body === 'object' && made.body !== null ? made.body : {})).toEqual([
    'id',
    'npn',
    'productId',
    'commissionLevelId',
    'assignmentStatusId',
    '_links',
  ]);
  expect((await client.call('POST', ASSIGNMENTS, body)).status).toBe(201);
  expect(sandbox.control.count('contractAssignments')).toBe(2002);
  const path = `${ASSIGNMENTS}/${text(made.body, 'id')}`;
  expect(at((await client.get(path)).body, 'writingNumber')).toBe('00123A');
  expect((await client.call('DELETE', path)).status).toBe(204);
  expect((await client.get(path)).status).toBe(404);
});

test('an invitation is never idempotent and makes its assignments inline', async () => {
  const [level] = sandbox.control.records('commissionLevels', 0, 1);
  const product = sandbox.control.record('products', text(level, 'productId'));
  const body = {
    producer: {
      npn: '77001234',
      email: 'a@example.com',
      firstName: 'A',
      lastName: 'B',
      inviter: { firstName: 'C', lastName: 'D', email: 'c@example.com' },
    },
    contractAssignments: [
      {
        administrativeDivisions: ['CO'],
        toOrganizationId: text(product, 'carrierId'),
        fromOrganizationId: 'own-organization',
        productId: text(level, 'productId'),
        commissionLevelId: text(level, 'id'),
      },
    ],
  };
  const first = await client.call('POST', '/v1/invitation', body);
  const second = await client.call('POST', '/v1/invitation', body);
  expect(first.status).toBe(201);
  expect(text(first.body, 'inviteLink')).not.toBe(text(second.body, 'inviteLink'));
  const journal = sandbox.control.journal();
  expect(journal.filter((entry) => entry.collection === 'invitations')).toHaveLength(2);
  const mine = await client.get(`${ASSIGNMENTS}?npn=77001234`);
  expect(list(mine.body, '_embedded', 'contractAssignments')).toHaveLength(2);
  const bad = await client.call('POST', '/v1/invitation', { producer: { npn: '1' } });
  expect(text(bad.body, 'messages', 0)).toBe('producer.email is required.');
});
