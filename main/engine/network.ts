import type { NetworkStatus } from '../../preload/contract.ts';
import type { Clock } from './ports.ts';

/**
 * Whether the vendor can be reached, learned from real exchanges and from the person's wish to work
 * offline, never from the operating system's flag alone.
 */
export interface Network {
  status(): NetworkStatus;
  /** Whether a request may be tried: false only while the person chose to work offline. */
  mayCall(): boolean;
  reached(): void;
  unreachable(reason: string): void;
  /** Choosing offline aborts what is in flight (see `signal`). */
  choose(offline: boolean): void;
  /** Aborted when the person chooses to work offline; a new one is made when they come back. */
  signal(): AbortSignal;
  /** Answers a function that stops listening. */
  onChange(listener: (status: NetworkStatus) => void): () => void;
}

/** Begins as chosen and takes the vendor for reachable until a call shows that it is not. */
export function createNetwork(clock: Clock, chosenOffline: boolean): Network {
  const listeners = new Set<(status: NetworkStatus) => void>();
  let chosen = chosenOffline;
  let chosenSince = clock.now();
  let lost: { since: number; reason: string } | null = null;
  let controller = new AbortController();
  if (chosen) controller.abort();

  const status = (): NetworkStatus => {
    if (chosen)
      return { state: 'offline', since: chosenSince, chosen: true, reason: 'You chose to work offline.' };
    if (lost !== null) return { state: 'offline', since: lost.since, chosen: false, reason: lost.reason };
    return { state: 'online' };
  };
  const announce = (): void => {
    const now = status();
    for (const listener of listeners) listener(now);
  };

  return {
    status,
    mayCall: () => !chosen,
    reached() {
      if (lost === null) return;
      lost = null;
      announce();
    },
    unreachable(reason) {
      if (lost !== null || chosen) return;
      lost = { since: clock.now(), reason };
      announce();
    },
    choose(offline) {
      if (offline === chosen) return;
      chosen = offline;
      chosenSince = clock.now();
      if (offline) controller.abort();
      else controller = new AbortController();
      lost = null;
      announce();
    },
    signal: () => controller.signal,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
