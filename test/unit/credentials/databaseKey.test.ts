import { mkdtemp, readFile, readdir, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabaseKeys } from '../../../main/credentials/databaseKey.ts';
import { createPassphrase } from '../../../main/credentials/passphrase.ts';
import { createSessionStore } from '../../../main/credentials/sessionStore.ts';

let profile = '';
let file = '';
beforeEach(async () => {
  profile = await mkdtemp(path.join(tmpdir(), 'upline-keys-'));
  file = path.join(profile, 'connections', 'c1', 'upline.db');
  await mkdir(path.dirname(file), { recursive: true });
});
afterEach(() => rm(profile, { recursive: true, force: true }));

const passphraseOf = () => createPassphrase(path.join(profile, 'passphrase.json'));
const words = 'correct horse battery';

async function everythingOnDisk(): Promise<string> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')),
  );
  return texts.join('\n');
}

it('makes a key once, keeps it in the keychain alone and gives it back', async () => {
  const keychain = createSessionStore();
  const keys = createDatabaseKeys('p', keychain, passphraseOf());
  const first = await keys.key('c1', file);
  expect(first.ok && first.value.length).toBe(32);
  await writeFile(file, 'database');
  expect(await keys.key('c1', file)).toEqual(first);
  const stored = await keychain.get('p/c1/database-key');
  expect(stored).not.toBeNull();
  expect(await everythingOnDisk()).not.toContain(stored);
});

it('never makes a new key for a database that exists', async () => {
  const keychain = createSessionStore();
  await writeFile(file, 'database');
  const keys = createDatabaseKeys('p', keychain, passphraseOf());
  expect(await keys.key('c1', file)).toMatchObject({ ok: false, error: { code: 'key-missing' } });
  expect(await keychain.get('p/c1/database-key')).toBeNull();
});

it('does not take a damaged entry for a key', async () => {
  const keychain = createSessionStore();
  await keychain.set('p/c1/database-key', 'c2hvcnQ=');
  const keys = createDatabaseKeys('p', keychain, passphraseOf());
  expect(await keys.key('c1', file)).toMatchObject({ ok: false, error: { code: 'key-missing' } });
});

it('without a keychain asks for the passphrase, and derives the same key from it at every start', async () => {
  const first = passphraseOf();
  const keys = createDatabaseKeys('p', null, first);
  expect(await keys.key('c1', file)).toMatchObject({
    ok: false,
    error: { code: 'locked', remedy: 'unlock' },
  });
  expect((await first.unlock(words)).ok).toBe(true);
  const key = await keys.key('c1', file);
  expect(key.ok).toBe(true);
  expect(await keys.key('c2', file)).not.toEqual(key);

  const second = passphraseOf();
  const wrong = await second.unlock('correct horse batterz');
  expect(wrong).toMatchObject({ ok: false, error: { code: 'wrong-passphrase' } });
  expect(second.unlocked()).toBe(false);
  expect((await second.unlock(words)).ok).toBe(true);
  expect(await createDatabaseKeys('p', null, second).key('c1', file)).toEqual(key);

  const disk = await everythingOnDisk();
  expect(disk).not.toContain(words);
  if (key.ok) expect(disk).not.toContain(Buffer.from(key.value).toString('base64'));
  const { mode } = await stat(path.join(profile, 'passphrase.json'));
  expect(mode & 0o077).toBe(0);
});

it('goes on with the passphrase when a keychain appears, and says what is missing when it goes', async () => {
  const passphrase = passphraseOf();
  await passphrase.unlock(words);
  const key = await createDatabaseKeys('p', null, passphrase).key('c1', file);
  const later = await createDatabaseKeys('p', createSessionStore(), passphrase).key('c1', file);
  expect(later).toEqual(key);

  const other = path.join(profile, 'connections', 'c2', 'upline.db');
  const plain = createPassphrase(path.join(profile, 'none.json'));
  await createDatabaseKeys('p', createSessionStore(), plain).key('c2', other);
  await writeFile(other, 'database');
  expect(await createDatabaseKeys('p', null, passphrase).key('c2', other)).toMatchObject({
    ok: false,
    error: { code: 'key-missing' },
  });
});

it('never replaces a damaged passphrase file', async () => {
  await writeFile(path.join(profile, 'passphrase.json'), '{"salt":');
  const passphrase = passphraseOf();
  expect(await passphrase.chosen()).toBe(true);
  expect(await passphrase.unlock(words)).toMatchObject({
    ok: false,
    error: { code: 'passphrase-file-damaged' },
  });
  expect(await readFile(path.join(profile, 'passphrase.json'), 'utf8')).toBe('{"salt":');
});
