import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ClientCredentials } from '../../../main/credentials/clientCredentials.ts';
import type { HeldTokens } from '../../../main/credentials/heldTokens.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';
import { createTurrisKeeper } from '../../../main/credentials/turrisCredentials.ts';
import { createTurrisTokens } from '../../../main/credentials/turrisExchange.ts';
import { sendJson, tokenServers } from './tokenServer.ts';
import type { SeenRequest } from './tokenServer.ts';

const secret = 's3cr&t=+ %üñ';
const serve = tokenServers();

/** As the reference of T1 shows it. */
function grant(_request: SeenRequest, response: ServerResponse, count: number): void {
  sendJson(response, 201, {
    data: { accessToken: `token-${String(count)}`, expiresIn: 3600, tokenType: 'Bearer' },
    requestId: 'r',
    timestamp: '2026-01-01T00:00:00.000Z',
  });
}

function source(
  server: { readonly url: string },
  clock = { now: () => 0 },
  credentials: ClientCredentials | null = { clientId: 'client 1', clientSecret: secret },
): HeldTokens {
  return createTurrisTokens({
    fetch: globalThis.fetch,
    clock,
    baseUrl: server.url,
    credentials: () => Promise.resolve(credentials),
  });
}

describe('the exchange with Turris', () => {
  it('posts exactly the documented body', async () => {
    const server = await serve(grant);
    const outcome = await source(server).token({ renew: false });
    expect(outcome).toEqual({ kind: 'token', accessToken: 'token-1', scopes: [] });
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/auth/jwt' });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.headers.authorization).toBeUndefined();
    expect(JSON.parse(request?.body ?? '')).toEqual({ clientId: 'client 1', clientSecret: secret });
  });

  it.each([
    ['the reference', { data: { accessToken: 'a', expiresIn: 600 } }],
    ['the guide that does not wrap', { accessToken: 'a', expiresIn: 600 }],
    ['the sample script', { access_token: 'a', expires_in: 600 }],
  ])('reads a token as in %s, with its life', async (_name, body) => {
    let now = 0;
    const server = await serve((_request, response) => sendJson(response, 201, body));
    const tokens = source(server, { now: () => now });
    expect(await tokens.token({ renew: false })).toMatchObject({ accessToken: 'a' });
    now += 299_999;
    await tokens.token({ renew: false });
    expect(server.seen).toHaveLength(1);
    now += 1;
    await tokens.token({ renew: false });
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    ['a field of another name', { data: { token: 'a', expiresIn: 600 } }],
    ['the script’s names inside data', { data: { access_token: 'a', expires_in: 600 } }],
    ['an empty token', { data: { accessToken: '', expiresIn: 600 } }],
    ['a page in the way', '<html>Welcome to the hotel</html>'],
  ])('takes %s for no token', async (_name, body) => {
    const server = await serve((_request, response) => sendJson(response, 201, body));
    expect(await source(server).token({ renew: false })).toMatchObject({ kind: 'offline' });
  });

  it.each([
    [401, 'unauthorized', 'wrong-credentials', /does not accept the client id or the client secret/],
    [403, 'forbidden', 'token-refused', /pinned to other addresses/],
    [400, 'invalid_input', 'token-refused', /refused the sign-in \(invalid_input\)/],
    [404, `no\n<b>${secret}</b>`, 'token-refused', /refused the sign-in \(status 404\)/],
  ])('tells people what a %i means', async (status, errorType, code, message) => {
    const body = { statusCode: status, requestId: 'r', errorType, errorMessage: [`bad ${secret}`] };
    const server = await serve((_request, response) => sendJson(response, status, body));
    const outcome = await source(server).token({ renew: false });
    expect(outcome).toMatchObject({ kind: 'refused', code, message: expect.stringMatching(message) });
    expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  it('waits for the end of the window when ten sign-ins a minute are used up', async () => {
    let now = 1_800_000_000_000;
    const server = await serve((request, response, count) => {
      if (count > 1) {
        grant(request, response, count);
        return;
      }
      response.writeHead(429, { 'x-ratelimit-reset': String(now / 1_000 + 20) }).end('{}');
    });
    const tokens = source(server, { now: () => now });
    expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'offline' });
    now += 19_999;
    expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'offline' });
    expect(server.seen).toHaveLength(1);
    now += 1;
    expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'token' });
  });

  it('never follows a redirect with the secret', async () => {
    const elsewhere = await serve(grant);
    const server = await serve((_request, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/v1/auth/jwt` }).end(),
    );
    expect(await source(server).token({ renew: false })).toMatchObject({ kind: 'offline' });
    expect(elsewhere.seen).toHaveLength(0);
  });

  it('asks nobody without credentials, and says where to enter them', async () => {
    const server = await serve(grant);
    expect(await source(server, { now: () => 0 }, null).token({ renew: false })).toMatchObject({
      kind: 'refused',
      code: 'credentials-missing',
      message: expect.stringContaining('Turris'),
    });
    expect(server.seen).toHaveLength(0);
  });
});

describe('what is kept of Turris', () => {
  const given = { clientId: 'id', clientSecret: secret };

  it('is given back for the address it was given for, and for no other', async () => {
    const keeper = createTurrisKeeper(createSessionStore(), 'p');
    await keeper.keep('c', 'https://one.example.com', given);
    expect(await keeper.read('c', 'https://one.example.com')).toEqual(given);
    // As after somebody has edited the list of connections on disk.
    expect(await keeper.read('c', 'https://two.example.com')).toBeNull();
    expect(await keeper.read('d', 'https://one.example.com')).toBeNull();
    await keeper.forget('c');
    expect(await keeper.read('c', 'https://one.example.com')).toBeNull();
  });

  it.each(['{"clientId":"id","clientSecret":"s"}', 'nonsense'])(
    'is none where the entry reads %s',
    async (text) => {
      const store = createSessionStore();
      await store.set('p/c/turris', text);
      expect(await createTurrisKeeper(store, 'p').read('c', 'https://one.example.com')).toBeNull();
    },
  );
});
