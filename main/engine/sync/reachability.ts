import type { ConnectorResult } from '../connectors/api.ts';
import type { Network } from '../network.ts';
import type { Clock, Random } from '../ports.ts';

/** Waits for the vendor by looking from time to time. */
export interface Reachability {
  /** Waits while the person works offline or the vendor cannot be reached. Answers at once when neither is so. */
  untilReachable(stop: AbortSignal): Promise<void>;
  /** Looks again now. */
  hurry(): void;
}

const firstProbeMs = 1_000;
const longestProbeMs = 60_000;

/**
 * Finds out by itself when the vendor answers again: a small read with growing pauses. The operating
 * system's word about the network is not asked, because it is often wrong (sync-and-performance section 6).
 */
export function createReachability(parts: {
  /** A small read. */
  readonly ask: (signal: AbortSignal) => Promise<ConnectorResult<unknown>>;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
}): Reachability {
  const { ask, network, clock, random } = parts;
  let wake = new AbortController();
  const hurry = (): void => {
    wake.abort();
    wake = new AbortController();
  };
  const reachable = (): boolean => network.mayCall() && network.status().state === 'online';

  const changed = (stop: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        unsubscribe();
        stop.removeEventListener('abort', done);
        resolve();
      };
      const unsubscribe = network.onChange(done);
      stop.addEventListener('abort', done, { once: true });
    });

  const probe = async (stop: AbortSignal): Promise<void> => {
    const result = await ask(stop);
    const silent = !result.ok && ['not-sent', 'no-answer', 'aborted'].includes(result.failure.kind);
    if (!silent && network.mayCall()) network.reached();
  };

  return {
    hurry,
    async untilReachable(stop) {
      const unsubscribe = network.onChange(() => {
        if (reachable() || !network.mayCall()) hurry();
      });
      try {
        for (let number = 0; !stop.aborted && !reachable();) {
          if (!network.mayCall()) {
            number = 0;
            await changed(stop);
            continue;
          }
          const wait = Math.min(longestProbeMs, firstProbeMs * 2 ** number) * (0.5 + random.fraction() / 2);
          await clock.sleep(wait, AbortSignal.any([stop, wake.signal]));
          if (stop.aborted || reachable() || !network.mayCall()) continue;
          await probe(stop);
          number += 1;
        }
      } finally {
        unsubscribe();
      }
    },
  };
}
