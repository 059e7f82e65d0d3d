import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

/** Staging in volume. Times are printed; limits are generous because other work shares the machine. */
describe('staging in volume', () => {
  let r: Rig;
  beforeAll(async () => {
    r = await rig({ assignments: 100_000, speed: 1 });
  }, 120_000);
  afterAll(async () => {
    await r.dispose();
  });

  it.each([1, 10_000, 100_000])(
    'stages %i edits durably',
    (count) => {
      const ids = r.store.mirror.ids('contractAssignment', null, count);
      const tag = randomBytes(3).toString('hex');
      const edits = ids.map((recordId) => ({
        recordId,
        field: 'userDefined1',
        input: { typed: `${tag} ${recordId.slice(0, 4)}` },
      }));
      const began = performance.now();
      const cpuBegan = process.cpuUsage();
      const outcome = valueOf(r.outbox.stage('contractAssignment', 'Volume', edits));
      const took = performance.now() - began;
      const cpu = process.cpuUsage(cpuBegan).user / 1000;
      expect(outcome.staged).toBe(count);
      const undoBegan = performance.now();
      valueOf(r.outbox.undo());
      const undoTook = performance.now() - undoBegan;
      console.log(
        `${count} edits staged in ${took.toFixed(0)} ms (${cpu.toFixed(0)} ms of processor), undone in ${undoTook.toFixed(0)} ms`,
      );
      expect(took).toBeLessThan(20_000);
    },
    60_000,
  );

  it('drains 10,000 edits with few requests', async () => {
    const count = 10_000;
    r.sandbox.control.clearCounters();
    const ids = r.store.mirror.ids('contractAssignment', null, count);
    const edits = ids.map((recordId) => ({ recordId, field: 'userDefined2', input: { typed: 'drain' } }));
    valueOf(r.outbox.stage('contractAssignment', 'Drain', edits));
    const began = performance.now();
    const cpuBegan = process.cpuUsage();
    r.outbox.start();
    while (r.outbox.counts().unsent > 0) {
      if (performance.now() - began > 50_000) throw new Error(JSON.stringify(r.outbox.counts()));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const took = performance.now() - began;
    const cpu = process.cpuUsage(cpuBegan).user / 1000;
    const counters = r.sandbox.control.counters();
    console.log(
      `${count} edits sent in ${took.toFixed(0)} ms (${cpu.toFixed(0)} ms of processor, the stand-in's included), ${Math.round((count / took) * 1000)} a second; requests ${JSON.stringify(counters)}`,
    );
    expect(counters['updateAssignmentsBulk']).toBe(Math.ceil(count / 250));
    expect(r.effects()).toHaveLength(count);
  }, 60_000);
});
