import type { ClientCredentials } from './clientCredentials.ts';
import type { Now, TokenOutcome, TokenSource } from './ports.ts';
import type { Exchange } from './signIn.ts';

/** A token is replaced this long before it ends, as the vendor's own example does. */
export const renewalLeadMs = 300_000;
/** A request for a new token this soon after one came back speaks of the one before it. */
const justRenewedMs = 1_000;
/** However long the vendor asks to wait, a person who tries again is not held off for longer. */
const longestPauseMs = 60_000;

interface Held {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  readonly replaceAt: number;
}

/** A source that can be told that what it holds was granted to other credentials. */
export interface HeldTokens extends TokenSource {
  /** The next request exchanges the credentials of then; also when an exchange of older ones is under way. */
  forget(): void;
}

/**
 * Tokens of one client of one vendor: reused until shortly before they end, exchanged once however many ask at
 * the same time. The secret is read for each exchange and not held here.
 */
export function createHeldTokens(parts: {
  readonly clock: Now;
  /** With the vendor's sign-in. Throws nothing. */
  readonly exchange: (credentials: ClientCredentials) => Promise<Exchange>;
  readonly credentials: () => Promise<ClientCredentials | null>;
  /** What it means for the work that there are none, and what to do. */
  readonly missing: string;
}): HeldTokens {
  const { clock } = parts;
  let held: Held | null = null;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let pausedUntil = 0;
  let pending: Promise<TokenOutcome> | null = null;
  let generation = 0;

  function settle(exchange: Exchange, renew: boolean, current: boolean): TokenOutcome {
    if (exchange.kind === 'granted') {
      const { accessToken, scopes, lifeSeconds } = exchange;
      const lifeMs = lifeSeconds * 1_000;
      // A token that lives for less than the lead would otherwise be replaced at every request.
      const replaceAt = clock.now() + lifeMs - Math.min(renewalLeadMs, lifeMs / 2);
      if (current) {
        held = { accessToken, scopes, replaceAt };
        if (renew) renewedAt = clock.now();
      }
      return { kind: 'token', accessToken, scopes };
    }
    if (exchange.kind === 'refused') {
      if (current) held = null;
      return { kind: 'refused', code: exchange.code, message: exchange.message };
    }
    if (exchange.retryAfterSeconds !== null) {
      pausedUntil = clock.now() + Math.min(exchange.retryAfterSeconds * 1_000, longestPauseMs);
    }
    return { kind: 'offline', reason: exchange.reason };
  }

  async function exchange(renew: boolean): Promise<TokenOutcome> {
    const begun = generation;
    const pause = pausedUntil - clock.now();
    // A longer one is a clock that was set back.
    if (pause > 0 && pause <= longestPauseMs) {
      return { kind: 'offline', reason: 'The sign-in service asked us to wait before trying again.' };
    }
    const credentials = await parts.credentials();
    if (credentials === null) return { kind: 'refused', code: 'credentials-missing', message: parts.missing };
    const exchanged = await parts.exchange(credentials);
    return settle(exchanged, renew, begun === generation);
  }

  return {
    async token({ renew }) {
      const now = clock.now();
      const fresh = held !== null && now < held.replaceAt;
      const sinceRenewed = now - renewedAt;
      // A clock set back must not make a renewal of hours ago look like one of just now.
      const justRenewed = sinceRenewed >= 0 && sinceRenewed < justRenewedMs;
      const usable = renew ? fresh && justRenewed : fresh;
      if (held !== null && usable) {
        return { kind: 'token', accessToken: held.accessToken, scopes: held.scopes };
      }
      if (pending === null) {
        const begun = exchange(renew).finally(() => {
          if (pending === begun) pending = null;
        });
        pending = begun;
      }
      return pending;
    },
    forget() {
      generation += 1;
      held = null;
      pending = null;
    },
  };
}
