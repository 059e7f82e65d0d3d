import type { Result } from '../../domain/result.ts';
import type { Answer } from './dispatch.ts';
import type { Sliced } from './slices.ts';

/**
 * Lets gestures be worked out in slices, one gesture after the other. Whatever is asked meanwhile and depends on what
 * a gesture writes waits behind it, and so everything comes about in the order in which a person asked for it.
 */
export interface GestureLine {
  /** Whether a gesture is being worked out, or something waits behind one. */
  readonly busy: boolean;
  /** Works a gesture out: answered at once where one slice is enough. Call it in its turn. */
  take<T>(gesture: Sliced<Result<T>>): Result<T> | Promise<Result<T>>;
  /** Does this when everything before it is done. */
  after(work: () => Answer): Promise<Result<unknown>>;
  /** Goes on without a pause until nothing is left. */
  finish(): void;
}

/** A line in which nothing waits yet. See `GestureLine`. */
export function createGestureLine(): GestureLine {
  const waiting: (() => void)[] = [];
  /** The next slice of the gesture that is being worked out. */
  let slice: (() => void) | null = null;
  let planned = false;

  const isBusy = (): boolean => slice !== null || waiting.length > 0;
  const step = (): void => {
    if (slice === null) waiting.shift()?.();
    else slice();
  };
  const plan = (): void => {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      step();
      if (isBusy()) plan();
    });
  };

  return {
    get busy() {
      return isBusy();
    },
    take<T>(gesture: Sliced<Result<T>>) {
      const first = gesture.next();
      if (first.done === true) return first.value;
      return new Promise<Result<T>>((resolve, reject) => {
        slice = () => {
          try {
            const next = gesture.next();
            if (next.done !== true) return;
            slice = null;
            resolve(next.value);
          } catch (error) {
            slice = null;
            reject(error);
          }
        };
        plan();
      });
    },
    after: (work) =>
      new Promise((resolve) => {
        waiting.push(() => resolve(work()));
        plan();
      }),
    finish() {
      while (isBusy()) step();
    },
  };
}
