import type { EngineStatus } from '../../../preload/contract.ts';
import type { OperationError } from '../../../domain/operation.ts';
import { backoff } from './backoff.ts';
import { createFresh } from './fresh.ts';
import { invitationWords } from './invitation.ts';
import { moveLog } from './moveLog.ts';
import { planRound } from './plan.ts';
import { runRound } from './round.ts';
import type { RoundEnd } from './round.ts';
import { beginSending, sendingNow } from './sendingTime.ts';
import type { Sending } from './sendingTime.ts';
import { storeFailureOf } from '../store/failures.ts';
import type { Settlement } from './settle.ts';
import { createSights } from './sights.ts';

/** The loop that sends: one round after another, one request after another. */
export interface Sender {
  start(): void;
  /**
   * Lets a write in hand be answered for a moment, then cuts it off. Ends within ten seconds, also where the
   * loop does not: what it was sending counts as unknown at the next start.
   */
  stop(): Promise<void>;
  /** Something may be due now: work was staged, the network came back, a person pressed Send. */
  wake(): void;
  /** As `wake`, and forgets how long it meant to wait after the last failure. */
  hurry(): void;
  sending(): EngineStatus['sending'];
  authorization(): EngineStatus['authorization'];
  trusted(): void;
  /** Until when the host or the last failure makes it wait, and why. */
  pause(): { readonly until: number; readonly word: OperationError | null } | null;
}

/** Nothing due: how long to sleep at most before looking again. */
const longestSleep = 30_000;
/** Ready work, a way to send and still nothing for this long is a fault of ours. */
const patience = 30_000;
/** How long until it is tried again to note what a full disk did not keep. */
const spaceLook = 2_000;
/** How long a write in hand may take after `stop` before it is cut off and counts as unknown. */
const lastCall = 5_000;
/** How long the loop may take to end once it is cut off. What ignores that is left behind. */
const lastBreath = 5_000;

/** Runs rounds until stopped; wakes on work, network, time and people. */
export function createSender(settlement: Settlement): Sender {
  const { store, connector, clock, random, log, network, changes } = settlement.parts;
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let sleeper = new AbortController();
  let woken = false;
  let streak = 0;
  let paused: { readonly until: number; readonly word: OperationError | null } | null = null;
  let progress: Sending | null = null;
  let authorization: EngineStatus['authorization'] = { state: 'ok' };
  let lastTurn = clock.now();
  let inRound = false;
  /** What was under way could not be noted as unknown yet, because the disk was full: tried until it can. */
  let unsettled = false;
  const memory = { fresh: createFresh(clock), sights: createSights({ store, clock }) };

  const wake = (): void => {
    woken = true;
    sleeper.abort();
  };
  const pause = (): ReturnType<Sender['pause']> => {
    const now = clock.now();
    const host = connector.pausedUntil();
    if (host !== null && host > now && host > (paused?.until ?? 0))
      return { until: host, word: paused?.word ?? null };
    return paused !== null && paused.until > now ? paused : null;
  };
  const mayTry = (): boolean => network.mayCall() && pause() === null;

  /** What the end of a round means for the next one. */
  const digest = (end: RoundEnd): void => {
    const now = clock.now();
    if (end.kind === 'worked') {
      streak = 0;
      paused = null;
      if (authorization.state !== 'ok') {
        authorization = { state: 'ok' };
        changes.status();
      }
      return;
    }
    if (end.kind === 'wait' || end.kind === 'look') {
      streak += 1;
      const until = (end.kind === 'wait' ? end.until : null) ?? now + backoff(streak, random);
      paused = { until, word: end.word };
    }
    if (end.kind === 'person') {
      authorization = { state: end.state, message: end.word.message };
      parkAll(settlement, end.word);
      changes.status();
    }
  };

  const turn = async (stop: AbortController): Promise<'again' | 'rest'> => {
    lastTurn = clock.now();
    if (!mayTry()) return 'rest';
    if (!store.operations.any(['ready', 'waiting', 'unknown'])) return 'rest';
    inRound = true;
    try {
      const end = await runRound(settlement, memory, AbortSignal.any([network.signal(), stop.signal]), {
        begin(planned) {
          progress = beginSending(settlement.parts, planned);
          changes.status();
        },
        advance(records) {
          if (progress === null || records === 0) return;
          progress = { ...progress, done: progress.done + records };
          changes.status();
        },
      });
      if (end.kind !== 'wait') memory.sights.forget();
      digest(end);
      return end.kind === 'worked' ? 'again' : 'rest';
    } finally {
      inRound = false;
      lastTurn = clock.now();
      if (progress !== null) {
        progress = null;
        changes.status();
      }
    }
  };

  const sleepTime = (): number => {
    const now = clock.now();
    // Soon after there is space again.
    if (unsettled) return spaceLook;
    const held = pause();
    if (held !== null) return Math.min(held.until - now, longestSleep);
    const retryAt = store.operations.nextRetryAt();
    return retryAt === null ? longestSleep : Math.min(Math.max(retryAt - now, 50), longestSleep);
  };

  const loop = async (stop: AbortController): Promise<void> => {
    while (!stop.signal.aborted) {
      woken = false;
      let next: 'again' | 'rest' = 'rest';
      try {
        if (unsettled) unsettled = !recover(settlement);
        next = unsettled ? 'rest' : await turn(stop);
      } catch (error) {
        // From a damaged file nothing more is sent; it ends the engine.
        if (storeFailureOf(error)?.code === 'file-corrupt') throw error;
        // A full disk or a bug: what was under way is unknown now, and the loop goes on.
        log.write('error', 'Sending stopped unexpectedly and starts again', { error: String(error) });
        streak += 1;
        paused = { until: clock.now() + backoff(streak, random), word: null };
        unsettled = !recover(settlement);
      }
      if (next === 'again' || woken || stop.signal.aborted) {
        // Lets others have the process between rounds.
        await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      moveLog(settlement.parts);
      sleeper = new AbortController();
      await clock.sleep(sleepTime(), AbortSignal.any([sleeper.signal, stop.signal]));
      // Whoever woke it is answered first.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const launch = (): void => {
    const stop = new AbortController();
    running = { stop, ended: loop(stop) };
  };

  /**
   * Ready, online, nothing in flight, and still nothing happens: says so and starts the loop anew. Counted from when
   * it was first seen here: after a computer has slept, how long ago the loop last ran says nothing.
   */
  const watch = async (stop: AbortController): Promise<void> => {
    let seen: { readonly turn: number; readonly at: number } | null = null;
    while (!stop.signal.aborted) {
      await clock.sleep(patience / 2, stop.signal);
      if (stop.signal.aborted || running === null) return;
      // Ready behind a conflict of the same record is no fault: a person is asked about it.
      const idle = mayTry() && !inRound && planRound(store, clock.now()).length > 0;
      if (!idle || seen?.turn !== lastTurn) {
        seen = idle ? { turn: lastTurn, at: clock.now() } : null;
        continue;
      }
      if (clock.now() - seen.at < patience) continue;
      log.write('error', 'Changes are ready and nothing is being sent; the sender is started again', {
        idleMs: clock.now() - lastTurn,
      });
      seen = null;
      running.stop.abort();
      launch();
    }
  };

  let watchdog: AbortController | null = null;
  let watching: Promise<void> = Promise.resolve();
  let unlisten: (() => void) | null = null;

  return {
    start() {
      if (running !== null) return;
      settlement.late.onOver(wake);
      unsettled = !recover(settlement);
      authorization = rememberedAuthorization(settlement);
      unlisten = network.onChange((status) => {
        if (status.state !== 'online') return;
        paused = null;
        wake();
      });
      launch();
      watchdog = new AbortController();
      watching = watch(watchdog);
    },
    async stop() {
      const current = running;
      if (current === null) return;
      running = null;
      unlisten?.();
      settlement.late.stop();
      watchdog?.abort();
      // An idle loop ends at once; a write in hand gets a moment to be answered.
      const limit = new AbortController();
      if (inRound)
        await Promise.race([idle(() => !inRound, clock, limit.signal), clock.sleep(lastCall, limit.signal)]);
      limit.abort();
      current.stop.abort();
      const patient = new AbortController();
      const ended = Promise.all([current.ended, watching]).then(() => true);
      const inTime = await Promise.race([ended, clock.sleep(lastBreath, patient.signal).then(() => false)]);
      patient.abort();
      if (!inTime)
        // What it was sending stays marked as being sent, which the next start takes for unknown.
        log.write('error', 'Sending did not stop when it was cut off; it is not waited for any longer', {
          waitedMs: lastBreath,
        });
    },
    wake,
    hurry() {
      streak = 0;
      paused = null;
      wake();
    },
    sending: () => (progress === null ? null : sendingNow(progress, clock.now())),
    authorization: () => authorization,
    trusted() {
      authorization = { state: 'ok' };
    },
    pause,
  };
}

async function idle(
  done: () => boolean,
  clock: Settlement['parts']['clock'],
  signal: AbortSignal,
): Promise<void> {
  while (!done() && !signal.aborted) await clock.sleep(20, signal);
}

/**
 * Nothing is in flight when this runs, so whatever says it is being sent has an unknown outcome. Answers
 * whether that could be noted: on a full disk it cannot.
 */
function recover(settlement: Settlement): boolean {
  const { store, log } = settlement.parts;
  try {
    settlement.commit('gesture', (write) => {
      for (const operation of store.operations.live({ states: ['sending'], offset: 0, limit: -1 }))
        if (operation.collection === 'invitation')
          write.uncertain(operation, invitationWords.uncertain(invitationWords.interrupted));
    });
    const count = store.transaction('gesture', () => store.operations.markSendingAsUnknown());
    // Whatever an earlier process had noted is forgotten, so all of them are.
    settlement.late.note(
      store.operations.live({ states: ['unknown'], offset: 0, limit: -1 }).map(({ id }) => id),
    );
    if (count > 0) log.write('info', 'Changes whose sending was interrupted are looked up first', { count });
    return true;
  } catch (error) {
    if (storeFailureOf(error)?.code === 'file-corrupt') throw error;
    log.write('error', 'The outcome of interrupted sendings could not be noted yet', {
      error: String(error),
    });
    return false;
  }
}

/** Everything that would meet the same refusal waits for a person instead of trying it once each. */
function parkAll(settlement: Settlement, why: OperationError): void {
  const { operations } = settlement.parts.store;
  settlement.commit('mirror', (write) => {
    for (const operation of operations.live({ states: ['ready', 'waiting'], offset: 0, limit: -1 }))
      write.move(operation, { state: 'needs-auth', retryAt: null, error: why });
  });
}

function rememberedAuthorization({ parts: { store } }: Settlement): EngineStatus['authorization'] {
  const [parked] = store.operations.live({ states: ['needs-auth'], offset: 0, limit: 1 });
  if (parked?.error === null || parked === undefined) return { state: 'ok' };
  return {
    state: parked.error.code === 'forbidden' ? 'read-only' : 'sign-in',
    message: parked.error.message,
  };
}
