import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCredentialKeeper } from '../../../main/credentials/clientCredentials.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';
import { changeConnection } from '../../../main/shell/changeConnection.ts';
import { loadConnections } from '../../../main/shell/connections.ts';
import { connectionChange } from '../../../preload/contract/shell.ts';
import type { ConnectionChange, ConnectionSummary } from '../../../preload/contract.ts';

const custom: ConnectionSummary = {
  id: 'c1',
  name: 'Gateway',
  environment: 'custom',
  baseUrl: 'https://gateway.example.com',
  tokenUrl: 'https://gateway.example.com/token',
  scopes: ['rino_api_agency_read'],
  lastOpenedAt: 5,
  turris: null,
};
const sandbox: ConnectionSummary = {
  ...custom,
  environment: 'sandbox',
  baseUrl: 'https://api.sandbox.agentsync.io',
  tokenUrl: 'https://auth.sandbox.agentsync.io/oauth2/token',
};
const secret = { clientId: 'id', clientSecret: 'the first secret' };
const other = { clientId: 'other', clientSecret: 'another secret' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-change-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function kept(connection: ConnectionSummary, unsent: number | null = 0) {
  const { connections } = await loadConnections(folder, () => 0);
  connections.add(connection);
  const credentials = createCredentialKeeper(createSessionStore(), 'p');
  await credentials.keep('c1', secret);
  const order: string[] = [];
  const keep: (typeof credentials)['keep'] = (id, typed) => {
    order.push('secret kept');
    return credentials.keep(id, typed);
  };
  return {
    order,
    change: (wanted: Partial<ConnectionChange>) =>
      changeConnection(
        {
          connections,
          credentials: { keep },
          unsent: () => Promise.resolve(unsent),
          release(id) {
            order.push(`${id} closed`);
            return Promise.resolve();
          },
        },
        connection,
        {
          connectionId: 'c1',
          name: connection.name,
          scopes: ['rino_api_agency_read'],
          baseUrl: connection.baseUrl,
          tokenUrl: connection.tokenUrl,
          ...wanted,
        },
      ),
    secret: () => credentials.read('c1'),
    /** As the next start reads it. */
    stored: async () => (await loadConnections(folder, () => 0)).connections.find('c1'),
  };
}

describe('a connection that is kept', () => {
  it('gets another name and other permissions, and keeps its id, addresses and secret', async () => {
    const one = await kept(sandbox, 12);
    const scopes: ConnectionChange['scopes'] = ['rino_api_agency_read', 'rino_api_agency_write'];
    expect(await one.change({ name: 'Renamed', scopes })).toEqual({ ok: true, value: null });
    expect(await one.stored()).toEqual({ ...sandbox, name: 'Renamed', scopes });
    expect(await one.secret()).toEqual(secret);
    expect(one.order).toEqual([]);
  });

  it('has fixed addresses where AgentSync publishes them', async () => {
    for (const environment of ['sandbox', 'production'] as const) {
      const one = await kept({ ...sandbox, environment });
      const moved = await one.change({ baseUrl: 'https://api.agentsync.io', credentials: other, live: true });
      expect(moved).toMatchObject({ ok: false, error: { code: 'address-fixed' } });
      expect(await one.stored()).toEqual({ ...sandbox, environment });
    }
  });
});

describe('another address of a custom connection', () => {
  const baseUrl = 'https://gateway-2.example.com';

  it('never sees the secret of the one before', async () => {
    for (const address of [{ baseUrl }, { tokenUrl: 'https://elsewhere.example/token' }]) {
      const one = await kept(custom);
      const moved = await one.change(address);
      expect(moved).toMatchObject({ ok: false, error: { code: 'credentials-needed' } });
      expect(await one.stored()).toEqual(custom);
      expect(await one.change({ ...address, credentials: other })).toMatchObject({ ok: true });
      expect(await one.secret()).toEqual(other);
      // Nor does the address before see the new one.
      expect(one.order).toEqual(['c1 closed', 'secret kept']);
      expect(await one.stored()).toEqual({ ...custom, ...address });
    }
  });

  it('names unsent work first, and takes the number a person was told', async () => {
    const one = await kept(custom, 12);
    const asked = await one.change({ baseUrl, credentials: other });
    expect(asked).toMatchObject({ ok: false, error: { code: 'unsent-work' } });
    expect(asked.ok ? '' : asked.error.message).toBe(
      '12 changes of “Gateway” are saved on this computer and not sent to AgentSync. They would go to gateway-2.example.com from now on. Nothing was changed yet.',
    );
    expect(await one.change({ baseUrl, credentials: other, unsent: 11 })).toMatchObject({ ok: false });
    expect(await one.secret()).toEqual(secret);
    expect(await one.change({ baseUrl, credentials: other, unsent: 12 })).toMatchObject({ ok: true });
  });

  it('waits where nobody can tell what is unsent', async () => {
    const one = await kept(custom, null);
    const asked = await one.change({ baseUrl, credentials: other, unsent: 0 });
    expect(asked).toMatchObject({ ok: false, error: { code: 'unsent-work' } });
    expect(await one.stored()).toEqual(custom);
  });

  it('that is AgentSync’s production needs a second confirmation', async () => {
    const one = await kept(custom);
    const live = { baseUrl: 'https://API.agentsync.io', credentials: other };
    expect(await one.change(live)).toMatchObject({ ok: false, error: { code: 'live-unconfirmed' } });
    expect(await one.stored()).toEqual(custom);
    expect(await one.change({ ...live, live: true })).toMatchObject({ ok: true });
  });

  it('is https, and carries no password', () => {
    const request = { connectionId: 'c1', name: 'A', scopes: ['rino_api_agency_read'], tokenUrl: baseUrl };
    for (const address of ['http://gateway.example.com', 'https://me:pw@gateway.example.com', 'gateway'])
      expect(connectionChange.safeParse({ ...request, baseUrl: address }).success).toBe(false);
    expect(connectionChange.safeParse({ ...request, baseUrl }).success).toBe(true);
    expect(connectionChange.safeParse({ ...request, baseUrl, scopes: [] }).success).toBe(false);
  });
});
