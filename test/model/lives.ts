import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Family } from './families.ts';
import { allAgree } from './invariants.ts';
import { beginLife } from './life.ts';
import { healAndDrain } from './people.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';
import { usualSeed } from './usualSeed.ts';

export interface Tally {
  sequences: number;
  commands: number;
  effects: number;
}

export const emptyTally = (): Tally => ({ sequences: 0, commands: 0, effects: 0 });

export const told = ({ commands, sequences, effects }: Tally): string =>
  `${commands} commands in ${sequences} sequences; ${effects} effects`;

/** Lives this many random lives on this ground; throws with the seed and the shrunk case of a failing one. */
export async function liveThrough(
  ground: Ground,
  family: Family,
  options: { readonly seed: number; readonly runs: number; readonly shrink: boolean },
  tally: Tally,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom('mine' as const, 'theirs' as const),
      fc.commands(family.commands, { maxCommands: 25, size: 'max' }),
      async (seed, choice, sequence) => {
        const life = beginLife(ground, seed, family.people);
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: life }), sequence);
          await healAndDrain(life, choice);
          for (const { world } of life.everybody) await world.pulled();
          for (const one of life.everybody) allAgree(one);
          tally.sequences += 1;
          tally.commands += [...sequence].length;
          tally.effects += life.world.effects().length;
        } finally {
          for (const { world } of life.everybody) await world.end();
        }
      },
    ),
    { seed: options.seed, numRuns: options.runs, endOnFailure: !options.shrink },
  );
}

/** Sequences of one `npm test`, all families together. */
const sequences = Number(process.env['UPLINE_MODEL_RUNS'] ?? '2000');

/** The seed of this run: `UPLINE_SEED` to repeat one, else the usual. */
export const seed = Number(process.env['UPLINE_SEED'] ?? usualSeed);

/** The test of one family: its part of all sequences, in virtual time or over real HTTP. */
export function testFamily(family: Family, part: number, way: 'direct' | 'sockets' = 'direct'): void {
  const runs = Math.ceil(sequences * part);
  const over = way === 'sockets' ? ' over HTTP' : '';
  describe(`any life ${family.name}${over}`, () => {
    let ground: Ground;
    beforeAll(async () => {
      ground = await prepareGround(way, family.assignments);
    }, 60_000);
    afterAll(() => ground.close());

    it(`loses nothing and does nothing twice over ${runs} sequences`, async () => {
      console.log(`seed ${seed}, ${runs} sequences ${family.name}${over}`);
      const tally = emptyTally();
      // Real time does not repeat itself, so a shrunk case would be another one.
      await liveThrough(ground, family, { seed, runs, shrink: way === 'direct' }, tally);
      console.log(told(tally));
      expect(tally.sequences).toBe(runs);
    }, 3_600_000);
  });
}
