import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long reading that can be put down at every `yield`, outside any transaction, while others have their turn. */
export type Sliced<T> = Generator<undefined, T, undefined>;

/** Takes all slices without a pause. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** One slice in each turn of the event loop. Answers null when it was given up because `stopped` says so. */
export async function inSlices<T>(work: Sliced<T>, stopped: () => boolean): Promise<T | null> {
  for (;;) {
    if (stopped()) return null;
    const step = work.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}

/** Goes on for about so many milliseconds; answers whether there is more to do. */
export function forAbout<T>(work: Sliced<T>, milliseconds: number): boolean {
  const until = performance.now() + milliseconds;
  do if (work.next().done === true) return false;
  while (performance.now() < until);
  return true;
}
