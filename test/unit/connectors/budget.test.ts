import { describe, expect, it } from 'vitest';
import { createBudget, longestPauseMs } from '../../../main/engine/connectors/budget.ts';
import type { Budget, BudgetMemory, BudgetState } from '../../../main/engine/connectors/budget.ts';
import type { Clock } from '../../../main/engine/ports.ts';

const start = Date.UTC(2026, 2, 2, 9);

function world() {
  let now = start;
  let kept: BudgetState | null = null;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => now,
    sleep(milliseconds) {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const memory: BudgetMemory = {
    load: () => kept,
    save(state) {
      kept = state;
    },
  };
  return {
    clock,
    slept,
    budget: (): Budget => createBudget(clock, { perMinute: 60, parallel: 1 }, memory),
    pass(milliseconds: number) {
      now += milliseconds;
    },
    kept: () => kept,
    keep(state: BudgetState) {
      kept = state;
    },
  };
}

const enter = async (budget: Budget): Promise<string> => {
  const entry = await budget.enter(new AbortController().signal);
  if (entry.kind === 'entered') entry.leave();
  return entry.kind;
};

describe('a budget that is remembered', () => {
  it('keeps a pause across a restart, and ends it when it is over', async () => {
    const w = world();
    w.budget().pause(start + 60_000);
    w.pass(10_000);
    const again = w.budget();
    expect(again.pausedUntil()).toBe(start + 60_000);
    expect(await enter(again)).toBe('paused');
    w.pass(50_000);
    expect(again.pausedUntil()).toBeNull();
    expect(await enter(again)).toBe('entered');
  });

  it('does not fill the bucket by starting anew', async () => {
    const w = world();
    const first = w.budget();
    // The bucket holds five; the first ask after a second is what is remembered.
    w.pass(1_000);
    for (let index = 0; index < 5; index += 1) await enter(first);
    expect(w.slept).toEqual([]);
    w.pass(1_000);
    await enter(first);
    const again = w.budget();
    await enter(again);
    expect(w.slept.length).toBeGreaterThan(0);
  });

  it('refills what a closed program had time to refill', async () => {
    const w = world();
    w.keep({ at: start - 60_000, tokens: 0, paused: null });
    const budget = w.budget();
    for (let index = 0; index < 5; index += 1) await enter(budget);
    expect(w.slept).toEqual([]);
  });

  it('believes neither a clock set back nor a pause longer than any it would make', async () => {
    const w = world();
    w.keep({ at: start + 3_600_000, tokens: 99, paused: { from: start + 3_600_000, until: start + 9e9 } });
    const budget = w.budget();
    expect(budget.pausedUntil()).toBeNull();
    for (let index = 0; index < 6; index += 1) await enter(budget);
    expect(w.slept.length).toBeGreaterThan(0);
    w.keep({ at: start, tokens: 1, paused: { from: start, until: start + 9e9 } });
    expect(w.budget().pausedUntil()).toBe(start + longestPauseMs);
  });

  it('saves at most once a second while asking, and every pause at once', async () => {
    const w = world();
    const budget = w.budget();
    await enter(budget);
    expect(w.kept()).toBeNull();
    w.pass(1_500);
    await enter(budget);
    expect(w.kept()?.at).toBe(start + 1_500);
    budget.pause(w.clock.now() + 5_000);
    expect(w.kept()?.paused?.until).toBe(start + 6_500);
  });
});
