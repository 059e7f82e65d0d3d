import { randomFillSync } from 'node:crypto';
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

/** Drawn together, because asking the system for sixteen bytes costs as much as asking for thousands. */
const drawn = new Uint8Array(16 * 256);
let used = drawn.length;

function sixteenBytes(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += 16;
  return drawn.subarray(used - 16, used);
}

/** Ids of one millisecond count up from a random number, so that they sort as they were made. */
const newest = { msecs: 0, seq: 0 };

function nextId(): string {
  const random = sixteenBytes();
  const now = Date.now();
  if (now > newest.msecs) {
    newest.msecs = now;
    newest.seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    newest.seq += 1;
  }
  return v7({ random, ...newest });
}

/** Real randomness; ids are UUIDv7, so that they sort by time. */
export const systemRandom: Random = {
  id: nextId,
  fraction: () => Math.random(),
};
