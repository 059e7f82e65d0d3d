import { expect, it } from 'vitest';
import { sendingNow } from '../../../main/engine/outbox/sendingTime.ts';

const startedAt = Date.UTC(2026, 2, 2, 9);
const sending = { total: 1_000, startedAt, expectedSeconds: 200 };
const after = (seconds: number, done: number): number =>
  sendingNow({ ...sending, done }, startedAt + seconds * 1_000).secondsLeft;

it('expects what was worked out until there is something to measure', () => {
  expect(after(0, 0)).toBe(200);
  // However long the first answer takes: nothing is known of the speed yet.
  expect(after(60, 0)).toBe(200);
  expect(after(5, 500)).toBe(100);
});

it('goes by what it really took from then on, faster or slower than expected', () => {
  expect(after(10, 500)).toBe(10);
  expect(after(600, 500)).toBe(600);
  expect(after(600, 999)).toBe(1);
});

it('ends at nothing left, also where more was sent than was planned', () => {
  expect(after(20, 1_000)).toBe(0);
  expect(after(20, 1_001)).toBe(0);
  expect(sendingNow({ done: 0, total: 0, startedAt, expectedSeconds: 0 }, startedAt)).toEqual({
    done: 0,
    total: 0,
    secondsLeft: 0,
  });
});
