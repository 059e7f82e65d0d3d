import type { Clock } from '../../main/engine/ports.ts';
import { fastClock } from '../engine/outbox/support.ts';

/** Time as a random life needs it: the computer's clock may jump, the vendor's does not. */
export interface Time extends Clock {
  /** Moves the computer's clock, as a person or a time server may. */
  jump(milliseconds: number): void;
  /** The same time without the jumps: the vendor's. */
  steady(): number;
  /** Lets this much time go by, and everything happen that happens in it. */
  pass(milliseconds: number): Promise<void>;
  /** The lid is closed: time goes by, and nothing happens until it is opened again. */
  asleep(milliseconds: number): void;
  /** Lets time go by until the condition holds. */
  until(condition: () => boolean, what: () => string): Promise<void>;
  /** Lets time go by until the work is over. */
  through<T>(work: Promise<T>): Promise<T>;
  /** Something is going on that no sleep tells of. */
  stir(): void;
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

const start = Date.UTC(2026, 2, 2, 9, 0, 0);
/** Nothing in a life may need longer than this to happen by itself. */
const patienceMs = 6 * 3_600_000;
const turns = 3;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that goes by only when told to, from one sleep's end to the next: a day of back-off costs
 * nothing, and the same seed gives the same life to the millisecond, so a failing one can be shrunk.
 */
export function virtualTime(): Time {
  let steady = start;
  let jumped = 0;
  let order = 0;
  let stirred = 0;
  const sleepers = new Set<Sleeper>();

  /** Runs what can run without time going by. Whatever is awaited is a promise already kept, or stirs. */
  const settle = async (): Promise<void> => {
    for (let before = -1; before !== stirred;) {
      before = stirred;
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    }
  };
  const next = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers)
      if (
        first === undefined ||
        sleeper.at < first.at ||
        (sleeper.at === first.at && sleeper.order < first.order)
      )
        first = sleeper;
    return first;
  };
  const wakeNext = (limit: number): boolean => {
    const sleeper = next();
    if (sleeper === undefined || sleeper.at > limit) return false;
    steady = Math.max(steady, sleeper.at);
    sleepers.delete(sleeper);
    stirred += 1;
    sleeper.wake();
    return true;
  };

  const time: Time = {
    steady: () => steady,
    now: () => steady + jumped,
    jump(milliseconds) {
      jumped += milliseconds;
    },
    asleep(milliseconds) {
      steady += milliseconds;
    },
    stir() {
      stirred += 1;
    },
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      stirred += 1;
      await new Promise<void>((resolve) => {
        order += 1;
        const sleeper: Sleeper = { at: steady + Math.max(1, Math.ceil(milliseconds)), order, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          stirred += 1;
          sleepers.delete(sleeper);
          resolve();
        });
      });
    },
    async pass(milliseconds) {
      const limit = steady + milliseconds;
      do await settle();
      while (wakeNext(limit));
      steady = Math.max(steady, limit);
    },
    async until(condition, what) {
      const limit = steady + patienceMs;
      await settle();
      while (!condition()) {
        if (!wakeNext(limit)) throw new Error(`${what()}: never happened`);
        await settle();
      }
    },
    async through(work) {
      let over = false;
      const watched = work.finally(() => {
        over = true;
      });
      // Told by the caller's await; here it would be an unhandled one.
      watched.catch(() => undefined);
      await time.until(
        () => over,
        () => 'work in hand',
      );
      return watched;
    },
  };
  return time;
}

/** The wall's time, but faster: for lives over real sockets. */
export function hurriedTime(speed: number): Time {
  const clock = fastClock(speed);
  let slept = 0;
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));
  return {
    steady: () => clock.steady() + slept,
    now: () => clock.now() + slept,
    jump: (milliseconds) => clock.jump(milliseconds),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    asleep(milliseconds) {
      slept += milliseconds;
    },
    stir: () => undefined,
    pass: (milliseconds) => pause(milliseconds / speed),
    async until(condition, what) {
      const end = performance.now() + 30_000;
      while (!condition()) {
        if (performance.now() > end) throw new Error(`${what()}: not within 30 s`);
        await pause(1);
      }
    },
    through: (work) => work,
  };
}
