import { durationWords } from '../../../domain/duration.ts';

/** What is known of a host's budget when an estimate is made. */
export interface Pace {
  readonly perMinute: number;
  /** Milliseconds until the host may be asked again; 0 when it may now. */
  readonly pausedFor: number;
}

/** No exchange takes less than this on a line worth the name. */
const secondsPerRequest = 0.25;

/** The bucket of the host's budget holds the requests of five seconds. */
function atOnceOf(perMinute: number): number {
  return Math.max(1, Math.min(perMinute / 12, 200));
}

/**
 * Seconds that so many requests take: what the budget lets through at once travels at the speed of the
 * line, the rest at the pace the host allows, after any pause it asked for.
 */
export function secondsFor(requests: number, { perMinute, pausedFor }: Pace): number {
  if (requests === 0) return 0;
  const paced = (Math.max(0, requests - atOnceOf(perMinute)) * 60) / perMinute;
  return Math.max(1, Math.ceil(Math.max(paced, requests * secondsPerRequest) + pausedFor / 1_000));
}

/** Whether the host's pace, and not the line, is what such a send waits for. */
function isPaced(requests: number, { perMinute }: Pace): boolean {
  return (Math.max(0, requests - atOnceOf(perMinute)) * 60) / perMinute > requests * secondsPerRequest;
}

/**
 * The estimate in words: `about 9 minutes at 60 requests a minute`. The pace is named where it is what
 * makes the send long; elsewhere it would only be a number.
 */
export function estimateWords(requests: number, pace: Pace): string {
  if (requests === 0) return 'nothing to send';
  const words = durationWords(secondsFor(requests, pace));
  if (!isPaced(requests, pace)) return words;
  const { perMinute } = pace;
  return `${words} at ${perMinute.toLocaleString('en-US')} ${perMinute === 1 ? 'request' : 'requests'} a minute`;
}
