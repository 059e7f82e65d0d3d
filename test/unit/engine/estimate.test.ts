import { describe, expect, it } from 'vitest';
import { durationWords } from '../../../domain/duration.ts';
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

  it('names the pace where that is what makes it long, and only there', () => {
    expect(estimateWords(0, sixty)).toBe('nothing to send');
    expect(estimateWords(3, sixty)).toBe('a few seconds');
    expect(estimateWords(545, sixty)).toBe('about 9 minutes at 60 requests a minute');
    expect(estimateWords(3, { perMinute: 60_000, pausedFor: 0 })).toBe('a few seconds');
    expect(estimateWords(400, { perMinute: 60_000, pausedFor: 0 })).toBe('about 2 minutes');
    expect(estimateWords(3, { perMinute: 60, pausedFor: 90_000 })).toBe('about 2 minutes');
  });

  it.each([
    [3, 'a few seconds'],
    [33, 'about 35 seconds'],
    [58, 'about 1 minute'],
    [540, 'about 9 minutes'],
    [3_600, 'about 1 hour'],
    [5_300, 'about 1 hour 30 minutes'],
    [7_100, 'about 2 hours'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});
