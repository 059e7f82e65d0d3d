import type { SecretStore } from './ports.ts';

/** Keeps secrets until the program ends, for computers without a keychain. Nothing reaches the disk. */
export function createSessionStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (account) => Promise.resolve(secrets.get(account) ?? null),
    set(account, secret) {
      secrets.set(account, secret);
      return Promise.resolve();
    },
    delete(account) {
      secrets.delete(account);
      return Promise.resolve();
    },
  };
}
