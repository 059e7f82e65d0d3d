/** What is known of a host's budget when an estimate is made. */
export interface Pace {
  readonly perMinute: number;
  /** Milliseconds until the host may be asked again; 0 when it may now. */
  readonly pausedFor: number;
}

/** No exchange takes less than this on a line worth the name. */
const secondsPerRequest = 0.25;

/**
 * Seconds that so many requests take: what the budget lets through at once travels at the speed of the
 * line, the rest at the pace the host allows, after any pause it asked for.
 */
export function secondsFor(requests: number, { perMinute, pausedFor }: Pace): number {
  if (requests === 0) return 0;
  // The bucket of the host's budget holds the requests of five seconds.
  const atOnce = Math.max(1, Math.min(perMinute / 12, 200));
  const paced = (Math.max(0, requests - atOnce) * 60) / perMinute;
  return Math.max(1, Math.ceil(Math.max(paced, requests * secondsPerRequest) + pausedFor / 1_000));
}

/** The estimate in words: `about 9 minutes at 60 requests a minute`. */
export function estimateWords(seconds: number, perMinute: number): string {
  if (seconds === 0) return 'nothing to send';
  return `${durationWords(seconds)} at ${perMinute.toLocaleString('en-US')} ${perMinute === 1 ? 'request' : 'requests'} a minute`;
}

function durationWords(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${counted(Math.max(1, minutes), 'minute')}`;
  // Nobody plans an hour-long send by the minute.
  const quarters = Math.round(minutes / 15);
  const hours = counted(Math.floor(quarters / 4), 'hour');
  return quarters % 4 === 0 ? `about ${hours}` : `about ${hours} ${(quarters % 4) * 15} minutes`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
