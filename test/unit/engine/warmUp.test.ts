import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWarmUp } from '../../../main/engine/warmUp.ts';
import type { WarmUp } from '../../../main/engine/warmUp.ts';
import type { Sliced } from '../../../main/engine/slices.ts';
import type { ViewQuery } from '../../../main/engine/store/api.ts';

const query: ViewQuery = {
  collection: 'contractAssignment',
  columns: [],
  sort: [],
  filters: [],
  search: '',
};
const many = 100_000;
/** On the clock of the test, which stands still unless it is told to go on. */
const longMs = 1_000;

let slices = 0;
let kept = 0;
let warmUp: WarmUp;

/** Reading that never ends, each slice as long as a step may be. */
function* reading(): Sliced<void> {
  for (;;) {
    slices += 1;
    vi.advanceTimersByTime(20);
    yield;
  }
}

function* keeping(): Sliced<void> {
  yield;
  kept += 1;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  slices = 0;
  kept = 0;
  warmUp = createWarmUp({ prepare: reading, keep: keeping }, { write: () => undefined });
});
afterEach(() => {
  warmUp.stop();
  vi.useRealTimers();
});

test('a list that was opened is read ahead', () => {
  warmUp.start(query, many);
  vi.advanceTimersByTime(longMs);
  expect(slices).toBeGreaterThan(1);
});

test('reading ahead stands back while questions are worked out, and goes on after the last of them', () => {
  warmUp.start(query, many);
  const first = warmUp.standBack();
  const second = warmUp.standBack();
  vi.advanceTimersByTime(longMs);
  first();
  // A list that is opened meanwhile is not read ahead either.
  warmUp.start(query, many);
  vi.advanceTimersByTime(longMs);
  expect(slices).toBe(0);
  second();
  vi.advanceTimersByTime(longMs);
  expect(slices).toBeGreaterThan(0);
});

test('reading ahead rests while page after page is read, and goes on after the last of them', () => {
  warmUp.start(query, many);
  for (let page = 0; page < 100; page += 1) {
    warmUp.rest();
    vi.advanceTimersByTime(10);
  }
  expect(slices).toBe(0);
  vi.advanceTimersByTime(longMs);
  expect(slices).toBeGreaterThan(0);
});

test('a page that is read does not begin what was stopped', () => {
  warmUp.start(query, many);
  warmUp.stop();
  warmUp.rest();
  vi.advanceTimersByTime(longMs);
  expect(slices).toBe(0);
});

test('nothing goes on after it was stopped, whatever was being worked out', () => {
  warmUp.start(query, many);
  const goOn = warmUp.standBack();
  warmUp.stop();
  goOn();
  vi.advanceTimersByTime(longMs);
  expect(slices).toBe(0);
});

test('what was read ahead to its end is kept', () => {
  function* short(): Sliced<void> {
    slices += 1;
    yield;
  }
  warmUp = createWarmUp({ prepare: short, keep: keeping }, { write: () => undefined });
  warmUp.start(query, many);
  vi.advanceTimersByTime(longMs);
  expect({ slices, kept }).toEqual({ slices: 1, kept: 1 });
});
