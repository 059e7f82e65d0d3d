import { afterEach, expect, it } from 'vitest';
import type { Clock } from '../../../main/engine/ports.ts';
import type { Time } from '../support/time.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

const fault = 'Changes are ready and nothing is being sent';
const faults = (r: Rig): readonly string[] => r.faultsLogged.filter((line) => line.startsWith(fault));
/** The longest the sender rests; nothing else in the outbox sleeps as long. */
const restMs = 30_000;

/** A clock that loses one rest of the sender: it neither ends by itself nor by being woken. */
function losingARest(): {
  readonly clockOf: (time: Time) => Clock;
  readonly isLost: () => boolean;
  /** The rest ends after all. */
  readonly find: () => void;
} {
  let lost = false;
  const found = Promise.withResolvers<undefined>();
  return {
    isLost: () => lost,
    find: () => found.resolve(undefined),
    clockOf: (time) => ({
      now: () => time.now(),
      sleep(milliseconds, signal) {
        if (lost || milliseconds < restMs) return time.sleep(milliseconds, signal);
        lost = true;
        return found.promise;
      },
    }),
  };
}

it('starts the sender anew where it hangs with work ready, says so once, and sends the work once', async () => {
  const { clockOf, isLost, find } = losingARest();
  const r = (used = await rig({ outboxClock: clockOf }));
  const [a = '', b = ''] = r.ids;
  r.outbox.start();
  await r.pass(1);
  expect(isLost()).toBe(true);
  const staged = r.clock.now();
  valueOf(r.type('userDefined1', { [a]: 'stuck' }));
  // The wake of staging is lost, and so is the rest's own end.
  await r.pass(restMs + 1_000);
  expect(r.effects()).toEqual([]);
  expect(faults(r)).toEqual([]);

  await r.until(() => r.held(a, 'userDefined1') === 'stuck', 'the new start');
  expect(faults(r)).toHaveLength(1);
  expect(r.clock.now() - staged).toBeLessThanOrEqual(2 * restMs);
  await r.drained();
  expect(r.effects()).toHaveLength(1);

  // The sender that was started then is like any other: woken at once, and nothing to say of it. Nor
  // does the one that hung send beside it when it comes back.
  find();
  const before = r.clock.now();
  valueOf(r.type('userDefined1', { [b]: 'after' }));
  await r.until(() => r.held(b, 'userDefined1') === 'after', 'the next change');
  expect(r.clock.now()).toBe(before);
  await r.pass(10 * restMs);
  expect(faults(r)).toHaveLength(1);
  expect(r.effects()).toHaveLength(2);
});

it('takes it for no fault that nothing is ready, or that there is no way to send', async () => {
  const { clockOf, find } = losingARest();
  const r = (used = await rig({ outboxClock: clockOf }));
  const [a = ''] = r.ids;
  r.outbox.start();
  await r.pass(10 * restMs);
  expect(faults(r)).toEqual([]);
  r.network.choose(true);
  valueOf(r.type('userDefined1', { [a]: 'offline' }));
  await r.pass(10 * restMs);
  expect(faults(r)).toEqual([]);
  expect(r.effects()).toEqual([]);
  find();
});
