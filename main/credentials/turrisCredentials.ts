import { z } from 'zod';
import type { ClientCredentials } from './clientCredentials.ts';
import type { SecretStore } from './ports.ts';

const entry = z.object({
  baseUrl: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

/** Client id and secret of Turris, beside those of AgentSync, and the address they were given for. */
export interface TurrisKeeper {
  /** Null also when what is kept was given for another address: a secret belongs to its address (decision 20). */
  read(connectionId: string, baseUrl: string): Promise<ClientCredentials | null>;
  keep(connectionId: string, baseUrl: string, credentials: ClientCredentials): Promise<void>;
  forget(connectionId: string): Promise<void>;
}

/** Keeps Turris' credentials in `store`, one entry per connection of this profile. */
export function createTurrisKeeper(store: SecretStore, profileId: string): TurrisKeeper {
  const account = (connectionId: string): string => `${profileId}/${connectionId}/turris`;
  return {
    async read(connectionId, baseUrl) {
      const text = await store.get(account(connectionId));
      if (text === null) return null;
      try {
        const parsed = entry.safeParse(JSON.parse(text));
        if (!parsed.success || parsed.data.baseUrl !== baseUrl) return null;
        const { clientId, clientSecret } = parsed.data;
        return { clientId, clientSecret };
      } catch {
        // Somebody edited the entry by hand: the same as none, and a person enters it again.
        return null;
      }
    },
    keep: (connectionId, baseUrl, { clientId, clientSecret }) =>
      store.set(account(connectionId), JSON.stringify({ baseUrl, clientId, clientSecret })),
    forget: (connectionId) => store.delete(account(connectionId)),
  };
}
