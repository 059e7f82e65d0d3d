import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCredentialKeeper } from '../../../main/credentials/clientCredentials.ts';
import { createDatabaseKeys } from '../../../main/credentials/databaseKey.ts';
import { createPassphrase } from '../../../main/credentials/passphrase.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';
import { createTurrisKeeper } from '../../../main/credentials/turrisCredentials.ts';
import { loadConnections } from '../../../main/shell/connections.ts';
import { profilePlaces } from '../../../main/shell/profile.ts';
import { removeConnection } from '../../../main/shell/removal.ts';
import type { RemovalParts } from '../../../main/shell/removal.ts';
import type { ConnectionSummary } from '../../../preload/contract.ts';

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
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'upline-removal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function kept(unsent: number | null) {
  const places = profilePlaces(folder);
  const { connections } = await loadConnections(folder, () => 0);
  connections.add(connection);
  connections.opened('c1', 1);
  const store = createSessionStore();
  const credentials = createCredentialKeeper(store, 'p');
  const turris = createTurrisKeeper(store, 'p');
  await turris.keep('c1', 'https://turris.example.com', { clientId: 'id', clientSecret: 'secret' });
  const keys = createDatabaseKeys('p', store, createPassphrase(places.passphrase));
  await credentials.keep('c1', { clientId: 'id', clientSecret: 'secret' });
  const database = places.database('c1');
  mkdirSync(path.dirname(database), { recursive: true });
  await keys.key('c1', database);
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(`${database}${suffix}`, 'x');
  const released: string[] = [];
  const parts: RemovalParts = {
    connections,
    protection: { credentials, turris, keys },
    databaseFile: places.database,
    unsent: () => Promise.resolve(unsent),
    release(id) {
      released.push(id);
      return Promise.resolve();
    },
  };
  return {
    parts,
    released,
    remove: (typed?: string) => removeConnection(parts, connection, typed),
    database,
    key: () => store.get('p/c1/database-key'),
    turrisSecret: () => store.get('p/c1/turris'),
  };
}

it('forgets database, key, credentials of both vendors and the line in the list', async () => {
  const k = await kept(0);
  expect(await k.key()).not.toBeNull();
  expect(await k.turrisSecret()).not.toBeNull();
  expect(await k.remove()).toEqual({ ok: true, value: null });
  expect(k.released).toEqual(['c1']);
  expect(existsSync(path.dirname(k.database))).toBe(false);
  expect(await k.key()).toBeNull();
  expect(await k.parts.protection.credentials.read('c1')).toBeNull();
  expect(await k.turrisSecret()).toBeNull();
  expect(k.parts.connections.list()).toEqual([]);
  expect(k.parts.connections.openAtStart()).toBeNull();
});

it.each([
  [12, undefined, /^12 changes of “Acme agency” are saved on this computer and not sent/],
  [1, 'acme agency', /^1 change of “Acme agency” is saved/],
  [null, undefined, /could not be opened, so there may be changes/],
])('with %s unsent changes and %s typed it removes nothing', async (unsent, typed, message) => {
  const k = await kept(unsent);
  expect(await k.remove(typed)).toMatchObject({
    ok: false,
    error: { code: 'unsent-work', message: expect.stringMatching(message) },
  });
  expect(existsSync(k.database)).toBe(true);
  expect(await k.key()).not.toBeNull();
  expect(k.parts.connections.list()).toHaveLength(1);
  expect(k.released).toEqual([]);
});

it('removes unsent work when the name was typed', async () => {
  const k = await kept(12);
  expect(await k.remove(' Acme agency ')).toMatchObject({ ok: true });
  expect(existsSync(k.database)).toBe(false);
});
