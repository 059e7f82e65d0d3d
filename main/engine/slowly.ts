import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { inSlices } from './slices.ts';
import type { Sliced } from './slices.ts';

/** Answers a call when its slices are taken, with others in between. Fails with `engine-stopped`. */
export type Slowly = <T>(work: Result<Sliced<T>> | Sliced<Result<T>>) => Promise<Result<T>>;

const closedMeanwhile = {
  code: 'engine-stopped',
  message: 'The data engine was stopped before it had read everything. Nothing was changed; try it again.',
} as const;

/** `closed` says whether the store is closed, or about to be. */
export function createSlowly(closed: () => boolean): Slowly {
  return async (work) => {
    if ('next' in work) return (await inSlices(work, closed)) ?? fail(closedMeanwhile);
    if (!work.ok) return work;
    const value = await inSlices(work.value, closed);
    return value === null ? fail(closedMeanwhile) : ok(value);
  };
}
