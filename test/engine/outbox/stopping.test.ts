import { afterEach, expect, it } from 'vitest';
import type { ContractingConnector } from '../../../main/engine/connectors/api.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

/** A line that tells nothing of the first write's answer, and does not hear that it is cut off. */
function deafLine(): {
  readonly wrap: (connector: ContractingConnector) => ContractingConnector;
  readonly isWaiting: () => boolean;
  /** The answer comes after all. */
  readonly answer: () => void;
} {
  let waiting = false;
  const held = Promise.withResolvers<undefined>();
  return {
    isWaiting: () => waiting,
    answer: () => held.resolve(undefined),
    wrap: (connector) => ({
      ...connector,
      async updateMany(collection, items, signal) {
        if (waiting) return connector.updateMany(collection, items, signal);
        waiting = true;
        const outcome = await connector.updateMany(collection, items, new AbortController().signal);
        await held.promise;
        return outcome;
      },
    }),
  };
}

it('stops in bounded time where a write does not hear it, says so, and looks for the write at the next start', async () => {
  const { wrap, isWaiting, answer } = deafLine();
  const r = (used = await rig({ wrap }));
  const [a = ''] = r.ids;
  r.outbox.start();
  valueOf(r.type('userDefined1', { [a]: 'once' }));
  await r.until(isWaiting, 'the write');

  const before = r.clock.now();
  await r.restart();
  expect(r.clock.now() - before).toBe(10_000);
  expect(r.faultsLogged).toHaveLength(1);
  expect(r.faultsLogged[0]).toContain('Sending did not stop when it was cut off');
  expect(r.outbox.counts().byState.sending).toBe(1);

  r.outbox.start();
  expect(r.outbox.counts().byState.unknown).toBe(1);
  await r.drained();
  expect(r.held(a, 'userDefined1')).toBe('once');
  expect(r.effects()).toHaveLength(1);
  // An answer that nobody waits for any more changes nothing.
  answer();
  await r.pass(60_000);
  expect(r.outbox.counts().unsent).toBe(0);
  expect(r.effects()).toHaveLength(1);
});

it('waits for nobody where nothing is on its way', async () => {
  const r = (used = await rig());
  r.outbox.start();
  await r.pass(1_000);
  const before = r.clock.now();
  await r.outbox.stop();
  expect(r.clock.now()).toBe(before);
  expect(r.faultsLogged).toEqual([]);
});
