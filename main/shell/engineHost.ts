import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { EngineState } from '../../preload/contract.ts';
import type { Clock, Log } from '../engine/ports.ts';
import { createEngineRun } from './engineRun.ts';
import type { EngineProcess, EngineRun, EngineStart } from './engineRun.ts';
import type { Unsent } from './unsent.ts';

/** The life of the engine process: started, watched, started again, ended. */
export interface EngineHost {
  /** Opens a connection, closing another one first. Resolves when the engine is ready or cannot be. */
  open(connectionId: string, prepare: () => Promise<Result<EngineStart>>): Promise<Result<null>>;
  close(): Promise<void>;
  /** Starts the open connection's engine again, counting from zero. */
  restart(): Promise<Result<null>>;
  /** Changes of the open connection that are not sent. */
  unsent(): Promise<Unsent>;
  credentialsChanged(): void;
  power(event: 'suspend' | 'resume'): void;
  /** The page (re)loaded and listens. */
  pageReady(): void;
  pageGone(): void;
}

const stopped: Failure = {
  code: 'engine-stopped',
  message: 'Opening was stopped before it was finished. Everything saved on this computer is still there.',
  remedy: 'retry',
};

const backOffMs = [1_000, 2_000, 5_000] as const;
const crashLimit = 5;
const crashWindowMs = 120_000;

/** Starts, watches and restarts the engine, and introduces each new one to the page. */
export function createEngineHost(parts: {
  readonly fork: () => EngineProcess;
  readonly clock: Clock;
  readonly log: Log;
  readonly onState: (state: EngineState) => void;
}): EngineHost {
  const { fork, clock, log, onState } = parts;
  let wanted: { connectionId: string; prepare: () => Promise<Result<EngineStart>> } | null = null;
  let running: EngineRun | null = null;
  let pageListens = false;
  let crashes: number[] = [];
  // One opening, closing or restarting at a time, in the order they were asked for.
  let queue: Promise<unknown> = Promise.resolve();
  let restartDelay = new AbortController();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function failed(connectionId: string, failure: Failure): Result<null> {
    onState({ state: 'failed', connectionId, failure });
    return fail(failure);
  }

  function launch(connectionId: string, start: EngineStart): Promise<Result<null>> {
    return new Promise((resolve) => {
      const one = createEngineRun(
        { process: fork(), connectionId, start, clock, log },
        {
          inUse: () => running === one,
          onReady() {
            onState({ state: 'running', connectionId });
            if (pageListens) one.connectPage();
            resolve(ok(null));
          },
          onOpenFailed(failure) {
            running = null;
            one.abort();
            resolve(failed(connectionId, failure));
          },
          onExit(code, asked) {
            if (running === one) running = null;
            if (asked) {
              resolve(fail(stopped));
              return;
            }
            log.write('error', 'The engine ended by itself', { code, ready: one.ready });
            recover(connectionId, code, resolve);
          },
        },
      );
      running = one;
      one.begin();
    });
  }

  async function startOnce(): Promise<Result<null>> {
    if (wanted === null) return ok(null);
    const { connectionId, prepare } = wanted;
    const start = await prepare();
    if (!start.ok) return failed(connectionId, start.error);
    return launch(connectionId, start.value);
  }

  /** After a crash: waits a little longer each time, and gives up when that does not help. */
  function recover(connectionId: string, code: number, settle: (result: Result<null>) => void): void {
    const now = clock.now();
    crashes = [...crashes.filter((at) => now - at < crashWindowMs), now];
    if (crashes.length > crashLimit) {
      settle(
        failed(connectionId, {
          code: 'engine-keeps-stopping',
          message:
            'The part of Upline that keeps your data stopped several times in a row and was not started again. Everything saved on this computer is still there. Start it again; if that does not help, restart the computer and send us the log.',
          remedy: 'restart-engine',
        }),
      );
      return;
    }
    const attempt = crashes.length;
    onState({
      state: 'restarting',
      connectionId,
      attempt,
      reason: `The part of Upline that keeps your data ended unexpectedly (code ${String(code)}).`,
    });
    const delay = backOffMs[Math.min(attempt, backOffMs.length) - 1] ?? backOffMs[2];
    const { signal } = restartDelay;
    const again = async (): Promise<void> => {
      await clock.sleep(delay, signal);
      // Meanwhile a person may have closed the connection, opened another or restarted it by hand.
      if (signal.aborted || wanted?.connectionId !== connectionId || running !== null) {
        settle(fail(stopped));
        return;
      }
      settle(await startOnce());
    };
    again().catch((error: unknown) => {
      log.write('error', 'The engine could not be started again', { error });
      settle(
        failed(connectionId, {
          code: 'engine-not-started',
          message: 'The part of Upline that keeps your data could not be started. Try again.',
          remedy: 'restart-engine',
        }),
      );
    });
  }

  /** Ends whatever the turn before still waits for: a pause between attempts, or an engine that hangs. */
  function interrupt(): void {
    restartDelay.abort();
    restartDelay = new AbortController();
    if (running === null || running.ready) return;
    running.abort();
  }

  async function stop(): Promise<void> {
    const one = running;
    if (one === null) return;
    await one.close();
    running = null;
    one.abort();
    await one.gone();
  }

  return {
    open(connectionId, prepare) {
      interrupt();
      return inTurn(async () => {
        await stop();
        crashes = [];
        wanted = { connectionId, prepare };
        onState({ state: 'starting', connectionId });
        return startOnce();
      });
    },
    close() {
      interrupt();
      return inTurn(async () => {
        wanted = null;
        await stop();
        onState({ state: 'none' });
      });
    },
    restart() {
      interrupt();
      return inTurn(async () => {
        if (wanted === null) return ok(null);
        await stop();
        crashes = [];
        onState({ state: 'starting', connectionId: wanted.connectionId });
        return startOnce();
      });
    },
    unsent: async () => (running === null ? { count: null } : running.unsent()),
    credentialsChanged() {
      if (running?.ready === true) running.post({ type: 'credentials-changed' });
    },
    power(event) {
      if (running?.ready === true) running.post({ type: 'power', event });
    },
    pageReady() {
      pageListens = true;
      if (running?.ready === true && !running.closing) running.connectPage();
    },
    pageGone() {
      pageListens = false;
    },
  };
}
