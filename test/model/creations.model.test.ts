import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveThrough } from './lives.ts';
import type { Tally } from './lives.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';
import { usualSeed } from './usualSeed.ts';

/** Random lives in which chains of new records are made too. A file of its own, so that both run at once. */
const runs = Math.ceil(Number(process.env['UPLINE_MODEL_RUNS'] ?? '2000') * 0.4);
const seed = Number(process.env['UPLINE_SEED'] ?? usualSeed);

describe('any life of the outbox with new records', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await prepareGround('direct', 24);
  }, 60_000);
  afterAll(() => ground.close());

  it(`makes each record once over ${runs} sequences`, async () => {
    console.log(`seed ${seed}, ${runs} sequences with new records`);
    const tally: Tally = { sequences: 0, commands: 0, effects: 0 };
    await liveThrough(ground, { seed, runs, shrink: true, withNew: true }, tally);
    console.log(`${tally.commands} commands in ${tally.sequences} sequences; ${tally.effects} effects`);
    expect(tally.sequences).toBe(runs);
  }, 3_600_000);
});
