import { setTimeout as wait } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Clock, Random } from './ports.ts';

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await wait(milliseconds, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

/** Real randomness; ids are UUIDv7, so that they sort by time. */
export const systemRandom: Random = {
  id: () => v7(),
  fraction: () => Math.random(),
};
