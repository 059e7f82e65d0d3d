import type { ClientCredentials } from './clientCredentials.ts';
import type { Fetch, Now, TokenOutcome, TokenSource } from './ports.ts';
import { exchangeToken } from './tokenExchange.ts';
import type { Exchange, TokenEndpoint } from './tokenExchange.ts';

/** A token is replaced this long before it ends, as the vendor's own example does. */
export const renewalLeadMs = 300_000;
/** A request for a new token this soon after one came back speaks of the one before it. */
const justRenewedMs = 1_000;
/** However long the vendor asks to wait, a person who tries again is not held off for longer. */
const longestPauseMs = 60_000;

const noCredentials: TokenOutcome = {
  kind: 'refused',
  code: 'credentials-missing',
  message:
    'The client id and secret of this connection are not known on this computer. Enter them to send and receive; your work stays saved here meanwhile.',
};

interface Held {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  readonly replaceAt: number;
}

/**
 * Tokens of one connection: reused until shortly before they end, exchanged once however many ask at
 * the same time. The secret is read for each exchange and not held here.
 */
export function createTokenSource(parts: {
  readonly fetch: Fetch;
  readonly clock: Now;
  readonly endpoint: TokenEndpoint;
  readonly credentials: () => Promise<ClientCredentials | null>;
}): TokenSource {
  const { fetch, clock, endpoint } = parts;
  let held: Held | null = null;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let pausedUntil = 0;
  let pending: Promise<TokenOutcome> | null = null;

  function settle(exchange: Exchange, renew: boolean): TokenOutcome {
    if (exchange.kind === 'granted') {
      const { accessToken, scopes, lifeSeconds } = exchange;
      const lifeMs = lifeSeconds * 1_000;
      // A token that lives for less than the lead would otherwise be replaced at every request.
      const replaceAt = clock.now() + lifeMs - Math.min(renewalLeadMs, lifeMs / 2);
      held = { accessToken, scopes, replaceAt };
      if (renew) renewedAt = clock.now();
      return { kind: 'token', accessToken, scopes };
    }
    if (exchange.kind === 'refused') {
      held = null;
      return { kind: 'refused', code: exchange.code, message: exchange.message };
    }
    if (exchange.retryAfterSeconds !== null) {
      pausedUntil = clock.now() + Math.min(exchange.retryAfterSeconds * 1_000, longestPauseMs);
    }
    return { kind: 'offline', reason: exchange.reason };
  }

  async function exchange(renew: boolean): Promise<TokenOutcome> {
    if (clock.now() < pausedUntil) {
      return { kind: 'offline', reason: 'The sign-in service asked us to wait before trying again.' };
    }
    const credentials = await parts.credentials();
    if (credentials === null) return noCredentials;
    return settle(await exchangeToken(fetch, endpoint, credentials), renew);
  }

  return {
    async token({ renew }) {
      const now = clock.now();
      const fresh = held !== null && now < held.replaceAt;
      const usable = renew ? fresh && now - renewedAt < justRenewedMs : fresh;
      if (held !== null && usable) {
        return { kind: 'token', accessToken: held.accessToken, scopes: held.scopes };
      }
      pending ??= exchange(renew).finally(() => {
        pending = null;
      });
      return pending;
    },
  };
}
