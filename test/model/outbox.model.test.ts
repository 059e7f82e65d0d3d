import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveThrough } from './lives.ts';
import type { Tally } from './lives.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';

/**
 * Random lives of an outbox: gestures, undo, other people's edits, pulls, lost networks, every fault
 * of the wire, clock jumps, restarts and kills, against the stand-in and an oracle of what a person
 * may expect. In virtual time and without sockets, so a failing life is repeated exactly and shrunk.
 */
const runs = Number(process.env['UPLINE_MODEL_RUNS'] ?? '2000');
const seed = Number(process.env['UPLINE_SEED'] ?? Date.now() % 2 ** 31);

describe('any life of the outbox', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await prepareGround('direct', 24);
  }, 60_000);
  afterAll(() => ground.close());

  it(`loses nothing and does nothing twice over ${runs} sequences`, async () => {
    console.log(`seed ${seed}, ${runs} sequences`);
    const tally: Tally = { sequences: 0, commands: 0, effects: 0 };
    await liveThrough(ground, { seed, runs, shrink: true }, tally);
    console.log(`${tally.commands} commands in ${tally.sequences} sequences; ${tally.effects} effects`);
    expect(tally.sequences).toBe(runs);
  }, 3_600_000);
});
