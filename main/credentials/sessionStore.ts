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

/** As `session`, and what it does not have is looked for in a keychain that answered late. */
export function withLateKeychain(session: SecretStore, later: () => SecretStore | null): SecretStore {
  return {
    get: async (account) => (await session.get(account)) ?? (await later()?.get(account)) ?? null,
    set: (account, secret) => session.set(account, secret),
    async delete(account) {
      await session.delete(account);
      await later()?.delete(account);
    },
  };
}
