import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../domain/result.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';
import { openProtection } from '../../../main/credentials/protection.ts';
import { createAppState } from '../../../main/shell/appState.ts';
import { loadConnections } from '../../../main/shell/connections.ts';
import type { EngineStart } from '../../../main/shell/engineRun.ts';
import { createEngineStarts, practiceId } from '../../../main/shell/engineStarts.ts';
import { profilePlaces } from '../../../main/shell/profile.ts';
import type { SandboxAddresses } from '../../../main/shell/sandboxHost.ts';
import type { ConnectionSummary } from '../../../preload/contract.ts';
import { sendJson, startTokenServer } from '../credentials/tokenServer.ts';
import type { TokenServer } from '../credentials/tokenServer.ts';

const agentSyncSecret = 'secret-for-AgentSync';
const turrisSecret = 'secret-for-Turris';

let folder = '';
let agentSync: TokenServer;
let turris: TokenServer;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-starts-'));
  agentSync = await startTokenServer((_request, response, count) =>
    sendJson(response, 200, { access_token: `of AgentSync ${String(count)}`, expires_in: 3600 }),
  );
  turris = await startTokenServer((_request, response, count) =>
    sendJson(response, 201, { data: { accessToken: `of Turris ${String(count)}`, expiresIn: 3600 } }),
  );
});
afterEach(async () => {
  await Promise.all([agentSync.close(), turris.close()]);
  rmSync(folder, { recursive: true, force: true });
});

async function rig(practice: SandboxAddresses | null = null) {
  const { connections } = await loadConnections(folder, () => 0);
  const connection: ConnectionSummary = {
    id: 'c1',
    name: 'Acme agency',
    environment: 'custom',
    baseUrl: agentSync.url,
    tokenUrl: `${agentSync.url}/oauth2/token`,
    scopes: ['rino_api_agency_read'],
    lastOpenedAt: null,
    turris: { environment: 'custom', baseUrl: turris.url },
  };
  connections.add(connection);
  const keychain = { kind: 'available', store: createSessionStore() } as const;
  const places = profilePlaces(folder);
  const protection = await openProtection(keychain, 'p', places.passphrase);
  await protection.credentials.keep('c1', { clientId: 'a', clientSecret: agentSyncSecret });
  await protection.turris.keep('c1', turris.url, { clientId: 't', clientSecret: turrisSecret });
  const state = createAppState(
    {
      version: '1',
      runtime: '',
      protection: { kind: 'keychain' },
      connections: [],
      engine: { state: 'none' },
      theme: 'system',
    },
    () => undefined,
  );
  const starts = createEngineStarts({
    state,
    connections,
    protection,
    sandbox: {
      start: () =>
        Promise.resolve(practice === null ? fail({ code: 'none', message: 'none' }) : ok(practice)),
      stop: () => undefined,
    },
    fetch: globalThis.fetch,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    places,
    actor: 'me',
    logLevel: 'info',
    workOffline: false,
    nativeBinding: null,
  });
  const open = async (id = 'c1', options?: { readonly forgetTurris: boolean }): Promise<EngineStart> => {
    const start = await starts.open(id, options);
    if (!start.ok) throw new Error(start.error.message);
    return start.value;
  };
  return { connection, connections, protection, starts, open, state };
}

const bodies = (server: TokenServer): string =>
  server.seen.map(({ body }) => decodeURIComponent(body)).join();

describe('an engine of a connection with two vendors', () => {
  it('is told where Turris is, and no secret of either', async () => {
    const { open, state } = await rig();
    const start = await open();
    expect(start.open.connection.turris).toEqual({ baseUrl: turris.url });
    const told = JSON.stringify([start.open, state.read()]);
    expect(told).not.toContain(agentSyncSecret);
    expect(told).not.toContain(turrisSecret);
  });

  it('has each vendor’s token from that vendor’s sign-in, which hears that secret alone', async () => {
    const { tokens } = await (await rig()).open();
    expect(await tokens.turris.token({ renew: false })).toMatchObject({ accessToken: 'of Turris 1' });
    expect(agentSync.seen).toEqual([]);
    expect(await tokens.agentsync.token({ renew: false })).toMatchObject({ accessToken: 'of AgentSync 1' });
    expect(turris.seen.map(({ path: at }) => at)).toEqual(['/v1/auth/jwt']);
    expect(agentSync.seen.map(({ path: at }) => at)).toEqual(['/oauth2/token']);
    expect(bodies(turris)).toContain(turrisSecret);
    expect(bodies(turris)).not.toContain(agentSyncSecret);
    expect(bodies(agentSync)).toContain(agentSyncSecret);
    expect(bodies(agentSync)).not.toContain(turrisSecret);
  });

  it('uses no token of credentials that were replaced, and goes on with the other vendor’s', async () => {
    const { open, starts } = await rig();
    const { tokens } = await open();
    await Promise.all([tokens.turris.token({ renew: false }), tokens.agentsync.token({ renew: false })]);
    starts.forgetTokens('c1', 'turris');
    expect(await tokens.turris.token({ renew: false })).toMatchObject({ accessToken: 'of Turris 2' });
    expect(await tokens.agentsync.token({ renew: false })).toMatchObject({ accessToken: 'of AgentSync 1' });
  });

  it('gets no token where the list of connections was led to another address', async () => {
    const { open, connections, connection } = await rig();
    const elsewhere = await startTokenServer((_request, response) => response.end());
    connections.add({ ...connection, turris: { environment: 'custom', baseUrl: elsewhere.url } });
    const { tokens } = await open();
    expect(await tokens.turris.token({ renew: false })).toMatchObject({ code: 'credentials-missing' });
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.close();
  });
});

describe('an engine of a connection without Turris', () => {
  it('is told so, and is answered with no token when it asks all the same', async () => {
    const { open, connections, connection } = await rig();
    connections.add({ ...connection, turris: null });
    const start = await open();
    expect(start.open.connection.turris).toBeNull();
    expect(await start.tokens.turris.token({ renew: false })).toMatchObject({ kind: 'refused' });
    expect(turris.seen).toEqual([]);
    expect(agentSync.seen).toEqual([]);
  });

  it('forgets what was read only when that was asked for, and never while Turris is connected', async () => {
    const { open, connections, connection } = await rig();
    expect((await open('c1', { forgetTurris: true })).open).not.toHaveProperty('forgetTurris');
    connections.add({ ...connection, turris: null });
    expect((await open('c1', { forgetTurris: true })).open).toMatchObject({ forgetTurris: true });
    expect((await open()).open).not.toHaveProperty('forgetTurris');
  });
});

it('the practice connection always has Turris, at the address and with the client of this start', async () => {
  const { open, connections } = await rig({
    url: agentSync.url,
    tokenUrl: `${agentSync.url}/oauth2/token`,
    contractingUrl: `${agentSync.url}/contracting`,
    controlUrl: `${agentSync.url}/control`,
    controlToken: 'c',
    clientId: 'practice',
    clientSecret: 'practice',
    turrisUrl: `${turris.url}/turris`,
    turrisClientId: 'turris-practice',
    turrisClientSecret: 'practised',
  });
  const { tokens } = await open(practiceId);
  expect(connections.find(practiceId)?.turris).toEqual({
    environment: 'practice',
    baseUrl: `${turris.url}/turris`,
  });
  expect(await tokens.turris.token({ renew: false })).toMatchObject({ kind: 'token' });
  expect(turris.seen[0]?.path).toBe('/turris/v1/auth/jwt');
  expect(bodies(turris)).toContain('practised');
});
