import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import { readStored, writeStored } from '../shell/storedFile.ts';
import type { Passphrase } from './passphrase.ts';
import type { SecretStore } from './ports.ts';

const keyOrigin = z.object({ origin: z.enum(['keychain', 'passphrase']) });
const keyText = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32);

const keyMissing: Failure = {
  code: 'key-missing',
  message:
    'The key of the local database was not found in this computer’s keychain. Your data is still on disk but cannot be read without it. Unlock the keychain, or restore its entry “Upline”, and try again.',
  remedy: 'retry',
};

const keyLocked: Failure = {
  code: 'locked',
  message: 'This computer has no keychain, so your data is locked with your passphrase. Enter it to go on.',
  remedy: 'unlock',
};

/** Gives the key of a connection's database, made once and never written to disk. */
export interface DatabaseKeys {
  key(connectionId: string, databaseFile: string): Promise<Result<Uint8Array>>;
  /** Forgets a key whose database is gone. A key derived from the passphrase was never kept. */
  forget(connectionId: string): Promise<void>;
}

/**
 * Which of the two origins a database was made with is noted beside it: a computer may gain or lose
 * its keychain, and the other origin's key would only look like damage. A new key is made only where
 * no database exists yet.
 */
export function createDatabaseKeys(
  profileId: string,
  keychain: SecretStore | null,
  passphrase: Passphrase,
  /** A keychain that answered after it was given up: it still opens what it holds the key of. */
  later: () => SecretStore | null = () => null,
): DatabaseKeys {
  const accountOf = (connectionId: string): string => `${profileId}/${connectionId}/database-key`;

  async function fromKeychain(connectionId: string, exists: boolean): Promise<Result<Uint8Array>> {
    const store = keychain ?? later();
    if (store === null) return fail(keyMissing);
    const account = accountOf(connectionId);
    const stored = await store.get(account);
    if (stored !== null) {
      const parsed = keyText.safeParse(stored);
      return parsed.success ? ok(new Uint8Array(parsed.data)) : fail(keyMissing);
    }
    if (exists) return fail(keyMissing);
    const key = randomBytes(32);
    await store.set(account, key.toString('base64'));
    return ok(new Uint8Array(key));
  }

  return {
    async key(connectionId, databaseFile) {
      const exists = existsSync(databaseFile);
      const noteFile = path.join(path.dirname(databaseFile), 'key.json');
      const note = await readStored(noteFile, keyOrigin);
      const usual = keychain !== null && !(await passphrase.chosen()) ? 'keychain' : 'passphrase';
      const origin = note.kind === 'read' ? note.value.origin : usual;
      if (origin === 'passphrase') {
        const key = passphrase.key(`database ${connectionId}`);
        if (key === null) return fail(keyLocked);
        if (note.kind !== 'read') writeStored(noteFile, { origin });
        return ok(key);
      }
      const key = await fromKeychain(connectionId, exists);
      if (key.ok && note.kind !== 'read') writeStored(noteFile, { origin });
      return key;
    },
    async forget(connectionId) {
      await (keychain ?? later())?.delete(accountOf(connectionId));
    },
  };
}
