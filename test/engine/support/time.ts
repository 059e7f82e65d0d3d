import type { Clock } from '../../../main/engine/ports.ts';

/** Time as tests need it: the computer's clock may jump, the vendor's does not. */
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
  /** How long nobody will wake; null while nobody sleeps. */
  untilNextWake(): number | null;
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

const start = Date.UTC(2026, 2, 2, 9, 0, 0);
/** Nothing in a test may need longer than this to happen by itself. */
const patienceMs = 6 * 3_600_000;
/** What works outside this process's turns may be slow, on a machine that is. Costs nothing where it is not. */
const realPatienceMs = 60_000;
const turns = 3;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const realPause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Work that goes on outside the turns of this process, such as requests over sockets. */
export interface Elsewhere {
  /** Whether any of it is still to be waited for. */
  isBusy(): boolean;
}

/**
 * Time that goes by only when told to, from one sleep's end to the next, and never while work goes on
 * elsewhere: a day of back-off costs nothing, a slow machine sees what a fast one sees, and what a test
 * waited for is still so when it looks. Without sockets the same seed gives the same life to the
 * millisecond, so that a failing one can be shrunk.
 */
export function virtualTime(elsewhere?: Elsewhere): Time {
  let steady = start;
  let jumped = 0;
  let order = 0;
  let stirred = 0;
  const sleepers = new Set<Sleeper>();
  const isBusy = (): boolean => elsewhere?.isBusy() === true;
  /** What is on its way through a socket takes a few more turns than a promise. */
  const quietTurns = elsewhere === undefined ? turns : 5 * turns;

  /**
   * Runs what can run without time going by, or until `over`. Whatever is awaited is a promise already
   * kept, goes on elsewhere, or stirs.
   */
  const settle = async (over: () => boolean = () => false): Promise<void> => {
    let end = performance.now() + realPatienceMs;
    for (let before = -1; before !== stirred || isBusy();) {
      if (before !== stirred) end = performance.now() + realPatienceMs;
      before = stirred;
      for (let turn = 0; turn < quietTurns; turn += 1) await nextTurn();
      if (!isBusy()) continue;
      if (over()) return;
      if (performance.now() > end) throw new Error('Work that goes on elsewhere never ends');
      await realPause(1);
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
      let end = 0;
      let before = -1;
      await settle(condition);
      while (!condition()) {
        if (before !== stirred) end = performance.now() + realPatienceMs;
        before = stirred;
        if (wakeNext(limit)) before = -1;
        // Nothing sleeps: what is waited for goes on elsewhere, or never happens.
        else if (elsewhere !== undefined && sleepers.size === 0 && performance.now() < end)
          await realPause(1);
        else throw new Error(`${what()}: never happened`);
        await settle(condition);
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
    untilNextWake() {
      const sleeper = next();
      return sleeper === undefined ? null : sleeper.at - steady;
    },
  };
  return time;
}

/** The wall's time, but faster: for lives over real sockets, and for measuring. */
export function hurriedTime(speed: number): Time {
  const origin = performance.now();
  let jumped = 0;
  let slept = 0;
  const steady = (): number => Math.round(start + (performance.now() - origin) * speed) + slept;
  return {
    steady,
    now: () => steady() + jumped,
    jump(milliseconds) {
      jumped += milliseconds;
    },
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds / speed);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    asleep(milliseconds) {
      slept += milliseconds;
    },
    stir: () => undefined,
    pass: (milliseconds) => realPause(milliseconds / speed),
    async until(condition, what) {
      const end = performance.now() + realPatienceMs;
      while (!condition()) {
        if (performance.now() > end) throw new Error(`${what()}: not within ${realPatienceMs / 1000} s`);
        await realPause(1);
      }
    },
    through: (work) => work,
    untilNextWake: () => null,
  };
}

/** The same object, whose promises are kept while somebody awaits them: time goes by for them. */
export function driven<T extends object>(object: T, time: Time): T {
  return new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, given);
        return answer instanceof Promise ? time.through(answer) : answer;
      };
    },
  });
}
