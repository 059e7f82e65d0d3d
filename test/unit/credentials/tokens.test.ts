import { describe, expect, it } from 'vitest';
import { createTokenSource } from '../../../main/credentials/tokens.ts';
import type { HeldTokens } from '../../../main/credentials/heldTokens.ts';
import type { ClientCredentials } from '../../../main/credentials/clientCredentials.ts';
import { sendJson, tokenServers } from './tokenServer.ts';
import type { SeenRequest } from './tokenServer.ts';
import type { ServerResponse } from 'node:http';

const secret = 's3cr&t=+ %üñ';
const serve = tokenServers();

function grant(_request: SeenRequest, response: ServerResponse, count: number): void {
  sendJson(response, 200, {
    token_type: 'Bearer',
    expires_in: 3600,
    access_token: `token-${String(count)}`,
    scope: 'rino_api_agency_read',
  });
}

function source(
  server: { readonly url: string },
  clock = { now: () => 0 },
  credentials: ClientCredentials | null = { clientId: 'client 1', clientSecret: secret },
): HeldTokens {
  return createTokenSource({
    fetch: globalThis.fetch,
    clock,
    endpoint: {
      tokenUrl: `${server.url}/oauth2/token`,
      scopes: ['rino_api_agency_read', 'rino_api_agency_write'],
    },
    credentials: () => Promise.resolve(credentials),
  });
}

describe('the exchange', () => {
  it('posts exactly the documented form', async () => {
    const server = await serve(grant);
    const outcome = await source(server).token({ renew: false });
    expect(outcome).toEqual({ kind: 'token', accessToken: 'token-1', scopes: ['rino_api_agency_read'] });
    const [request] = server.seen;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/oauth2/token');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.body).toBe(
      'grant_type=client_credentials&client_id=client+1&client_secret=s3cr%26t%3D%2B+%25%C3%BC%C3%B1&scope=rino_api_agency_read+rino_api_agency_write',
    );
  });

  it.each([
    [401, { error: 'invalid_client', error_description: `bad ${secret}` }, 'wrong-credentials'],
    [400, { error: 'invalid_client' }, 'wrong-credentials'],
    [
      400,
      { error: 'access_denied', error_description: 'Policy evaluation failed for this request' },
      'scope-not-granted',
    ],
    [400, { error: 'unsupported_grant_type' }, 'token-refused'],
    [404, 'nothing here', 'token-refused'],
  ])('tells people what a %i means', async (status, body, code) => {
    const server = await serve((_request, response) => sendJson(response, status, body));
    const outcome = await source(server).token({ renew: false });
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  it.each([429, 500, 503])('counts a %i as not reachable now', async (status) => {
    const server = await serve((_request, response) => sendJson(response, status, {}));
    expect(await source(server).token({ renew: false })).toMatchObject({ kind: 'offline' });
  });

  it('counts a refused connection and a page in the way as not reachable', async () => {
    expect(await source({ url: 'http://127.0.0.1:1' }).token({ renew: false })).toMatchObject({
      kind: 'offline',
    });
    const portal = await serve((_request, response) => response.end('<html>Welcome to the hotel</html>'));
    expect(await source(portal).token({ renew: false })).toMatchObject({ kind: 'offline' });
  });

  it('never follows a redirect with the secret', async () => {
    const elsewhere = await serve(grant);
    const server = await serve((_request, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/steal` }).end(),
    );
    const outcome = await source(server).token({ renew: false });
    expect(outcome).toMatchObject({ kind: 'offline' });
    expect(outcome.kind === 'offline' && outcome.reason).toContain('never followed');
    expect(elsewhere.seen).toHaveLength(0);
  });

  it('reads no more than a token needs', async () => {
    const server = await serve((_request, response) => response.end(`{"x":"${'y'.repeat(300_000)}"}`));
    expect(await source(server).token({ renew: false })).toMatchObject({ kind: 'offline' });
  });

  it('says so when there are no credentials, without asking anybody', async () => {
    const server = await serve(grant);
    expect(await source(server, { now: () => 0 }, null).token({ renew: false })).toMatchObject({
      kind: 'refused',
      code: 'credentials-missing',
    });
    expect(server.seen).toHaveLength(0);
  });
});

describe('reuse', () => {
  it('reuses a token until 300 seconds before it ends', async () => {
    const server = await serve(grant);
    let now = 1_000_000;
    const tokens = source(server, { now: () => now });
    await tokens.token({ renew: false });
    now += 3_299_999;
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'token-1' });
    now += 1;
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'token-2' });
  });

  it('exchanges once for many who ask at the same time', async () => {
    const server = await serve(grant);
    const tokens = source(server);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => tokens.token({ renew: index > 3 })),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(server.seen).toHaveLength(1);
  });

  it('renews when asked, but not again for one who speaks of the token before', async () => {
    const server = await serve(grant);
    let now = 0;
    const tokens = source(server, { now: () => now });
    await tokens.token({ renew: false });
    expect(await tokens.token({ renew: true })).toMatchObject({ accessToken: 'token-2' });
    now += 500;
    expect(await tokens.token({ renew: true })).toMatchObject({ accessToken: 'token-2' });
    now += 5_000;
    expect(await tokens.token({ renew: true })).toMatchObject({ accessToken: 'token-3' });
  });

  it('renews when asked although the clock was set back since the last time', async () => {
    const server = await serve(grant);
    let now = 36_000_000;
    const tokens = source(server, { now: () => now });
    await tokens.token({ renew: true });
    now -= 5 * 3_600_000;
    expect(await tokens.token({ renew: true })).toMatchObject({ accessToken: 'token-2' });
  });

  it('asks again after an outage, and waits as long as it was told to', async () => {
    const server = await serve((request, response, count) => {
      if (count === 1) response.writeHead(429, { 'retry-after': '30' }).end();
      else grant(request, response, count);
    });
    let now = 0;
    const tokens = source(server, { now: () => now });
    expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'offline' });
    expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'offline' });
    expect(server.seen).toHaveLength(1);
    now += 30_000;
    expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'token' });
  });

  it('uses new credentials at once, not when the token of the ones before has ended', async () => {
    const server = await serve(grant);
    const tokens = source(server);
    await tokens.token({ renew: false });
    tokens.forget();
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'token-2' });
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'token-2' });
  });

  it('does not keep what arrives late for credentials that were replaced', async () => {
    let answerFirst = (): void => undefined;
    const asked = Promise.withResolvers<null>();
    const server = await serve((request, response, count) => {
      if (count > 1) {
        grant(request, response, count);
        return;
      }
      answerFirst = () => grant(request, response, count);
      asked.resolve(null);
    });
    const tokens = source(server);
    const late = tokens.token({ renew: false });
    await asked.promise;
    tokens.forget();
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'token-2' });
    answerFirst();
    await late;
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'token-2' });
  });
});
