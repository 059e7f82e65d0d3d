import type { TokenOutcome, TokenSource } from './ports.ts';
import type { EngineToMain } from './protocol.ts';

export interface HostTokens extends TokenSource {
  /** The main process answered. */
  answered(requestId: number, outcome: TokenOutcome): void;
}

/** Asks the main process for short-lived tokens; the client secret stays there. */
export function createHostTokens(post: (message: EngineToMain) => void): HostTokens {
  const waiting = new Map<number, (outcome: TokenOutcome) => void>();
  let last = 0;
  return {
    token({ renew, scope }) {
      last += 1;
      const requestId = last;
      return new Promise((resolve) => {
        waiting.set(requestId, resolve);
        post({ type: 'token-wanted', requestId, renew, ...(scope === undefined ? {} : { scope }) });
      });
    },
    answered(requestId, outcome) {
      waiting.get(requestId)?.(outcome);
      waiting.delete(requestId);
    },
  };
}
