import type { Random } from '../ports.ts';

const first = 1_000;
const longest = 60_000;

/** How long to wait after failure number `streak` (1, 2, …): 1 s doubling to 60 s, with full jitter. */
export function backoff(streak: number, random: Random): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(streak - 1, 16));
  // Never zero, or an unlucky draw would hammer a server that is down.
  return Math.max(100, Math.round(random.fraction() * ceiling));
}

/** A wait longer than this is a clock that was set back, not a server's wish. */
const farthest = 86_400_000;

/** Whether an operation's waiting time is over. */
export function isDue(retryAt: number | null, now: number): boolean {
  return retryAt === null || retryAt <= now || retryAt > now + farthest;
}
