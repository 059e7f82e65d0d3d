import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveThrough } from './lives.ts';
import type { Tally } from './lives.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';
import { usualSeed } from './usualSeed.ts';

/**
 * Random lives of an outbox: gestures, undo, other people's edits, pulls, lost networks, every fault
 * of the wire, clock jumps, restarts and kills, against the stand-in and an oracle of what a person
 * may expect. In virtual time and without sockets, so a failing life is repeated exactly and shrunk.
 */
const runs = Math.ceil(Number(process.env['UPLINE_MODEL_RUNS'] ?? '2000') * 0.6);
const seed = Number(process.env['UPLINE_SEED'] ?? usualSeed);
/** Set by `npm run test:soak`: goes on for so long instead. */
const soakMinutes =
  process.env['UPLINE_SOAK_MINUTES'] === undefined ? null : Number(process.env['UPLINE_SOAK_MINUTES']);

describe('any life of the outbox', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await prepareGround('direct', 24);
  }, 60_000);
  afterAll(() => ground.close());

  const length = soakMinutes === null ? `${runs} sequences` : `${soakMinutes} minutes`;
  it(`loses nothing and does nothing twice over ${length}`, async () => {
    console.log(`seed ${seed}, ${length}`);
    const tally: Tally = { sequences: 0, commands: 0, effects: 0 };
    const told = (): string =>
      `${tally.commands} commands in ${tally.sequences} sequences; ${tally.effects} effects; seed ${seed}`;
    if (soakMinutes === null) {
      await liveThrough(ground, { seed, runs, shrink: true }, tally);
      expect(tally.sequences).toBe(runs);
    } else {
      const end = performance.now() + soakMinutes * 60_000;
      for (let round = 0; performance.now() < end; round += 1) {
        await liveThrough(
          ground,
          { seed: seed + round, runs: 250, shrink: true, withNew: round % 2 === 1 },
          tally,
        );
        console.log(told());
      }
    }
    console.log(told());
  }, 86_400_000);
});
