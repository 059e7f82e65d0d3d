import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { at, list, readAnswer, text } from './client.ts';
import type { Answer } from './client.ts';

let sandbox: Sandbox;
let token: string;

async function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const authorization = `Bearer ${token}`;
  return readAnswer(await fetch(`${sandbox.turrisUrl}${path}`, { headers: { authorization, ...headers } }));
}

async function signIn(body: unknown): Promise<Answer> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return readAnswer(await fetch(`${sandbox.turrisUrl}/v1/auth/jwt`, init));
}

const credentials = () => ({ clientId: sandbox.turrisClientId, clientSecret: sandbox.turrisClientSecret });

beforeEach(async () => {
  sandbox = await startSandbox({ size: { assignments: 230, carriers: 3 } });
  token = text((await signIn(credentials())).body, 'data', 'accessToken');
});
afterEach(() => sandbox.close());

test('a JSON sign-in gives an hour of bearer token in the envelope', async () => {
  const answer = await signIn(credentials());
  expect(answer.status).toBe(201);
  expect(at(answer.body, 'data')).toMatchObject({ expiresIn: 3600, tokenType: 'Bearer' });
  expect(text(answer.body, 'requestId')).not.toBe('');
  expect(text(answer.body, 'timestamp')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect((await ask('/v1/auth/test-oauth')).status).toBe(200);
});

test('the other spelling of the sample script, wrong secrets and tokens of the other vendor are refused', async () => {
  const misspelt = await signIn({ client_id: 'turris-practice', client_secret: 'turris-practice' });
  expect(misspelt.body).toMatchObject({ statusCode: 400, errorType: 'invalid_input' });
  const wrong = await signIn({ ...credentials(), clientSecret: 'other' });
  expect(wrong.body).toMatchObject({ statusCode: 401, errorType: 'unauthorized' });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
    scope: 'rino_api_agency_read',
  });
  const other = await readAnswer(await fetch(sandbox.tokenUrl, { method: 'POST', body: form }));
  token = text(other.body, 'access_token');
  const refused = await ask('/v1/agents');
  expect(refused.status).toBe(401);
  expect(list(refused.body, 'errorMessage')).toEqual(['Unauthorized']);
});

test('the token call is limited to ten a minute, and says when it is open again', async () => {
  for (let call = 1; call < 10; call += 1) expect((await signIn(credentials())).status).toBe(201);
  const refused = await signIn(credentials());
  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-ratelimit-limit')).toBe('10');
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(refused.headers.get('retry-after')).toBeNull();
  const reset = Number(refused.headers.get('x-ratelimit-reset')) * 1000 - sandbox.control.now();
  expect(reset).toBeGreaterThan(0);
  expect(reset).toBeLessThanOrEqual(61_000);
  expect(refused.body).toMatchObject({ statusCode: 429, errorType: 'rate_limit_exceeded' });
  sandbox.control.advanceClock(60_000);
  expect((await signIn(credentials())).status).toBe(201);
});

test('reads have no limit until one is set, and then the same headers', async () => {
  expect((await ask('/v1/agents')).headers.get('x-ratelimit-limit')).toBeNull();
  sandbox.control.setProfile({ turrisReadsPerMinute: 2 });
  await ask('/v1/agents');
  expect((await ask('/v1/agents')).headers.get('x-ratelimit-remaining')).toBe('0');
  expect((await ask('/v1/agents')).status).toBe(429);
});

test('agents and entities carry the NPNs and names of producers', async () => {
  const producers = sandbox.control.records('producers', 0, 1_000);
  const npns = new Set(producers.map((row) => row['npn']));
  const agents = list((await ask('/v1/agents')).body, 'data');
  const entities = list((await ask('/v1/downstream-entity-associations')).body, 'data');
  expect(agents).toHaveLength(sandbox.control.count('agents'));
  expect(entities).toHaveLength(sandbox.control.count('downstreamEntities'));
  expect(agents.length).toBeGreaterThan(5);
  expect(agents.every((entry) => npns.has(text(entry, 'agent', 'npn')))).toBe(true);
  expect(entities.every((entry) => npns.has(text(entry, 'downstreamEntity', 'npn')))).toBe(true);
  expect(agents.map((entry) => text(entry, 'agent', 'npn'))).toEqual(
    expect.arrayContaining(['15645555', '19855109']),
  );
  const [entity] = entities;
  const firm = producers.find((row) => row['npn'] === at(entity, 'downstreamEntity', 'npn'));
  expect(text(entity, 'downstreamEntity', 'legalName')).toBe(text(firm, 'firm', 'name'));
  for (const entry of [...agents, ...entities]) {
    expect(at(entry, 'niprDataSubscription', '_id')).toBeUndefined();
    expect(text(entry, 'niprDataSubscription', 'entityInfo', 'status')).not.toBe('');
  }
  expect(entities.every((entry) => /^[0-9a-f]{24}$/.test(text(entry, '_id')))).toBe(true);
});

test('an entity lists its agents, a holder its licences, and nobody lists all licences', async () => {
  const [entity] = sandbox.control.records('downstreamEntities', 0, 1);
  const id = entity?.id ?? '';
  const members = sandbox.control
    .records('agents', 0, 1_000)
    .filter(({ entityIds }) => Array.isArray(entityIds) && entityIds.includes(id));
  const listed = list((await ask(`/v1/agents?downstreamEntityAssociationId=${id}`)).body, 'data');
  expect(listed.map((entry) => text(entry, 'agent', '_id')).sort()).toEqual(
    members.map((row) => row.id).sort(),
  );
  const own = list((await ask(`/v1/downstream-entity-associations/${id}/licenses`)).body, 'data');
  expect(own).toHaveLength(2);
  expect(own.every((licence) => at(licence, '_id') === undefined)).toBe(true);
  const [agent] = sandbox.control.records('agents', 0, 1);
  const theirs = await ask(`/v1/agents/${agent?.id}/licenses`);
  expect(list(theirs.body, 'data').map((licence) => text(licence, 'npn'))).toEqual(
    Array.from({ length: 3 }, () => agent?.['npn']),
  );
  for (const path of ['/v1/licenses', '/v1/license-compliance', '/v1/agents/nobody/licenses'])
    expect((await ask(path)).body, path).toMatchObject({ statusCode: 404, errorType: 'not_found' });
});

test('filters that exclude each other are refused, and files are listed by category alone', async () => {
  for (const path of [
    '/v1/agents?npn=1&licenseNumber=2&stateCode=TX',
    '/v1/downstream-entity-associations?email=a@example.com&downstreamEntityNpn=1',
    '/v1/file-documents',
    '/v1/file-documents?category=E&O',
  ])
    expect((await ask(path)).body, path).toMatchObject({ statusCode: 400, errorType: 'invalid_input' });
  const files = await ask('/v1/file-documents?category=E%26O');
  const expected = sandbox.control
    .records('fileDocuments', 0, 1_000)
    .filter(({ category }) => category === 'E&O');
  expect(list(files.body, 'data').map((file) => text(file, '_id'))).toEqual(expected.map(({ id }) => id));
  expect(expected.length).toBeGreaterThan(0);
});

test('faults, revoked tokens and somebody else’s changes mean the same as at the other vendor', async () => {
  const { control } = sandbox;
  const [agent] = control.records('agents', 0, 1);
  const id = agent?.id ?? '';
  control.remoteEdit('agents', id, { email: 'new@example.com' });
  const changed = await ask(`/v1/agents/${id}`);
  expect(at(changed.body, 'data', 'email')).toBe('new@example.com');
  expect(control.journal().at(-1)).toMatchObject({ collection: 'agents', id, origin: 'remote' });
  control.remoteDelete('agents', id);
  expect((await ask(`/v1/agents/${id}`)).status).toBe(404);
  control.addFault({ match: { operation: 'listAgents' }, action: { kind: 'status', status: 500 }, times: 1 });
  expect((await ask('/v1/agents')).body).toMatchObject({ statusCode: 500, errorType: 'internal_error' });
  expect(control.counters()['listAgents']).toBe(1);
  control.setProfile({ turrisEnvelope: 'bare' });
  expect(Array.isArray((await ask('/v1/agents')).body)).toBe(true);
  control.revokeTurrisTokens();
  expect((await ask('/v1/agents')).status).toBe(401);
});
