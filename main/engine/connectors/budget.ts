import type { Clock } from '../ports.ts';

/** How much one host is asked at most. Numbers come from the endpoint profile. */
export interface Rates {
  readonly perMinute: number;
  readonly parallel: number;
}

export type Entry =
  | { readonly kind: 'entered'; readonly leave: () => void }
  /** The host is paused for longer than a caller should silently wait. */
  | { readonly kind: 'paused'; readonly until: number }
  | { readonly kind: 'aborted' };

/** One budget per host, shared by everything that talks to it: reading and sending never add up to more. */
export interface Budget {
  enter(signal: AbortSignal): Promise<Entry>;
  /** Pauses the whole host until then (epoch ms), clamped to a sane length. */
  pause(until: number): void;
  pausedUntil(): number | null;
}

/** Longer pauses than this are told to the caller instead of being slept through. */
export const patienceMs = 5_000;
/** A server that names a longer pause is asked again after this: a day-long header is seen in practice. */
export const longestPauseMs = 300_000;

/**
 * A token bucket inside a concurrency limit (vendor-apis section 7, item 8). The token is taken
 * inside the slot, so that waiting for a slot never spends it.
 */
export function createBudget(clock: Clock, rates: Rates): Budget {
  const capacity = Math.max(1, Math.min(rates.perMinute / 12, 200));
  const perMs = rates.perMinute / 60_000;
  const waiting: (() => void)[] = [];
  let free = Math.max(1, rates.parallel);
  let tokens = capacity;
  let refilledAt = clock.now();
  let paused: { readonly from: number; readonly until: number } | null = null;

  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };

  const slot = async (signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted) return false;
    if (free > 0) {
      free -= 1;
      return true;
    }
    return new Promise<boolean>((resolve) => {
      const turn = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        const position = waiting.indexOf(turn);
        if (position >= 0) waiting.splice(position, 1);
        resolve(false);
      };
      waiting.push(turn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };

  const pausedUntil = (): number | null => {
    if (paused === null) return null;
    const now = clock.now();
    // A clock set back must not turn a minute's pause into hours.
    if (now >= paused.until || now < paused.from) paused = null;
    return paused?.until ?? null;
  };

  const takeToken = (): number => {
    const now = clock.now();
    tokens = Math.min(capacity, tokens + Math.max(0, now - refilledAt) * perMs);
    refilledAt = now;
    if (tokens < 1) return Math.ceil((1 - tokens) / perMs);
    tokens -= 1;
    return 0;
  };

  return {
    async enter(signal) {
      if (!(await slot(signal))) return { kind: 'aborted' };
      for (;;) {
        if (signal.aborted) {
          leave();
          return { kind: 'aborted' };
        }
        const until = pausedUntil();
        const wait = until === null ? takeToken() : until - clock.now();
        if (until !== null && wait > patienceMs) {
          leave();
          return { kind: 'paused', until };
        }
        if (until === null && wait === 0) break;
        await clock.sleep(wait, signal);
      }
      let left = false;
      return {
        kind: 'entered',
        leave() {
          if (left) return;
          left = true;
          leave();
        },
      };
    },
    pause(until) {
      const from = clock.now();
      const clamped = Math.min(until, from + longestPauseMs);
      if (clamped <= from || (paused !== null && paused.until >= clamped)) return;
      paused = { from, until: clamped };
    },
    pausedUntil,
  };
}
