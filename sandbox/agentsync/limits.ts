import type { SandboxClock } from '../clock.ts';
import type { Profile } from '../profile.ts';

const WINDOW = 60_000;

/** The state of one budget after a request has been counted. */
export interface Budget {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Requests per minute in fixed windows of the sandbox clock (A-RATE). */
export class RateLimiter {
  readonly #clock: SandboxClock;
  readonly #windows = new Map<string, { start: number; used: number }>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** Counts one request against a budget. A limit of 0 is no limit, and says nothing in the headers. */
  take(key: string, limit: number, profile: Profile): Budget {
    if (limit === 0) return { allowed: true, headers: {} };
    const now = this.#clock.now();
    let window = this.#windows.get(key);
    if (window === undefined || now - window.start >= WINDOW || now < window.start) {
      window = { start: now, used: 0 };
      this.#windows.set(key, window);
    }
    const allowed = window.used < limit;
    if (allowed) window.used += 1;
    const resetAt = window.start + WINDOW;
    const seconds = Math.max(1, Math.ceil((resetAt - now) / 1000));
    const remaining = String(limit - window.used);
    const headers: Record<string, string> = {};
    if (profile.rateHeaders === 'ratelimit') {
      headers['ratelimit-limit'] = String(limit);
      headers['ratelimit-remaining'] = remaining;
      headers['ratelimit-reset'] = String(seconds);
    } else if (profile.rateHeaders === 'x-ratelimit') {
      headers['X-RateLimit-Limit'] = String(limit);
      headers['X-RateLimit-Remaining'] = remaining;
      headers['X-RateLimit-Reset'] = String(Math.ceil(resetAt / 1000));
    }
    if (!allowed && profile.retryAfter === 'seconds') headers['Retry-After'] = String(seconds);
    if (!allowed && profile.retryAfter === 'http-date')
      headers['Retry-After'] = new Date(resetAt).toUTCString();
    return { allowed, headers };
  }

  clear(): void {
    this.#windows.clear();
  }
}
