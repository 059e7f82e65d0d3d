import type { TokenOutcome, TokenSource } from './ports.ts';
import type { EngineToMain, Vendor } from './protocol.ts';

/** The main process's tokens, apart for each vendor: what is given one of them cannot ask for the other's. */
export interface HostTokens {
  of(vendor: Vendor): TokenSource;
  /** The main process answered. */
  answered(requestId: number, outcome: TokenOutcome): void;
}

/** Asks the main process for short-lived tokens; the client secrets stay there. */
export function createHostTokens(post: (message: EngineToMain) => void): HostTokens {
  const waiting = new Map<number, (outcome: TokenOutcome) => void>();
  let last = 0;
  return {
    of: (vendor) => ({
      token({ renew, scope }) {
        last += 1;
        const requestId = last;
        return new Promise((resolve) => {
          waiting.set(requestId, resolve);
          post({
            type: 'token-wanted',
            vendor,
            requestId,
            renew,
            ...(scope === undefined ? {} : { scope }),
          });
        });
      },
    }),
    answered(requestId, outcome) {
      waiting.get(requestId)?.(outcome);
      waiting.delete(requestId);
    },
  };
}
