import { afterEach, describe, expect, it } from 'vitest';
import type { Ground } from '../../model/world.ts';
import { firstIds, prepareGround, timesWritten, type } from './support.ts';
import type { World } from './support.ts';

let ground: Ground | undefined;
let world: World | undefined;
afterEach(async () => {
  await world?.end();
  await ground?.close();
  world = undefined;
  ground = undefined;
});
const begin = async (assignments: number): Promise<World> => {
  ground = await prepareGround('direct', assignments);
  world = ground.begin(3);
  return world;
};
const written = (w: World): readonly number[] => [...new Set(timesWritten(w).values())];

describe('the laptop is closed in the middle of sending, for three days', () => {
  it.each(['before', 'after'] as const)(
    'sends everything once when it is opened again (%s the vendor took it), with new tokens',
    async (phase) => {
      const w = await begin(60);
      await w.pulled();
      w.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind: 'hang', phase }, times: 1 });
      type(w, 'userDefined1', firstIds(w, 40), (index) => `closed ${index}`);
      await w.time.until(
        () => w.outbox.counts().byState.sending === 40,
        () => 'sending',
      );
      await w.time.pass(40);
      expect(w.effects()).toHaveLength(phase === 'after' ? 40 : 0);
      const tokens = w.sandbox.control.counters()['token'] ?? 0;
      w.time.asleep(3 * 86_400_000);
      type(w, 'userDefined2', firstIds(w, 5), (index) => `opened ${index}`);
      await w.drained();
      expect(w.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
      expect(timesWritten(w).size).toBe(45);
      expect(written(w)).toEqual([1]);
      expect(w.sandbox.control.counters()['token']).toBeGreaterThan(tokens);
      for (const id of firstIds(w, 40)) expect(w.shown(id, 'userDefined1')).toBe(w.held(id, 'userDefined1'));
      expect(w.faults).toEqual([]);
    },
  );
});

describe('ten thousand edits, and every second request is answered with 429', () => {
  it('sends each once, with no more requests than refusals make necessary', async () => {
    const count = 10_000;
    const w = await begin(count);
    w.sandbox.control.clearCounters();
    w.sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'status', status: 429, retryAfter: 3 },
      every: 2,
    });
    expect(type(w, 'userDefined1', firstIds(w, count), (index) => `many ${index}`).staged).toBe(count);
    await w.time.until(
      () => w.outbox.counts().unsent === 0,
      () => `draining ${JSON.stringify(w.outbox.counts().byState)}`,
    );
    expect(w.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    expect(w.effects()).toHaveLength(count);
    expect(written(w)).toEqual([1]);
    const needed = count / 250;
    expect(w.sandbox.control.counters()['updateAssignmentsBulk']).toBeLessThanOrEqual(2 * needed);
    expect(w.faults).toEqual([]);
  });
});

describe('the answer to a bulk write is cut after the vendor applied half of it', () => {
  it('keeps the half that arrived and sends the other, each once', async () => {
    const w = await begin(200);
    await w.pulled();
    w.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind: 'half-applied' }, times: 1 });
    const ids = firstIds(w, 200);
    type(w, 'userDefined1', ids, (index) => `half ${index}`);
    await w.time.until(
      () => w.outbox.counts().byState.unknown === 200,
      () => 'an unknown outcome',
    );
    expect(w.effects()).toHaveLength(100);
    await w.drained();
    expect(w.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
    expect(w.effects()).toHaveLength(200);
    expect(written(w)).toEqual([1]);
    for (const [index, id] of ids.entries()) expect(w.held(id, 'userDefined1')).toBe(`half ${index}`);
  });
});
