import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginInviting, healAndSettle, invitingCommands } from './invitations.ts';
import { usualSeed } from './usualSeed.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';

/** Random lives of invitations: mail cannot be taken back, so every one needs a person's word of its own. */
const runs = Math.ceil(Number(process.env['UPLINE_MODEL_RUNS'] ?? '2000') * 0.1);
const seed = Number(process.env['UPLINE_SEED'] ?? usualSeed);

describe('any life of invitations', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await prepareGround('direct', 24);
  });
  afterAll(() => ground.close());

  it(`mails once for each confirmation and never without one, over ${runs} sequences`, async () => {
    console.log(`seed ${seed}, ${runs} sequences with invitations`);
    let mails = 0;
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.commands(invitingCommands, { maxCommands: 25, size: 'max' }),
        async (lifeSeed, sequence) => {
          const life = beginInviting(ground, lifeSeed);
          try {
            await fc.asyncModelRun(() => ({ model: {}, real: life }), sequence);
            await healAndSettle(life);
            mails += life.world.sandbox.control.mails().length;
            decided += [...life.invited.values()].filter(({ closed }) => closed).length;
          } finally {
            await life.world.end();
          }
        },
      ),
      { seed, numRuns: runs },
    );
    console.log(`${mails} mails, ${decided} uncertain ones decided`);
    expect(mails).toBeGreaterThan(runs);
    expect(decided).toBeGreaterThan(0);
  }, 3_600_000);
});
