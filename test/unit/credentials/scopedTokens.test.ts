import { afterEach, expect, it } from 'vitest';
import { createScopedTokens } from '../../../main/credentials/scopedTokens.ts';
import { renewalLeadMs } from '../../../main/credentials/heldTokens.ts';
import { sendJson, startTokenServer } from './tokenServer.ts';
import type { TokenServer } from './tokenServer.ts';

let server: TokenServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const base = ['rino_api_agency_read', 'rino_api_agency_write'];

/** A server that grants what it is asked for, except these scopes. */
async function made(refused: readonly string[] = []) {
  const started = await startTokenServer(({ body }, response, count) => {
    const scope = new URLSearchParams(body).get('scope') ?? '';
    if (scope.split(' ').some((one) => refused.includes(one)))
      sendJson(response, 400, { error: 'access_denied', error_description: 'Policy evaluation failed' });
    else sendJson(response, 200, { expires_in: 3600, access_token: `token-${String(count)}`, scope });
  });
  server = started;
  let time = 0;
  const tokens = createScopedTokens({
    fetch: globalThis.fetch,
    clock: { now: () => time },
    endpoint: { tokenUrl: `${started.url}/oauth2/token`, scopes: base },
    credentials: () => Promise.resolve({ clientId: 'id', clientSecret: 'secret' }),
  });
  return {
    tokens,
    pass: (milliseconds: number): void => {
      time += milliseconds;
    },
    /** The scopes of each exchange, in order. */
    asked: () => started.seen.map(({ body }) => new URLSearchParams(body).get('scope')),
  };
}

it('a scope more is asked for together with those of the connection, and the token is kept beside theirs', async () => {
  const { tokens, asked } = await made();
  const plain = await tokens.token({ renew: false });
  const wider = await tokens.token({ renew: false, scope: 'profile_read' });
  expect(plain).toMatchObject({ kind: 'token', accessToken: 'token-1' });
  expect(wider).toMatchObject({ kind: 'token', accessToken: 'token-2', scopes: [...base, 'profile_read'] });
  expect(await tokens.token({ renew: false })).toEqual(plain);
  expect(await tokens.token({ renew: false, scope: 'profile_read' })).toEqual(wider);
  expect(asked()).toEqual([base.join(' '), [...base, 'profile_read'].join(' ')]);
});

it('a scope the connection has already needs no token of its own', async () => {
  const { tokens, asked } = await made();
  const plain = await tokens.token({ renew: false });
  expect(await tokens.token({ renew: false, scope: 'rino_api_agency_read' })).toEqual(plain);
  expect(asked()).toHaveLength(1);
});

it('a scope that is not granted fails for nobody else', async () => {
  const { tokens } = await made(['profile_read']);
  expect(await tokens.token({ renew: false, scope: 'profile_read' })).toMatchObject({
    kind: 'refused',
    code: 'scope-not-granted',
  });
  expect(await tokens.token({ renew: false })).toMatchObject({ kind: 'token' });
});

it('each is exchanged once however many ask, and again when it is about to end', async () => {
  const { tokens, asked, pass } = await made();
  const five = await Promise.all(
    Array.from({ length: 5 }, () => tokens.token({ renew: false, scope: 'profile_read' })),
  );
  expect(new Set(five.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  expect(asked()).toHaveLength(1);
  pass(3_600_000 - renewalLeadMs);
  expect(await tokens.token({ renew: false, scope: 'profile_read' })).toMatchObject({
    accessToken: 'token-2',
  });
});

it('other credentials make all of them forgotten', async () => {
  const { tokens, asked } = await made();
  await tokens.token({ renew: false });
  await tokens.token({ renew: false, scope: 'profile_read' });
  tokens.forget();
  await tokens.token({ renew: false });
  await tokens.token({ renew: false, scope: 'profile_read' });
  expect(asked()).toHaveLength(4);
});
