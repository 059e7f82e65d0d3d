import type { ClientCredentials } from './clientCredentials.ts';
import { createHeldTokens } from './heldTokens.ts';
import type { HeldTokens } from './heldTokens.ts';
import type { Fetch, Now } from './ports.ts';
import { exchangeToken } from './tokenExchange.ts';
import type { TokenEndpoint } from './tokenExchange.ts';

/** AgentSync's tokens of one connection; see `createHeldTokens`. */
export function createTokenSource(parts: {
  readonly fetch: Fetch;
  readonly clock: Now;
  readonly endpoint: TokenEndpoint;
  readonly credentials: () => Promise<ClientCredentials | null>;
}): HeldTokens {
  return createHeldTokens({
    clock: parts.clock,
    credentials: parts.credentials,
    exchange: (credentials) => exchangeToken(parts.fetch, parts.endpoint, credentials),
    missing:
      'The client id and secret of this connection are not known on this computer. Enter them to send and receive; your work stays saved here meanwhile.',
  });
}
