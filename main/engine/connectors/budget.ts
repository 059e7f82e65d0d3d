import type { Clock } from '../ports.ts';

/** How much one host is asked at most. Numbers come from the endpoint profile. */
export interface Rates {
  readonly perMinute: number;
  readonly parallel: number;
}

/** Leave to make a call, or why not yet. */
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

/** What a budget is worth at one moment (epoch ms). */
export interface BudgetState {
  readonly at: number;
  readonly tokens: number;
  readonly paused: { readonly from: number; readonly until: number } | null;
}

/** Where a budget is remembered, so that starting anew asks the host no sooner than going on would have. */
export interface BudgetMemory {
  load(): BudgetState | null;
  /** Must not throw: a full disk is no reason to stop asking. */
  save(state: BudgetState): void;
}

/** How old what is remembered may be: a program that is killed forgets at most the tokens of this time. */
const rememberEveryMs = 1_000;

/** Longer pauses than this are told to the caller instead of being slept through. */
export const patienceMs = 5_000;
/** A server that names a longer pause is asked again after this: a day-long header is seen in practice. */
export const longestPauseMs = 300_000;

/**
 * A token bucket inside a concurrency limit (vendor-apis section 7, item 8). The token is taken
 * inside the slot, so that waiting for a slot never spends it.
 */
export function createBudget(clock: Clock, rates: Rates, memory?: BudgetMemory): Budget {
  const capacity = Math.max(1, Math.min(rates.perMinute / 12, 200));
  const perMs = rates.perMinute / 60_000;
  const waiting: (() => void)[] = [];
  const known = memory?.load() ?? null;
  let free = Math.max(1, rates.parallel);
  let tokens = known === null ? capacity : Math.min(capacity, Math.max(0, known.tokens));
  // A clock set back since: what was refilled meanwhile is not known, so nothing is.
  let refilledAt = known === null ? clock.now() : Math.min(known.at, clock.now());
  let paused = known === null ? null : sane(known.paused);
  let rememberedAt = refilledAt;

  const remember = (): void => {
    rememberedAt = clock.now();
    memory?.save({ at: refilledAt, tokens, paused });
  };

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
    if (Math.abs(now - rememberedAt) >= rememberEveryMs) remember();
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
      remember();
    },
    pausedUntil,
  };
}

/** A pause as it may have been: never longer than any we would have made. */
function sane(paused: BudgetState['paused']): BudgetState['paused'] {
  if (paused === null) return null;
  return { from: paused.from, until: Math.min(paused.until, paused.from + longestPauseMs) };
}
