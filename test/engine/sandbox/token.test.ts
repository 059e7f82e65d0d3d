import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { ALL_SCOPES, at, Client, readAnswer, requestToken, text } from './client.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ size: { assignments: 200 } });
});

afterAll(async () => {
  await sandbox.close();
});

test('form-encoded client credentials give an hour of bearer token', async () => {
  const answer = await requestToken(sandbox);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: ALL_SCOPES });
  const client = new Client(sandbox, text(answer.body, 'access_token'));
  expect((await client.get('/v1/customers/carriers')).status).toBe(200);
});

test('a wrong id or secret is invalid_client', async () => {
  for (const wrong of [{ client_secret: 'nope' }, { client_id: 'nope' }]) {
    const answer = await requestToken(sandbox, wrong);
    expect(answer.status).toBe(401);
    expect(at(answer.body, 'error')).toBe('invalid_client');
  }
});

test('a scope that is unknown or not granted fails the policy', async () => {
  for (const fields of [
    { scope: 'rino_api_agency_read something_else' },
    { client_id: 'reader', client_secret: 'reader', scope: 'rino_api_agency_read rino_api_agency_write' },
  ]) {
    const answer = await requestToken(sandbox, fields);
    expect(at(answer.body, 'error')).toBe('access_denied');
    expect(text(answer.body, 'error_description')).toContain('Policy evaluation failed');
  }
});

test('JSON instead of a form, another grant and no scope are refused', async () => {
  const json = await fetch(sandbox.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: 'practice',
      client_secret: 'practice',
    }),
  });
  expect((await readAnswer(json)).status).toBe(400);
  expect(at((await requestToken(sandbox, { grant_type: 'password' })).body, 'error')).toBe(
    'unsupported_grant_type',
  );
  expect(at((await requestToken(sandbox, { scope: '' })).body, 'error')).toBe('invalid_scope');
});

test('a token expires by the clock of the stand-in, and can be revoked', async () => {
  const client = await Client.signIn(sandbox);
  sandbox.control.advanceClock(3_599_000);
  expect((await client.get('/v1/linesOfBusiness')).status).toBe(200);
  sandbox.control.advanceClock(2_000);
  const answer = await client.get('/v1/linesOfBusiness');
  expect(answer.status).toBe(401);
  expect(at(answer.body, 'path')).toBe('/contracting/v1/linesOfBusiness');
  const renewed = await Client.signIn(sandbox);
  expect((await renewed.get('/v1/linesOfBusiness')).status).toBe(200);
  sandbox.control.revokeTokens();
  expect((await renewed.get('/v1/linesOfBusiness')).status).toBe(401);
});

test('a forged token and no token are 401', async () => {
  expect((await new Client(sandbox, 'abc.def').get('/v1/linesOfBusiness')).status).toBe(401);
  expect((await fetch(`${sandbox.contractingUrl}/v1/linesOfBusiness`)).status).toBe(401);
});

test('a reader may read and neither write nor delete', async () => {
  const scope = 'rino_api_agency_read';
  const reader = await Client.signIn(sandbox, { client_id: 'reader', client_secret: 'reader', scope });
  expect((await reader.get('/v1/customers/carriers')).status).toBe(200);
  expect((await reader.call('POST', '/v1/customers/carriers', { name: 'Mine' })).status).toBe(403);
  const [row] = sandbox.control.records('contractAssignments', 0, 1);
  expect((await reader.call('DELETE', `/v1/customers/contractAssignments/${row?.id}`)).status).toBe(403);
  const writer = await Client.signIn(sandbox, { scope: `${scope} rino_api_agency_write` });
  expect((await writer.call('DELETE', `/v1/customers/contractAssignments/${row?.id}`)).status).toBe(403);
});

test('the token endpoint has its own limit', async () => {
  const small = await startSandbox({ size: { assignments: 10 }, profile: { tokensPerMinute: 2 } });
  try {
    expect((await requestToken(small)).headers.get('ratelimit-remaining')).toBe('1');
    expect((await requestToken(small)).status).toBe(200);
    expect((await requestToken(small)).status).toBe(429);
    small.control.advanceClock(60_000);
    expect((await requestToken(small)).status).toBe(200);
  } finally {
    await small.close();
  }
});
