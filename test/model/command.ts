import type * as fc from 'fast-check';
import { alwaysHolds } from './invariants.ts';
import type { Life } from './life.ts';

/** The expectations are in the life itself; fast-check asks for a model of its own. */
export type Command = fc.AsyncCommand<object, Life>;

/** One thing that happens. After each, what must always hold is looked at. */
export const happening = (name: string, run: (life: Life) => Promise<void> | void): Command => ({
  check: () => true,
  async run(_, life) {
    await run(life);
    for (const one of life.everybody) alwaysHolds(one);
  },
  toString: () => name,
});

/** The same at the computer of the other one. */
export const atTheOthers = (command: Command): Command => ({
  check: () => true,
  run: (model, life) => command.run(model, life.everybody[1] ?? life),
  toString: () => `the other: ${command.toString()}`,
});

/** As often as its weight says. */
export const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array.from({ length: weight }, () => arbitrary);
