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
});
