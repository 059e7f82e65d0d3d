import { longestPauseMs } from './budget.ts';

type Headers = Readonly<Record<string, string>>;

/** Shortest pause after a 429, so that a header of zero does not turn into a busy loop. */
const shortestPauseMs = 250;

/**
 * A moment of the server's clock on this computer's, which may be set wrong by hours: the answer's own
 * `Date` says what time it is there. Without one the clocks are taken to agree.
 */
function here(moment: number, headers: Headers, now: number): number {
  const there = Date.parse(headers['date'] ?? '');
  return Number.isNaN(there) ? moment : moment + (now - there);
}

/** `Retry-After` as epoch ms: seconds or an HTTP date (RFC 9110). Null when absent or unreadable. */
function retryAfter(headers: Headers, now: number): number | null {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return now + Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : here(date, headers, now);
}

/** A reset given as seconds from now, unix seconds or unix milliseconds; the size tells which (vendor-apis 1.3). */
function reset(text: string | undefined, headers: Headers, now: number): number | null {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return null;
  const value = Number(text);
  if (value > 1e11) return here(value, headers, now);
  if (value > 1e9) return here(value * 1000, headers, now);
  return now + value * 1000;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d+\s*$/.test(text) ? Number(text) : null;
}

const clamp = (until: number, now: number): number =>
  Math.min(Math.max(until, now + shortestPauseMs), now + longestPauseMs);

/**
 * Until when a 429 or 503 asks us to wait (epoch ms), or null when it does not say.
 * Header names with and without `X-` (vendor-apis 1.3); `Retry-After` wins.
 */
export function askedToWait(headers: Headers, now: number): number | null {
  const until =
    retryAfter(headers, now) ??
    reset(headers['ratelimit-reset'], headers, now) ??
    reset(headers['x-ratelimit-reset'], headers, now);
  return until === null ? null : clamp(until, now);
}

/** Until when to pause because the answer says that nothing remains of the present window, or null. */
export function usedUp(headers: Headers, now: number): number | null {
  const remaining = numberOf(headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining']);
  if (remaining === null || remaining > 0) return null;
  const until = reset(headers['ratelimit-reset'] ?? headers['x-ratelimit-reset'], headers, now);
  return until === null ? null : clamp(until, now);
}
