import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../domain/result.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';
import { createTurrisKeeper } from '../../../main/credentials/turrisCredentials.ts';
import { loadConnections } from '../../../main/shell/connections.ts';
import { createTurrisConnections } from '../../../main/shell/turrisConnections.ts';
import { turrisDraft } from '../../../preload/contract/shell.ts';
import type { ConnectionSummary, TurrisDraft } from '../../../preload/contract.ts';
import { sendJson, startTokenServer } from '../credentials/tokenServer.ts';
import type { SeenRequest, TokenServer } from '../credentials/tokenServer.ts';

const connection: ConnectionSummary = {
  id: 'c1',
  name: 'Acme agency',
  environment: 'sandbox',
  baseUrl: 'https://api.sandbox.agentsync.io',
  tokenUrl: 'https://auth.sandbox.agentsync.io/token',
  scopes: ['rino_api_agency_read'],
  lastOpenedAt: null,
  turris: null,
};

let folder = '';
let servers: TokenServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-turris-'));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  rmSync(folder, { recursive: true, force: true });
});

/** Turris with one client, whose secret is `right`. `refuses`: paths that answer 404. */
async function turris(
  refuses: readonly string[] = [],
  meanwhile = (): void => undefined,
): Promise<TokenServer> {
  const server = await startTokenServer((request, response) => {
    if (request.path === '/v1/auth/jwt') {
      meanwhile();
      const right = request.body.includes('"right"');
      sendJson(
        response,
        right ? 201 : 401,
        right ? { data: { accessToken: 'granted', expiresIn: 3600 } } : { errorType: 'unauthorized' },
      );
      return;
    }
    const known = request.headers.authorization === 'Bearer granted';
    const refused = refuses.some((one) => request.path.startsWith(one));
    sendJson(response, known ? (refused ? 404 : 200) : 401, { data: [] });
  });
  servers.push(server);
  return server;
}

async function rig(before: ConnectionSummary = connection) {
  const { connections } = await loadConnections(folder, () => 0);
  connections.add(before);
  const store = createSessionStore();
  const keeper = createTurrisKeeper(store, 'p');
  const effects: string[] = [];
  return {
    connections,
    keeper,
    effects,
    kept: () => store.get('p/c1/turris'),
    onDisk: () => readFileSync(path.join(folder, 'connections.json'), 'utf8'),
    turris: createTurrisConnections({
      connections,
      keeper,
      fetch: globalThis.fetch,
      clock: { now: () => 0 },
      listed: () => effects.push('listed'),
      reopen(id, options) {
        effects.push(`reopened ${id}${options?.forgetTurris === true ? ', forgetting' : ''}`);
        return Promise.resolve(ok(null));
      },
      replaced: (id) => effects.push(`replaced ${id}`),
    }),
  };
}

const custom = (server: TokenServer, clientSecret = 'right'): TurrisDraft => ({
  environment: 'custom',
  baseUrl: `${server.url}/`,
  clientId: 'id',
  clientSecret,
});

describe('connecting Turris', () => {
  it('tries, keeps the secret for that address, and has the connection opened again', async () => {
    const server = await turris();
    const r = await rig();
    const answer = await r.turris.connect('c1', custom(server));
    expect(answer).toMatchObject({ ok: true, value: { saved: true, test: { usable: true } } });
    expect(r.connections.find('c1')).toEqual({
      ...connection,
      turris: { environment: 'custom', baseUrl: server.url },
    });
    expect(await r.keeper.read('c1', server.url)).toEqual({ clientId: 'id', clientSecret: 'right' });
    expect(r.effects).toEqual(['listed', 'reopened c1']);
    expect(JSON.stringify(answer)).not.toContain('right');
    expect(JSON.stringify(answer)).not.toContain('granted');
    expect(r.onDisk()).not.toContain('right');
  });

  it('asks for nobody’s data while it tries, and sends the secret to the sign-in only', async () => {
    const server = await turris();
    await (await rig()).turris.connect('c1', custom(server));
    expect(server.seen.map(({ path: at }) => at).toSorted()).toEqual([
      '/v1/agents?npn=0',
      '/v1/auth/jwt',
      '/v1/auth/test-oauth',
      '/v1/downstream-entity-associations?downstreamEntityNpn=0',
      '/v1/file-documents?category=W9',
    ]);
    const told = (one: SeenRequest): boolean => JSON.stringify(one).includes('right');
    expect(server.seen.filter(told).map(({ path: at }) => at)).toEqual(['/v1/auth/jwt']);
  });

  it.each([
    ['the secret is wrong', [], 'wrong', 'Sign-in', 'refused'],
    ['entities cannot be read', ['/v1/downstream'], 'right', 'Downstream entities', 'not-offered'],
    ['agents cannot be read', ['/v1/agents'], 'right', 'Agents', 'not-offered'],
  ])('keeps nothing when %s, and says so', async (_name, refuses, given, step, result) => {
    const r = await rig();
    const answer = await r.turris.connect('c1', custom(await turris(refuses), given));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        saved: false,
        test: {
          usable: false,
          steps: expect.arrayContaining([expect.objectContaining({ name: step, result })]),
        },
      },
    });
    expect(await r.kept()).toBeNull();
    expect(r.connections.find('c1')?.turris).toBeNull();
    expect(r.effects).toEqual([]);
  });

  it('is not kept from it by documents that are not offered', async () => {
    const r = await rig();
    const answer = await r.turris.connect('c1', custom(await turris(['/v1/file-documents'])));
    expect(answer).toMatchObject({ ok: true, value: { saved: true } });
  });

  it('says that nobody was reached, and keeps nothing', async () => {
    const r = await rig();
    const draft: TurrisDraft = {
      environment: 'custom',
      baseUrl: 'http://127.0.0.1:1',
      clientId: 'id',
      clientSecret: 'right',
    };
    expect(await r.turris.connect('c1', draft)).toMatchObject({
      ok: true,
      value: { saved: false, test: { steps: [{ result: 'not-reached' }] } },
    });
    expect(await r.kept()).toBeNull();
  });

  it('keeps no secret of a connection that was removed while it tried', async () => {
    const r = await rig();
    const server = await turris([], () => r.connections.remove('c1'));
    expect(await r.turris.connect('c1', custom(server))).toMatchObject({
      ok: false,
      error: { code: 'connection-not-known' },
    });
    expect(await r.kept()).toBeNull();
  });

  it('leaves the practice data’s as it is', async () => {
    const r = await rig({ ...connection, environment: 'practice' });
    const server = await turris();
    expect(await r.turris.connect('c1', custom(server))).toMatchObject({
      ok: false,
      error: { code: 'turris-fixed' },
    });
    expect(await r.turris.disconnect('c1', true)).toMatchObject({
      ok: false,
      error: { code: 'turris-fixed' },
    });
    expect(server.seen).toEqual([]);
  });
});

describe('with Turris connected', () => {
  it('takes other credentials without opening the connection again', async () => {
    const server = await turris();
    const r = await rig({ ...connection, turris: { environment: 'custom', baseUrl: server.url } });
    await r.keeper.keep('c1', server.url, { clientId: 'old', clientSecret: 'old' });
    expect(await r.turris.connect('c1', custom(server))).toMatchObject({ ok: true, value: { saved: true } });
    expect(await r.keeper.read('c1', server.url)).toEqual({ clientId: 'id', clientSecret: 'right' });
    expect(r.effects).toEqual(['replaced c1']);
  });

  it('keeps the old ones when the new cannot be used', async () => {
    const server = await turris();
    const r = await rig({ ...connection, turris: { environment: 'custom', baseUrl: server.url } });
    await r.keeper.keep('c1', server.url, { clientId: 'old', clientSecret: 'old' });
    expect(await r.turris.connect('c1', custom(server, 'wrong'))).toMatchObject({
      ok: true,
      value: { saved: false },
    });
    expect(await r.keeper.read('c1', server.url)).toEqual({ clientId: 'old', clientSecret: 'old' });
    expect(r.effects).toEqual([]);
  });

  it('goes to no other address, not even to try', async () => {
    const here = await turris();
    const there = await turris();
    const r = await rig({ ...connection, turris: { environment: 'custom', baseUrl: here.url } });
    expect(await r.turris.connect('c1', custom(there))).toMatchObject({
      ok: false,
      error: { code: 'turris-elsewhere' },
    });
    expect(there.seen).toEqual([]);
  });

  it('tries what is kept', async () => {
    const server = await turris();
    const r = await rig({ ...connection, turris: { environment: 'custom', baseUrl: server.url } });
    expect(await r.turris.test('c1')).toMatchObject({
      ok: false,
      error: { code: 'credentials-missing', remedy: 'sign-in-turris' },
    });
    await r.keeper.keep('c1', server.url, { clientId: 'id', clientSecret: 'right' });
    expect(await r.turris.test('c1')).toMatchObject({ ok: true, value: { usable: true } });
  });

  it('never tries a kept secret at an address it was not given for', async () => {
    const server = await turris();
    const r = await rig({ ...connection, turris: { environment: 'custom', baseUrl: server.url } });
    await r.keeper.keep('c1', 'https://public.api.live.turrisfi.com', {
      clientId: 'id',
      clientSecret: 'right',
    });
    expect(await r.turris.test('c1')).toMatchObject({ ok: false, error: { code: 'credentials-missing' } });
    expect(server.seen).toEqual([]);
  });

  it.each([
    [false, 'reopened c1'],
    [true, 'reopened c1, forgetting'],
  ])(
    'is disconnected (forgetting: %s): no secret, no address, opened again without',
    async (forget, opened) => {
      const r = await rig({
        ...connection,
        turris: { environment: 'sandbox', baseUrl: 'https://public.api.sandbox.turrisfi.com' },
      });
      await r.keeper.keep('c1', 'https://public.api.sandbox.turrisfi.com', {
        clientId: 'id',
        clientSecret: 'right',
      });
      expect(await r.turris.disconnect('c1', forget)).toEqual({ ok: true, value: null });
      expect(await r.kept()).toBeNull();
      expect(r.connections.find('c1')).toEqual(connection);
      expect(r.effects).toEqual(['listed', opened]);
    },
  );
});

describe('the list of connections', () => {
  it('reads a file from before there was Turris, and keeps what it says', async () => {
    const { turris: _turris, ...older } = connection;
    const file = { version: 1, openAtStart: 'c1', connections: [older] };
    writeFileSync(path.join(folder, 'connections.json'), JSON.stringify(file));
    const { connections, problem } = await loadConnections(folder, () => 0);
    expect(problem).toBeNull();
    expect(connections.list()).toEqual([connection]);
    connections.add({ ...connection, turris: { environment: 'production', baseUrl: 'https://a.example' } });
    const again = await loadConnections(folder, () => 0);
    expect(again.connections.find('c1')?.turris).toEqual({
      environment: 'production',
      baseUrl: 'https://a.example',
    });
  });
});

describe('what the page may ask for', () => {
  const given = { clientId: 'id', clientSecret: 's' };

  it('is Turris itself by name only: an address beside it is not looked at', () => {
    const parsed = turrisDraft.parse({
      environment: 'production',
      baseUrl: 'https://evil.example',
      ...given,
    });
    expect(parsed).not.toHaveProperty('baseUrl');
  });

  it.each([
    'http://public.api.live.turrisfi.com',
    'https://me:pw@gateway.example',
    'https://gateway.example/?to=elsewhere',
    'https://gateway.example/#elsewhere',
    'gateway.example',
    'file:///etc/passwd',
  ])('is not an address like %s', (baseUrl) => {
    expect(turrisDraft.safeParse({ environment: 'custom', baseUrl, ...given }).success).toBe(false);
  });
});
