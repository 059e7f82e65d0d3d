import { describe, expect, it } from 'vitest';
import { estimateWords, secondsFor } from '../../../main/engine/outbox/estimate.ts';

const sixty = { perMinute: 60, pausedFor: 0 };

describe('the estimate of a long send', () => {
  it('lets through at once what the bucket holds, and paces the rest', () => {
    expect(secondsFor(0, sixty)).toBe(0);
    expect(secondsFor(1, sixty)).toBe(1);
    expect(secondsFor(5, sixty)).toBe(2);
    expect(secondsFor(545, sixty)).toBe(540);
    expect(secondsFor(400, { perMinute: 6_000, pausedFor: 0 })).toBe(100);
  });

  it('counts a pause the host asked for', () => {
    expect(secondsFor(1, { perMinute: 60, pausedFor: 90_000 })).toBe(91);
  });

  it.each([
    [0, 'nothing to send'],
    [3, 'a few seconds at 60 requests a minute'],
    [33, 'about 35 seconds at 60 requests a minute'],
    [58, 'about 1 minute at 60 requests a minute'],
    [540, 'about 9 minutes at 60 requests a minute'],
    [3_600, 'about 1 hour at 60 requests a minute'],
    [5_300, 'about 1 hour 30 minutes at 60 requests a minute'],
    [7_100, 'about 2 hours at 60 requests a minute'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(estimateWords(seconds, 60)).toBe(words);
  });
});
