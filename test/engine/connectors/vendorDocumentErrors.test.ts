import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldOf } from '../../../domain/collections.ts';
import type { AgentSyncCollection, FieldValues } from '../../../domain/fields.ts';
import { checkValue } from '../../../domain/validate.ts';
import { sampleJson, sampleRows, sampleText } from '../../unit/connectors/fixtures/sample.ts';
import { parseJson as parseForServer } from '../../../sandbox/json.ts';
import type { Json as ServerJson } from '../../../sandbox/json.ts';
import { make as makeNew, tray } from '../outbox/createSupport.ts';
import { anyway, valueOf } from '../outbox/support.ts';
import type { Rig as OutboxRig } from '../outbox/support.ts';
import { Client } from '../sandbox/client.ts';
import { connect, made, outboxOf, sent } from './vendorDocumentsSupport.ts';

/** The shape of an error body: `messages` with seconds (S1), or `message` with milliseconds (A-STAT). */
const validationBody = z.strictObject({
  status: z.number(),
  timestamp: z.number().max(99_999_999_999),
  messages: z.array(z.string()).min(1),
  path: z.string().startsWith('/contracting/'),
  error: z.string(),
});

const standardBody = z.strictObject({
  timestamp: z.number().min(100_000_000_000),
  status: z.number(),
  error: z.string(),
  message: z.string(),
  path: z.string().startsWith('/contracting/'),
});

/** Asks the stand-in as a plain program would; answers its status and body. */
async function plainly(r: OutboxRig, method: string, path: string, body: ServerJson, scope?: string) {
  const client = await Client.signIn(r.sandbox, scope === undefined ? {} : { scope });
  return client.call(method, path, body);
}

const aCarrier = { name: 'Acme Insurance Company', naic: '12345' };

/** One test for each row of the quick start's error table, under the row's own name. */
const errorRows: Readonly<Record<string, () => Promise<void>>> = {
  async '400 Bad Request'() {
    const r = await outboxOf();
    const tooLong = { ...aCarrier, naic: '1234567' };
    const answer = await plainly(r, 'POST', '/v1/customers/carriers', tooLong);
    expect(answer.status).toBe(400);
    const sample = validationBody.parse(sampleJson('validation-error'));
    expect(validationBody.parse(answer.body)).toEqual({
      ...sample,
      timestamp: expect.any(Number),
    });
    // What Upline knows to be too long never leaves; what only the server knows comes back to its field.
    makeNew(r, 'carrier', { ...aCarrier, name: 'N'.repeat(256) });
    r.outbox.start();
    await r.drained();
    const item = tray(r)[0];
    expect(item).toMatchObject({ state: 'refused', retryAt: null });
    expect(item?.changes.find(({ field }) => field === 'name')?.message).toBe(
      'name must have a max of 255 characters.',
    );
    expect(item?.reason).toMatch(/AgentSync refused this change: .* saved on this computer; correct it/);
    expect(r.sandbox.control.counters()['createCarrier']).toBe(2);
  },

  async '401 Unauthorized'() {
    const r = await outboxOf();
    const client = await Client.signIn(r.sandbox);
    r.sandbox.control.revokeTokens();
    const answer = await client.get('/v1/customers/carriers');
    expect(answer.status).toBe(401);
    standardBody.parse(answer.body);
    valueOf(r.type('writingNumber', { [r.ids[0] ?? '']: 'W-401' }));
    r.outbox.start();
    await r.drained();
    // One new token, nothing for a person to do, sent once.
    expect(r.held(r.ids[0] ?? '', 'writingNumber')).toBe('W-401');
    expect(r.outbox.authorization()).toEqual({ state: 'ok' });
    expect(r.effects()).toHaveLength(1);
  },

  async '403 Forbidden'() {
    const r = await outboxOf({ scopes: ['rino_api_agency_read'] });
    const answer = await plainly(r, 'POST', '/v1/customers/carriers', aCarrier, 'rino_api_agency_read');
    expect(answer.status).toBe(403);
    standardBody.parse(answer.body);
    makeNew(r, 'carrier', aCarrier);
    r.outbox.start();
    await r.drained();
    const item = tray(r)[0];
    expect(item?.state).toBe('needs-auth');
    expect(item?.reason).toMatch(/may read but not change .*write scope is missing.*ask for credentials/);
    expect(r.outbox.authorization()).toMatchObject({ state: 'read-only' });
  },

  async '404 Not Found'() {
    const r = await outboxOf();
    const assignment = parseForServer(sampleText('assignment-request.json.txt')) ?? null;
    const answer = await plainly(r, 'POST', '/v1/customers/contractAssignments', assignment);
    expect(answer.status).toBe(404);
    standardBody.parse(answer.body);
    const id = r.ids[0] ?? '';
    const level = r.shown(id, 'commissionLevelId');
    const other = r.store.views
      .options('contractAssignment', 'commissionLevelId', id, '', 50)
      .find(({ value }) => value !== level)?.value;
    if (other === undefined) throw new Error('no other level');
    const edit = { recordId: id, field: 'commissionLevelId', input: { value: other } };
    valueOf(r.outbox.stage('contractAssignment', 'Level', [edit], anyway));
    r.sandbox.control.remoteDelete('commissionLevels', other);
    r.outbox.start();
    await r.drained();
    const item = tray(r)[0];
    expect(item?.state).toBe('refused');
    expect(item?.changes[0]).toMatchObject({
      field: 'commissionLevelId',
      message: expect.stringContaining('was not found'),
    });
    expect(r.effects()).toHaveLength(0);
  },

  async '422 Unprocessable Entity'() {
    const r = await outboxOf();
    makeNew(r, 'carrier', { ...aCarrier, userDefined1: 'ours' });
    const created = await plainly(r, 'POST', '/v1/customers/carriers', aCarrier);
    expect(created.status).toBe(201);
    const again = await plainly(r, 'POST', '/v1/customers/carriers', aCarrier);
    expect(again.status).toBe(422);
    standardBody.parse(again.body);
    r.outbox.start();
    await r.drained();
    // Not made twice: the existing carrier is taken over, and only what differs is sent.
    const same = r.sandbox.control.records('carriers').filter(({ name }) => name === aCarrier.name);
    expect(same).toHaveLength(1);
    expect(same[0]).toMatchObject({ userDefined1: 'ours' });
    expect(r.sandbox.control.counters()['updateCarrier']).toBe(1);
    expect(tray(r)).toEqual([]);
  },

  async '429 Too Many Requests'() {
    const r = await outboxOf();
    r.sandbox.control.setProfile({ writesPerMinute: 1, retryAfter: 'seconds' });
    await plainly(r, 'POST', '/v1/customers/carriers', { name: 'First' });
    const answer = await plainly(r, 'POST', '/v1/customers/carriers', { name: 'Second' });
    expect(answer.status).toBe(429);
    standardBody.parse(answer.body);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    makeNew(r, 'carrier', aCarrier);
    r.outbox.start();
    await r.until(() => r.sandbox.control.counters()['createCarrier'] === 3, 'asking once');
    await r.until(() => tray(r)[0]?.retryAt !== null, 'waiting as asked');
    expect(tray(r)[0]?.reason).toMatch(/^Waiting until \d\d:\d\d: AgentSync asked/);
    await r.until(() => tray(r).length === 0, 'going on by itself');
    expect(r.sandbox.control.records('carriers').some(({ name }) => name === aCarrier.name)).toBe(true);
  },
};

interface Limit {
  readonly collection: AgentSyncCollection;
  readonly field: string;
  readonly longest: string;
  readonly tooLong: string;
  /** The words by which the server refuses it. */
  readonly words: RegExp;
}

/** One entry for each row of the constraint table, under the row's own words. */
const limits: Readonly<Record<string, Limit>> = {
  'naic: Max 6 characters': {
    collection: 'carrier',
    field: 'naic',
    longest: '000001',
    tooLong: '0000001',
    words: /^naic must have a max of 6 characters\.$/,
  },
  'tin: Max 9 characters': {
    collection: 'carrier',
    field: 'tin',
    longest: '012345678',
    tooLong: '0123456789',
    words: /^tin must have a max of 9 characters\.$/,
  },
  'npn: Max 15 characters': {
    collection: 'contractAssignment',
    field: 'npn',
    longest: '012345678901234',
    tooLong: '0123456789012345',
    words: /^npn must have a max of 15 characters\.$/,
  },
  'commissionLevel.firstYearValue: Max 99999.99': {
    collection: 'commissionLevel',
    field: 'firstYearValue',
    longest: '99999.99',
    tooLong: '100000',
    words: /^firstYearValue must be less than or equal to 99999\.99\.$/,
  },
  'commissionLevel.level: Max 99999.99': {
    collection: 'commissionLevel',
    field: 'level',
    longest: '99999.99',
    tooLong: '100000',
    words: /^level must be less than or equal to 99999\.99\.$/,
  },
  'commissionLevel.type: Must be "PERCENT", "DOLLAR", or "NUMBER"': {
    collection: 'commissionLevel',
    field: 'type',
    longest: 'Number',
    tooLong: 'Barter',
    words: /^type must be /,
  },
};

describe('the documented errors', () => {
  const rows = sampleRows('error-table').map(([error = '']) => error);

  it('are all held against Upline here', () => {
    expect(Object.keys(errorRows)).toEqual(rows);
  });

  it.each(rows)('%s', async (row) => {
    await errorRows[row]?.();
    expect.hasAssertions();
  });

  it('500 instead of 415 where the content type is missing, which Upline always sends', async () => {
    const { sandbox, connector } = await connect();
    const client = await Client.signIn(sandbox);
    const bare = await client.raw('POST', '/v1/customers/carriers', { body: new Uint8Array([123, 125]) });
    expect(bare.status).toBe(500);
    made(await connector.create('carrier', { name: 'With a content type' }, {}));
    expect(sent.at(-1)?.headers['content-type']).toBe('application/json');
  });
});

describe('the documented constraints', () => {
  const rows = sampleRows('constraint-table').map(
    ([field = '', constraint = '']) => `${field}: ${constraint}`,
  );

  it('are all held against Upline here', () => {
    expect(Object.keys(limits)).toEqual(rows);
  });

  it.each(rows)('%s', async (row) => {
    const limit = limits[row];
    const definition = limit === undefined ? undefined : fieldOf(limit.collection, limit.field);
    if (limit === undefined || definition === undefined) throw new Error('no such field');
    // Checked before anything is staged …
    const editable = { ...definition, editable: true };
    expect(checkValue(editable, limit.longest)).toEqual({ ok: true, value: limit.longest });
    expect(checkValue(editable, limit.tooLong)).toMatchObject({ ok: false });
    // … and refused by the server on the same field, should it ever get there.
    const { connector, sandbox } = await connect();
    const [carrier, product, level, status] = [
      sandbox.control.records('carriers', 0, 1)[0]?.id ?? '',
      sandbox.control.records('products', 0, 1)[0]?.id ?? '',
      sandbox.control.records('commissionLevels', 0, 1)[0]?.id ?? '',
      sandbox.control.lookups().assignmentStatuses[0]?.id ?? '',
    ];
    const others: Readonly<Record<string, FieldValues>> = {
      carrier: { name: `Carrier beside ${carrier}` },
      commissionLevel: { name: 'A level', type: 'Percent' },
      contractAssignment: {
        npn: '1',
        productId: product,
        commissionLevelId: level,
        assignmentStatusId: status,
      },
    };
    const parent = limit.collection === 'commissionLevel' ? { parentId: product } : {};
    const create = (value: string) =>
      connector.create(limit.collection, { ...others[limit.collection], [limit.field]: value }, parent);
    const taken = made(await create(limit.longest));
    expect(taken.values[limit.field]).toBe(limit.longest);
    expect(await create(limit.tooLong)).toMatchObject({
      ok: false,
      failure: {
        kind: 'rejected',
        status: 400,
        fields: { [limit.field]: expect.stringMatching(limit.words) },
      },
    });
  });
});
