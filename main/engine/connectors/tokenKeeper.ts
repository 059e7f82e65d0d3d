import { assertNever } from '../../../domain/result.ts';
import type { Network } from '../network.ts';
import type { TokenOutcome, TokenSource } from '../ports.ts';
import type { ConnectorResult } from './api.ts';

/** Holds the token in use, so that calls at the same time ask for one only once. */
export interface TokenKeeper {
  current(): Promise<ConnectorResult<string>>;
  /** A token other than the refused one; asks for a new one only when nobody else has meanwhile. */
  renew(refused: string): Promise<ConnectorResult<string>>;
}

/**
 * Several calls are refused together when a token expires. They share one renewal: token requests
 * beyond need are a breach of the vendor's policy (A-POL).
 */
export function createTokenKeeper(
  tokens: TokenSource,
  network: Pick<Network, 'unreachable'>,
  vendor: string,
): TokenKeeper {
  let latest: string | null = null;
  let renewal: Promise<TokenOutcome> | null = null;

  const read = (outcome: TokenOutcome): ConnectorResult<string> => {
    switch (outcome.kind) {
      case 'token':
        latest = outcome.accessToken;
        return { ok: true, value: outcome.accessToken };
      case 'offline':
        network.unreachable(outcome.reason);
        return {
          ok: false,
          failure: {
            kind: 'not-sent',
            message: `${vendor}'s sign-in could not be reached: ${outcome.reason}`,
          },
        };
      case 'refused':
        return {
          ok: false,
          failure: { kind: 'credentials-refused', code: outcome.code, message: outcome.message },
        };
      default:
        return assertNever(outcome);
    }
  };

  return {
    async current() {
      return read(await (renewal ?? tokens.token({ renew: false })));
    },
    async renew(refused) {
      if (latest !== null && latest !== refused) return { ok: true, value: latest };
      renewal ??= tokens.token({ renew: true }).finally(() => {
        renewal = null;
      });
      return read(await renewal);
    },
  };
}
