import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SecretStore } from './ports.ts';

/** The name all our entries carry in the system's keychain. */
export const keychainService = 'Upline';

/** A locked keychain asks the person for its password, so this is a human's time, not a machine's. */
const answerLimitMs = 15_000;

/** Whether the system's keychain can be used, found out by using it. */
export type KeychainState =
  | { readonly kind: 'available'; readonly store: SecretStore }
  /**
   * `reason` is for people, `detail` for the log. `later` is the keychain once it has answered after all, as when
   * somebody came back to unlock it.
   */
  | {
      readonly kind: 'absent';
      readonly reason: string;
      readonly detail: string;
      readonly later: () => SecretStore | null;
    };

async function loadKeychain(): Promise<SecretStore> {
  // Loaded late: without libsecret the addon cannot even be loaded, and that is an answer, not a crash.
  const { default: keytar } = await import('keytar');
  return {
    get: (account) => keytar.getPassword(keychainService, account),
    set: (account, secret) => keytar.setPassword(keychainService, account, secret),
    async delete(account) {
      await keytar.deletePassword(keychainService, account);
    },
  };
}

async function roundTrip(store: SecretStore, account: string): Promise<void> {
  const secret = randomBytes(12).toString('hex');
  await store.set(account, secret);
  const found = await store.get(account);
  await store.delete(account);
  if (found !== secret) throw new Error('it did not give back what was put in');
}

/**
 * Finds out by trying whether this computer has a keychain that works: its presence says nothing,
 * because it may be locked, or have no service behind it, in which case calls throw or never answer.
 */
export async function openKeychain(
  profileId: string,
  limitMs = answerLimitMs,
  load: () => Promise<SecretStore> = loadKeychain,
): Promise<KeychainState> {
  const stop = new AbortController();
  let answered: SecretStore | null = null;
  const tried = async (): Promise<KeychainState> => {
    const store = await load();
    await roundTrip(store, `${profileId}/availability-check`);
    answered = store;
    return { kind: 'available', store };
  };
  const late = async (): Promise<KeychainState> => {
    await wait(limitMs, undefined, { signal: stop.signal });
    const seconds = String(limitMs / 1_000);
    const reason = `its keychain did not answer within ${seconds} seconds. It may be locked.`;
    return { kind: 'absent', reason, detail: `no answer within ${seconds} s`, later: () => answered };
  };
  try {
    return await Promise.race([tried(), late()]);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'absent', reason: 'no keychain service could be used.', detail, later: () => null };
  } finally {
    stop.abort();
  }
}
