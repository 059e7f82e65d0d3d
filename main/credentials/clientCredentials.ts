import { z } from 'zod';
import type { SecretStore } from './ports.ts';

const clientCredentials = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
export type ClientCredentials = z.infer<typeof clientCredentials>;

/** Client id and secret of each connection, in the keychain or in memory. */
export interface CredentialKeeper {
  read(connectionId: string): Promise<ClientCredentials | null>;
  keep(connectionId: string, credentials: ClientCredentials): Promise<void>;
  forget(connectionId: string): Promise<void>;
}

/** Keeps client credentials in `store`, one entry per connection of this profile. */
export function createCredentialKeeper(store: SecretStore, profileId: string): CredentialKeeper {
  const account = (connectionId: string): string => `${profileId}/${connectionId}/client`;
  return {
    async read(connectionId) {
      const text = await store.get(account(connectionId));
      if (text === null) return null;
      try {
        const parsed = clientCredentials.safeParse(JSON.parse(text));
        return parsed.success ? parsed.data : null;
      } catch {
        // Somebody edited the entry by hand: the same as none, and a person enters it again.
        return null;
      }
    },
    keep: (connectionId, { clientId, clientSecret }) =>
      store.set(account(connectionId), JSON.stringify({ clientId, clientSecret })),
    forget: (connectionId) => store.delete(account(connectionId)),
  };
}
