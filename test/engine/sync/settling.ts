import type { Sync } from '../../../main/engine/sync/api.ts';
import type { Time } from '../support/time.ts';

/** Sleeps longer than this are the scheduler's rest between passes: they last until something wakes it. */
export const restMs = 1_000_000;

/** Lets time go by until nothing is left to do before the rest between passes. */
export async function untilSettled(
  clock: Time,
  line: { isBusy(): boolean },
  sync: () => Pick<Sync, 'states'>,
): Promise<void> {
  const states = (): ReturnType<Sync['states']> => sync().states();
  const calm = (): boolean =>
    !line.isBusy() && states().every(({ state }) => state !== 'running' && state !== 'waiting');
  for (const began = clock.steady(); ;) {
    await clock.until(calm, () => `calm ${JSON.stringify(states())}`);
    const next = clock.untilNextWake();
    // A vendor that is away is looked for again and again: that is calm, too.
    if (next === null || next >= restMs || clock.steady() - began > 2 * restMs) return;
    await clock.pass(next);
  }
}
