import { describe, expect, it } from 'vitest';
import { families } from './families.ts';
import { emptyTally, liveThrough, seed, told } from './lives.ts';
import { prepareGround } from './world.ts';
import type { Ground } from './world.ts';

const runs = 100;
/** After so many rounds without sockets, one over them. */
const betweenSockets = 12;
const runsOverSockets = 20;

/** Lives of all families in turn, each round with the next seed, until the time is over. */
export function soak(minutes: number): void {
  describe('any life of all families', () => {
    it(`loses nothing and does nothing twice over ${minutes} minutes`, async () => {
      console.log(`seed ${seed}, ${minutes} minutes`);
      const all = Object.values(families);
      const grounds = new Map<string, Ground>();
      const groundFor = async (way: 'direct' | 'sockets', assignments: number): Promise<Ground> => {
        const key = `${way} ${assignments}`;
        const ground = grounds.get(key) ?? (await prepareGround(way, assignments));
        grounds.set(key, ground);
        return ground;
      };
      const end = performance.now() + minutes * 60_000;
      const total = emptyTally();
      for (let round = 0; performance.now() < end; round += 1) {
        const family = all[round % all.length];
        if (family === undefined) break;
        const tally = emptyTally();
        const sockets = round % betweenSockets === betweenSockets - 1;
        const used = sockets ? families.typing : family;
        const ground = await groundFor(sockets ? 'sockets' : 'direct', used.assignments);
        const options = { seed: seed + round, runs: sockets ? runsOverSockets : runs, shrink: !sockets };
        try {
          await liveThrough(ground, used, options, tally);
        } finally {
          for (const key of ['sequences', 'commands', 'effects'] as const) total[key] += tally[key];
          console.log(`${used.name}${sockets ? ' over HTTP' : ''}, seed ${options.seed}: ${told(tally)}`);
        }
      }
      console.log(`seed ${seed}, in all ${told(total)}`);
      for (const ground of grounds.values()) await ground.close();
      expect(total.sequences).toBeGreaterThan(0);
    }, 86_400_000);
  });
}
