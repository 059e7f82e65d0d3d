import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createCredentialKeeper } from '../../../main/credentials/clientCredentials.ts';
import { openKeychain } from '../../../main/credentials/keychain.ts';
import { openProtection } from '../../../main/credentials/protection.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';

describe('finding out whether there is a keychain', () => {
  it('takes one that gives back what was put in, and leaves nothing behind', async () => {
    const store = createSessionStore();
    expect(await openKeychain('p', 1_000, () => Promise.resolve(store))).toEqual({
      kind: 'available',
      store,
    });
    expect(await store.get('p/availability-check')).toBeNull();
  });

  it('does not wait for ever', async () => {
    const silent = { ...createSessionStore(), set: () => new Promise<void>(() => {}) };
    expect(await openKeychain('p', 50, () => Promise.resolve(silent))).toMatchObject({ kind: 'absent' });
  });

  it('opens what it holds when somebody unlocks it after it was given up', async () => {
    const kept = createSessionStore();
    let unlock: () => void = () => undefined;
    const unlocked = new Promise<void>((resolve) => (unlock = resolve));
    const locked = {
      ...kept,
      set: async (account: string, secret: string) => {
        await unlocked;
        return kept.set(account, secret);
      },
    };
    const folder = await mkdtemp(path.join(tmpdir(), 'upline-keychain-'));
    const database = path.join(folder, 'upline.db');
    const passphraseFile = path.join(folder, 'passphrase.json');
    // As the start before left them, with the keychain unlocked.
    const before = await openProtection({ kind: 'available', store: kept }, 'p', passphraseFile);
    const key = await before.keys.key('c', database);
    await before.credentials.keep('c', { clientId: 'id', clientSecret: 'secret' });
    await writeFile(database, 'database');

    const keychain = await openKeychain('p', 50, () => Promise.resolve(locked));
    const now = await openProtection(keychain, 'p', passphraseFile);
    expect(await now.keys.key('c', database)).toMatchObject({ ok: false, error: { code: 'key-missing' } });
    expect(await now.credentials.read('c')).toBeNull();
    unlock();
    await vi.waitFor(async () => expect(await now.keys.key('c', database)).toEqual(key));
    expect(await now.credentials.read('c')).toEqual({ clientId: 'id', clientSecret: 'secret' });
    await rm(folder, { recursive: true, force: true });
  });

  it('says why when it cannot be loaded or throws', async () => {
    const state = await openKeychain('p', 1_000, () => Promise.reject(new Error('no libsecret')));
    expect(state).toMatchObject({
      kind: 'absent',
      reason: 'no keychain service could be used.',
      detail: 'no libsecret',
    });
  });

  it('does not trust one that forgets', async () => {
    const forgetful = { ...createSessionStore(), get: () => Promise.resolve(null) };
    expect(await openKeychain('p', 1_000, () => Promise.resolve(forgetful))).toMatchObject({
      kind: 'absent',
    });
  });
});

it('treats an unreadable credentials entry as none', async () => {
  const store = createSessionStore();
  const keeper = createCredentialKeeper(store, 'p');
  await keeper.keep('c', { clientId: 'a', clientSecret: 'b' });
  expect(await keeper.read('c')).toEqual({ clientId: 'a', clientSecret: 'b' });
  await store.set('p/c/client', '{"clientId":1}');
  expect(await keeper.read('c')).toBeNull();
  await store.set('p/c/client', 'nonsense');
  expect(await keeper.read('c')).toBeNull();
});

// Only where a session bus and a Secret Service exist, as under scripts/with-desktop.mjs.
describe.runIf(process.env['DBUS_SESSION_BUS_ADDRESS'] !== undefined)('the real keychain', () => {
  it('keeps credentials between two openings', async () => {
    const profile = randomBytes(6).toString('hex');
    const first = await openKeychain(profile);
    if (first.kind === 'absent') throw new Error(first.detail);
    const keeper = createCredentialKeeper(first.store, profile);
    await keeper.keep('c', { clientId: 'id', clientSecret: 'secret ü' });
    const second = await openKeychain(profile);
    if (second.kind === 'absent') throw new Error(second.detail);
    const again = createCredentialKeeper(second.store, profile);
    expect(await again.read('c')).toEqual({ clientId: 'id', clientSecret: 'secret ü' });
    await again.forget('c');
    expect(await keeper.read('c')).toBeNull();
  });
});
