import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveThrough } from './lives.ts';
import type { Tally } from './lives.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';
import { usualSeed } from './usualSeed.ts';

/** The same random lives over real HTTP: what only sockets can do wrong, sockets do here. */
const runs = Math.ceil(Number(process.env['UPLINE_MODEL_RUNS'] ?? '2000') / 20);
const seed = Number(process.env['UPLINE_SEED'] ?? usualSeed);

describe('any life of the outbox over HTTP', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await prepareGround('sockets', 24);
  }, 60_000);
  afterAll(() => ground.close());

  it(`loses nothing and does nothing twice over ${runs} sequences`, async () => {
    console.log(`seed ${seed}, ${runs} sequences over HTTP`);
    const tally: Tally = { sequences: 0, commands: 0, effects: 0 };
    // Real time does not repeat itself, so a shrunk case would be another one.
    await liveThrough(ground, { seed, runs, shrink: false }, tally);
    console.log(
      `${tally.commands} commands in ${tally.sequences} sequences over HTTP; ${tally.effects} effects`,
    );
    expect(tally.sequences).toBe(runs);
  }, 3_600_000);
});
