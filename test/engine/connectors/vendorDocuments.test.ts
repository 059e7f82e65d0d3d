import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collections, fieldOf } from '../../../domain/collections.ts';
import type { MirroredName, FieldValues } from '../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { checkValue } from '../../../domain/validate.ts';
import type { ConnectorResult } from '../../../main/engine/connectors/api.ts';
import { readAssignmentChange } from '../../../main/engine/connectors/agentsync/assignmentChanges.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../../main/engine/connectors/json.ts';
import type { HttpRequest } from '../../../main/engine/ports.ts';
import { sampleJson, sampleRows, sampleText } from '../../unit/connectors/fixtures/sample.ts';
import { parseJson as parseForServer } from '../../../sandbox/json.ts';
import type { Json as ServerJson } from '../../../sandbox/json.ts';
import { make as makeNew, tray } from '../outbox/createSupport.ts';
import { anyway, rig as outboxRig, valueOf } from '../outbox/support.ts';
import type { Rig as OutboxRig } from '../outbox/support.ts';
import { Client, list, text } from '../sandbox/client.ts';
import { createRig } from '../sync/rig.ts';
import type { Rig } from '../sync/rig.ts';

/** What the vendor's documents show, held against the connector, the outbox and the stand-in. */

let rig: Rig | undefined;
let outbox: OutboxRig | undefined;
afterEach(async () => {
  await rig?.close();
  await outbox?.dispose();
  rig = undefined;
  outbox = undefined;
});

const sent: HttpRequest[] = [];
/** What the vendor answers next, instead of the stand-in. */
let answerWith: { readonly status: number; readonly body: string } | null = null;

async function connect(typeShown: 'title' | 'upper' = 'title'): Promise<Rig> {
  sent.length = 0;
  answerWith = null;
  rig = await createRig({
    sandboxProfile: { typeShown, typeAccepted: 'any' },
    transport: (transport) => (request) => {
      sent.push(request);
      if (answerWith === null) return transport(request);
      const { status, body } = answerWith;
      const headers = { 'content-type': 'application/hal+json' };
      return Promise.resolve({ kind: 'response', status, headers, body: new TextEncoder().encode(body) });
    },
  });
  return rig;
}

function objectOf(value: Json | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error('not an object');
  return value;
}

const lastBody = (): unknown => JSON.parse(sent.at(-1)?.body ?? 'null');
const lastPath = (): string => new URL(sent.at(-1)?.url ?? '').pathname;

/** A documented request as Upline holds its values. */
const valuesOf = (collection: MirroredName, payload: Json | undefined): FieldValues =>
  readServerCopy(collection, objectOf(payload));

function made<T>(result: ConnectorResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

describe('the documented requests', () => {
  it.each([
    ['carrier', 'carrier-request', undefined, '/contracting/v1/customers/carriers'],
    ['product', 'product-request', 'CARRIER_ID', '/contracting/v1/customers/carriers/CARRIER_ID/products'],
    [
      'commissionLevel',
      'level-request',
      'PRODUCT_ID',
      '/contracting/v1/customers/PRODUCT_ID/commissionLevels',
    ],
    ['contractAssignment', 'assignment-request', undefined, '/contracting/v1/customers/contractAssignments'],
  ] as const)(
    'to make a %s is sent as the quick start shows it',
    async (collection, name, parentId, path) => {
      const { connector } = await connect('upper');
      // The quick start spells types in capitals, as this server shows them.
      const [product] = (rig?.sandbox.control.records('products', 0, 1) ?? []).map(({ id }) => id);
      await connector.listPage('commissionLevel', { page: 0, parentId: product ?? '' });
      const payload = sampleJson(name);
      const parent = parentId === undefined ? {} : { parentId };
      await connector.create(collection, valuesOf(collection, payload), parent);
      expect(lastBody()).toEqual(payload);
      expect(lastPath()).toBe(path);
      expect(sent.at(-1)?.headers).toMatchObject({ 'content-type': 'application/json' });
    },
  );

  it('to make several levels at once is an array', async () => {
    const { connector, sandbox } = await connect('upper');
    const parentId = sandbox.control.records('products', 0, 1)[0]?.id ?? '';
    await connector.listPage('commissionLevel', { page: 0, parentId });
    const payload = sampleJson('levels-request');
    if (!isJsonArray(payload)) throw new Error('not an array');
    const levels = made(
      await connector.createLevels(
        parentId,
        payload.map((item) => valuesOf('commissionLevel', item)),
      ),
    );
    expect(lastBody()).toEqual(payload);
    expect(levels.map(({ values }) => [values['name'], values['type'], values['firstYearValue']])).toEqual([
      ['Level 1 — 55%', 'Percent', '55'],
      ['Level 2 — 60%', 'Percent', '60'],
      ['Level 3 — 65%', 'Percent', '65'],
    ]);
  });

  it('to invite a producer is sent as the quick start shows it, and its answer holds the link', async () => {
    const { connector } = await connect();
    const payload = objectOf(sampleJson('invitation-request'));
    const producer = objectOf(payload['producer']);
    const inviter = objectOf(producer['inviter']);
    const [line] = isJsonArray(payload['contractAssignments']) ? payload['contractAssignments'] : [];
    const { toOrganizationId, fromOrganizationId, productId, commissionLevelId, ...shared } = objectOf(line);
    const { inviter: _nested, ...person } = producer;
    const values = readServerCopy('invitation', {
      ...person,
      ...shared,
      inviterFirstName: inviter['firstName'] ?? null,
      inviterLastName: inviter['lastName'] ?? null,
      inviterEmail: inviter['email'] ?? null,
    });
    const ids = z.object({ carrierId: z.string(), productId: z.string(), commissionLevelId: z.string() });
    const lines = [ids.parse({ carrierId: toOrganizationId, productId, commissionLevelId })];
    const answered = sampleText('invitation-created.json.txt');
    const organizationId = z.string().parse(fromOrganizationId);
    answerWith = { status: 201, body: answered };
    expect(made(await connector.invite({ values, organizationId, lines }))).toEqual({
      link: objectOf(parseJson(answered))['inviteLink'],
      expiresAt: null,
    });
    expect(lastBody()).toEqual(payload);
    expect(lastPath()).toBe('/contracting/v1/invitation');
  });

  it('are taken by the stand-in, and answered with the fields the documents show', async () => {
    const { sandbox } = await connect();
    const client = await Client.signIn(sandbox);
    const idsOf = async (path: string, key: string): Promise<readonly string[]> =>
      list((await client.get(path)).body, '_embedded', key).map((item) => text(item, 'id'));
    const lines = await idsOf('/v1/linesOfBusiness', 'linesOfBusiness');
    const methods = await idsOf('/v1/contractSubmissionMethods', 'contractSubmissionMethods');
    const annualizations = await idsOf('/v1/annualizations', 'annualizations');
    const statuses = await idsOf('/v1/assignmentStatuses', 'assignmentStatuses');
    const ids: Record<string, string | undefined> = {
      LOB_UUID_1: lines[0],
      LOB_UUID_2: lines[1],
      CSM_UUID_1: methods[0],
      CSM_UUID_2: methods[1],
      LOB_UUID: lines[0],
      CSM_UUID: methods[0],
      ANN_UUID: annualizations[0],
      STATUS_UUID: statuses[0],
    };
    const filled = (name: string): ServerJson => {
      let body = JSON.stringify(sampleJson(name));
      for (const [placeholder, id] of Object.entries(ids))
        body = body.replaceAll(`"${placeholder}"`, `"${id ?? ''}"`);
      return parseForServer(body) ?? null;
    };
    const post = async (path: string, request: string, answer: string): Promise<string> => {
      const reply = await client.call('POST', path, filled(request));
      expect(reply.status, reply.text).toBe(201);
      const shown = sampleJson(answer);
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(reply.body)).toSorted()).toEqual(
        Object.keys(objectOf(shown)).toSorted(),
      );
      return answer === 'invitation-created' ? text(reply.body, 'inviteLink') : text(reply.body, 'id');
    };
    ids['CARRIER_UUID'] = await post('/v1/customers/carriers', 'carrier-request', 'carrier-created');
    const products = `/v1/customers/carriers/${ids['CARRIER_UUID']}/products`;
    ids['PRODUCT_UUID'] = await post(products, 'product-request', 'product-created');
    const levels = `/v1/customers/${ids['PRODUCT_UUID']}/commissionLevels`;
    ids['COMMISSION_LEVEL_UUID'] = await post(levels, 'level-request', 'level-created');
    const bulk = await client.call('POST', `${levels}/bulk`, filled('levels-request'));
    expect(bulk.status).toBe(201);
    await post('/v1/customers/contractAssignments', 'assignment-request', 'assignment-created');
    ids['YOUR_ORG_UUID'] = 'own-organization';
    await post('/v1/invitation', 'invitation-request', 'invitation-created');
    const found = await client.get('/v1/customers/contractAssignments?npn=15645555');
    const assigned = list(found.body, '_embedded', 'contractAssignments');
    expect(assigned.map((item) => text(item, 'productId'))).toContain(ids['PRODUCT_UUID']);
  });
});

describe('the entities of the overview', () => {
  const lines = sampleText('entities.txt').split('\n');
  /** The names a block of the diagram gives its fields. */
  const namedUnder = (heading: string): readonly string[] => {
    const start = lines.findIndex((line) => line.includes(heading));
    const end = lines.findIndex((line, index) => index > start && /^[\s|]*$/.test(line));
    return lines
      .slice(start + 1, end === -1 ? undefined : end)
      .flatMap((line) => (/-- (.*)$/.exec(line)?.[1] ?? '').replaceAll(/\(.*\)|->.*$/g, '').split(','))
      .map((name) => name.replace('[]', '').trim())
      .filter((name) => name !== '');
  };
  const inBrackets = (heading: string): readonly string[] =>
    (lines.find((line) => line.includes(heading)) ?? '')
      .replace(/^.*\(|\).*$/g, '')
      .split(',')
      .map((name) => name.trim());
  const known = (collection: MirroredName): readonly string[] =>
    collections[collection].fields.map(({ name }) => name);

  it('name no field that Upline does not hold', () => {
    expect(known('carrier')).toEqual(expect.arrayContaining([...inBrackets('Carrier (')]));
    expect(known('commissionLevel')).toEqual(expect.arrayContaining([...inBrackets('CommissionLevel (')]));
    // The overview calls the submission field by another name than the quick start (vendor-apis section 6, item 12).
    expect(inBrackets('Product (')).toEqual(['name', 'lineOfBusinessId', 'submissionMethodId']);
    expect(readServerCopy('product', { id: 'p', submissionMethodId: 'm' })).toMatchObject({
      contractSubmissionMethodId: 'm',
    });
    const assignment = namedUnder('ContractAssignment (contract');
    expect(assignment).toContain('10x userDefined fields');
    expect(known('contractAssignment')).toEqual(
      expect.arrayContaining([
        ...assignment.filter((name) => !name.includes(' ')),
        ...Array.from({ length: 10 }, (_, index) => `userDefined${index + 1}`),
      ]),
    );
  });
});

it('the changes of an assignment are read with every field the overview names', () => {
  const lines = sampleText('entities.txt').split('\n');
  const start = lines.findIndex((line) => line.includes('ContractAssignmentChange (versioned'));
  const named = lines
    .slice(start + 1)
    .flatMap((line) => (/-- (.*)$/.exec(line)?.[1] ?? '').replaceAll(/\([^)]*\)|-> \w+/g, '').split(','))
    .map((name) => name.trim())
    .filter((name) => /^[a-z]\w*$/.test(name));
  expect(named).toHaveLength(12);
  const flags = new Set(['isAgencyInitiated', 'isSignedByProducer']);
  const told = Object.fromEntries(named.map((name) => [name, flags.has(name) ? true : `a ${name}`]));
  const users = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`userDefined${n + 1}`, `u${n}`]));
  expect(readAssignmentChange({ id: 'c', ...told, ...users })).toEqual({
    id: 'c',
    ...told,
    createdDate: null,
    modifiedDate: null,
    userDefined: users,
  });
});

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

async function outboxOf(options: Parameters<typeof outboxRig>[0] = {}): Promise<OutboxRig> {
  outbox = await outboxRig(options);
  return outbox;
}

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

interface Limit {
  readonly collection: MirroredName;
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
