import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { Sliced } from '../slices.ts';
import type { Store, Written } from '../store/api.ts';

/** Something worked out from the store that keeps what it has, as long as nothing it was read from is written. */
export interface Steady<T> {
  /** Goes on until all of it is worked out. */
  run(): Sliced<T>;
  /** Told of what is written: whether anything has to be worked out again because of it. */
  written(one: Written): boolean;
}

/** Disturbed so often, it goes on in one go: or a busy sync could put it off for ever. */
const mostDisturbances = 100;

/**
 * Works something out in slices, others having their turn in between, so that it is true in the turn in which it
 * comes: whoever goes on without a pause may write it. `unless` is asked after every slice and at the end; its
 * failure ends the work.
 */
export function* steadily<T>(
  store: Pick<Store, 'watch'>,
  work: Steady<T>,
  unless: () => Failure | null,
): Sliced<Result<T>> {
  const seen = { disturbances: 0, stale: false };
  const stop = store.watch((one) => {
    if (!work.written(one)) return;
    seen.disturbances += 1;
    seen.stale = true;
  });
  try {
    for (;;) {
      seen.stale = false;
      const running = work.run();
      let step = running.next();
      for (; step.done !== true; step = running.next()) {
        const failure = unless();
        if (failure !== null) return fail(failure);
        if (seen.disturbances < mostDisturbances) yield;
      }
      const failure = unless();
      if (failure !== null) return fail(failure);
      // What was written in between has been worked out again, but perhaps not what was made of all of it.
      if (!seen.stale) return ok(step.value);
    }
  } finally {
    stop();
  }
}
