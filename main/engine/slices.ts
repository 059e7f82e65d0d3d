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

/**
 * One slice in each turn of the event loop, or as many small ones as fit into `milliseconds`. Answers null when it
 * was given up because `stopped` says so.
 */
export async function inSlices<T>(
  work: Sliced<T>,
  stopped: () => boolean,
  milliseconds = 0,
): Promise<T | null> {
  for (;;) {
    if (stopped()) return null;
    const until = performance.now() + milliseconds;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await nextTurn();
  }
}

/** Works on [0, end) in stretches of this length, with a pause between two of them. */
export function* inStretches(
  end: number,
  length: number,
  work: (from: number, to: number) => void,
): Sliced<void> {
  for (let from = 0; from < end; from += length) {
    if (from > 0) yield;
    work(from, Math.min(end, from + length));
  }
}

/** Items of a slice, where each of them is some microseconds of work. */
const portion = 1_000;

/** Does something with each of these, with a pause after every portion but the last. */
export function* inPortions<T>(items: readonly T[], work: (item: T, index: number) => void): Sliced<void> {
  yield* inStretches(items.length, portion, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const item = items[at];
      if (item !== undefined) work(item, at);
    }
  });
}

/** Goes on for about so many milliseconds; answers whether there is more to do. */
export function forAbout<T>(work: Sliced<T>, milliseconds: number): boolean {
  const until = performance.now() + milliseconds;
  do if (work.next().done === true) return false;
  while (performance.now() < until);
  return true;
}
