import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import type { Json } from '../../../sandbox/json.ts';
import { at, list, readAnswer, requestToken, text } from './client.ts';
import type { Answer } from './client.ts';

let sandbox: Sandbox;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ size: { assignments: 300, carriers: 3 } });
  token = text((await requestToken(sandbox)).body, 'access_token');
});
afterAll(() => sandbox.close());

async function call(method: string, path: string, body?: Json): Promise<Answer> {
  return readAnswer(
    await fetch(`${sandbox.url}/producer-profile/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

const firstId = async (path: string): Promise<string> => {
  const name = path.slice(1);
  return text((await call('GET', `${path}?size=1`)).body, '_embedded', name, 0, 'id');
};

describe('generated producers', () => {
  it('every NPN of the contract assignments has its producer, firms first', async () => {
    const npns = new Set(sandbox.control.records('contractAssignments', 0, 1_000).map(({ npn }) => npn));
    const producers = sandbox.control.records('producers', 0, 1_000);
    expect(new Set(producers.map(({ npn }) => npn))).toEqual(npns);
    expect(producers[0]).toMatchObject({ type: 'FIRM' });
    expect(producers.at(-1)).toMatchObject({ type: 'INDIVIDUAL', npn: '15645555' });
  });

  it('keep no whole number of any account, not even in the stand-in', () => {
    const rows = JSON.stringify(sandbox.control.records('bankAccounts', 0, 1_000));
    expect(rows).toMatch(/"number":"\*{4}\d{4}"/);
    expect(JSON.stringify(sandbox.control.records('producers', 0, 1_000))).not.toMatch(/"ssn"/);
  });

  it('are the same for the same seed, and come as pages with totals', async () => {
    const page = await call('GET', '/addresses?page=1&size=7');
    expect(list(page.body, '_embedded', 'addresses')).toHaveLength(7);
    expect(at(page.body, 'page', 'totalElements')).toBe(sandbox.control.count('addresses'));
    const again = await startSandbox({ size: { assignments: 300, carriers: 3 } });
    const names = ['producers', 'addresses', 'phones', 'bankAccounts', 'insurancePolicies'] as const;
    expect(again.control.hash(names)).toBe(sandbox.control.hash(names));
    await again.close();
  });
});

describe('Producer Profile', () => {
  it('finds a producer by NPN, and answers without _embedded when there is none', async () => {
    const found = await call('GET', '/producers?npn=15645555');
    expect(at(found.body, '_embedded', 'producers', 0, 'npn')).toBe('15645555');
    const none = await call('GET', '/producers?npn=1');
    expect(none.status).toBe(200);
    expect(at(none.body, '_embedded')).toBeUndefined();
  });

  it('lists what a producer has, and 404s under one that is not there', async () => {
    const id = await firstId('/producers');
    for (const name of ['addresses', 'phones', 'bankAccounts', 'insurancePolicies']) {
      const page = await call('GET', `/producers/${id}/${name}`);
      expect(list(page.body, '_embedded', name).length).toBe(2);
      for (const row of list(page.body, '_embedded', name)) expect(at(row, 'producerId')).toBe(id);
      expect((await call('GET', `/producers/none/${name}`)).status).toBe(404);
    }
  });

  it.each([
    [
      'phones',
      { type: 'CELL', number: '1', extension: '1234567' },
      'extension must have a max of 6 characters.',
    ],
    [
      'insurancePolicies',
      { carrier: 'A', type: 'INDIVIDUAL', totalLimit: 0.5 },
      'totalLimit must be greater than or equal to 1.',
    ],
    [
      'insurancePolicies',
      { carrier: 'A', type: 'INDIVIDUAL', totalLimit: 10_000_000.01 },
      'totalLimit must be less than or equal to 10000000.',
    ],
    ['addresses', { type: 'MAILING' }, 'addressLine1 is required.'],
    [
      'bankAccounts',
      { bankName: 'A', routingNumber: '021000021', type: 'CHECKING', number: '****1234' },
      "number '****1234' must consist of digits.",
    ],
  ])('refuses a wrong one of %s with a message', async (name, body, message) => {
    const before = sandbox.control.journal().length;
    const answer = await call('POST', `/producers/${await firstId('/producers')}/${name}`, body);
    expect(answer.status).toBe(400);
    expect(list(answer.body, 'messages')).toContain(message);
    expect(sandbox.control.journal()).toHaveLength(before);
  });

  it('takes a new account number, shows it masked, computes its name and journals no digit more', async () => {
    const producer = await firstId('/producers');
    const made = await call('POST', `/producers/${producer}/bankAccounts`, {
      bankName: 'First',
      routingNumber: '021000021',
      type: 'CHECKING',
      number: '000123456789',
    });
    expect(made.status).toBe(201);
    expect(made.text).not.toContain('000123456789');
    expect(at(made.body, 'number')).toBe('****6789');
    expect(at(made.body, 'name')).toBe('Voided check for First CHECKING Account ****6789');
    expect(JSON.stringify(sandbox.control.journal())).not.toContain('000123456789');
    const id = text(made.body, 'id');
    const changed = await call('PUT', `/bankAccounts/${id}`, { number: '000555554321', nickname: 'Office' });
    expect(at(changed.body, 'number')).toBe('****4321');
    expect(at(changed.body, 'bankName')).toBe('First');
  });

  it('merges the part of a producer that is sent, and refuses the other', async () => {
    const page = await call('GET', '/producers?npn=15645555');
    const id = text(page.body, '_embedded', 'producers', 0, 'id');
    const lastName = at(page.body, '_embedded', 'producers', 0, 'individual', 'lastName');
    const put = await call('PUT', `/producers/${id}`, { individual: { title: 'Principal' } });
    expect(at(put.body, 'individual')).toMatchObject({ title: 'Principal', lastName });
    expect((await call('PUT', `/producers/${id}`, { firm: { name: 'X' } })).status).toBe(400);
    expect((await call('POST', '/producers', { npn: '15645555', type: 'INDIVIDUAL' })).status).toBe(422);
  });

  it('has somebody else’s edits and deletions like every collection', () => {
    const [row] = sandbox.control.records('phones', 5, 1);
    if (row === undefined) throw new Error('no phone');
    expect(sandbox.control.remoteEdit('phones', row.id, { extension: '9' })).toMatchObject({
      extension: '9',
    });
    expect(sandbox.control.remoteDelete('phones', row.id)).toBe(true);
    expect(sandbox.control.record('phones', row.id)).toBeUndefined();
  });
});
