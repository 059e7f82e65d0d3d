import * as fc from 'fast-check';
import { commands, commandsWithNew } from './commands.ts';
import { allAgree } from './invariants.ts';
import { beginLife, healAndDrain } from './life.ts';
import type { Ground } from './world.ts';

export interface Tally {
  sequences: number;
  commands: number;
  effects: number;
}

/** Lives this many random lives on this ground; throws with the seed and the shrunk case of a failing one. */
export async function liveThrough(
  ground: Ground,
  options: {
    readonly seed: number;
    readonly runs: number;
    readonly shrink: boolean;
    readonly withNew?: boolean;
  },
  tally: Tally,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom('mine' as const, 'theirs' as const),
      fc.commands(options.withNew === true ? commandsWithNew : commands, { maxCommands: 25, size: 'max' }),
      async (seed, choice, sequence) => {
        const life = beginLife(ground, seed);
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: life }), sequence);
          await healAndDrain(life, choice);
          await life.world.pulled();
          allAgree(life);
          tally.sequences += 1;
          tally.commands += [...sequence].length;
          tally.effects += life.world.effects().length;
        } finally {
          await life.world.end();
        }
      },
    ),
    { seed: options.seed, numRuns: options.runs, endOnFailure: !options.shrink },
  );
}
