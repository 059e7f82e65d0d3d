import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { EngineState } from '../../preload/contract.ts';
import type { Clock, Log, TokenSource } from '../engine/ports.ts';
import { parseEngineToMain } from '../engine/protocol.ts';
import type { EngineToMain, MainToEngine, OpenMessage, Vendor } from '../engine/protocol.ts';
import type { Unsent } from './unsent.ts';

/** The engine's process as this file sees it; tests pass their own. */
export interface EngineProcess {
  post(message: MainToEngine): void;
  /** Gives the engine one end of a fresh channel and the page the other. */
  connectPage(): void;
  onMessage(listener: (data: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/** Everything one start of the engine needs. Made afresh for each start, so that no key is held here. */
export interface EngineStart {
  readonly open: Omit<OpenMessage, 'type'>;
  /** One vendor's token is never given for the other's. */
  readonly tokens: Readonly<Record<Vendor, TokenSource>>;
}

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
const closeLimitMs = 10_000;
/** An engine busy with a large gesture answers late; a person who quits is told so after this. */
const countLimitMs = 5_000;

interface Running {
  readonly process: EngineProcess;
  readonly connectionId: string;
  readonly exited: Promise<void>;
  ready: boolean;
  /** We asked it to end. */
  closing: boolean;
  whenClosed: (() => void) | null;
  /** Who waits for the number of unsent changes. */
  readonly counting: Set<(count: number | null) => void>;
}

/** Starts, watches and restarts the engine, and introduces each new one to the page. */
export function createEngineHost(parts: {
  readonly fork: () => EngineProcess;
  readonly clock: Clock;
  readonly log: Log;
  readonly onState: (state: EngineState) => void;
}): EngineHost {
  const { fork, clock, log, onState } = parts;
  let wanted: { connectionId: string; prepare: () => Promise<Result<EngineStart>> } | null = null;
  let running: Running | null = null;
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

  async function answerToken(
    one: Running,
    start: EngineStart,
    wish: Extract<EngineToMain, { type: 'token-wanted' }>,
  ): Promise<void> {
    const { vendor, renew, scope } = wish;
    const wanted = start.tokens[vendor].token(scope === undefined ? { renew } : { renew, scope });
    const outcome = await wanted.catch((error: unknown) => {
      log.write('error', 'A token exchange failed with an exception', { error });
      return { kind: 'offline', reason: 'The sign-in could not be carried out.' } as const;
    });
    if (running === one && !one.closing) {
      one.process.post({ type: 'token', requestId: wish.requestId, outcome });
    }
  }

  function launch(connectionId: string, start: EngineStart): Promise<Result<null>> {
    return new Promise((resolve) => {
      const process = fork();
      let markExited = (): void => undefined;
      const exited = new Promise<void>((done) => {
        markExited = done;
      });
      const one: Running = {
        process,
        connectionId,
        exited,
        ready: false,
        closing: false,
        whenClosed: null,
        counting: new Set(),
      };
      running = one;

      process.onMessage((data) => {
        const message = parseEngineToMain(data);
        if (message === null) {
          log.write('error', 'The engine said something that is not in the protocol');
          return;
        }
        if (running !== one) return;
        switch (message.type) {
          case 'ready':
            one.ready = true;
            onState({ state: 'running', connectionId });
            if (pageListens) process.connectPage();
            resolve(ok(null));
            break;
          case 'open-failed':
            one.closing = true;
            running = null;
            process.kill();
            resolve(failed(connectionId, message.failure));
            break;
          case 'token-wanted':
            void answerToken(one, start, message);
            break;
          case 'log':
            log.write(message.level, `engine: ${message.message}`, message.details);
            break;
          case 'unsent':
            for (const tell of one.counting) tell(message.count);
            one.counting.clear();
            break;
          case 'closed':
            one.whenClosed?.();
            break;
        }
      });
      process.onExit((code) => {
        markExited();
        for (const tell of one.counting) tell(null);
        if (running === one) running = null;
        if (one.closing) {
          resolve(fail(stopped));
          return;
        }
        log.write('error', 'The engine ended by itself', { code, ready: one.ready });
        recover(connectionId, code, resolve);
      });
      process.post({ type: 'open', ...start.open });
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
    running.closing = true;
    running.process.kill();
  }

  async function stop(): Promise<void> {
    const one = running;
    if (one === null) return;
    one.closing = true;
    const closed = new Promise<void>((resolve) => {
      one.whenClosed = resolve;
    });
    one.process.post({ type: 'close' });
    await Promise.race([closed, one.exited, clock.sleep(closeLimitMs)]);
    running = null;
    one.process.kill();
    await Promise.race([one.exited, clock.sleep(closeLimitMs)]);
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
    async unsent() {
      const one = running;
      if (one === null || !one.ready || one.closing) return { count: null };
      const limit = new AbortController();
      const coming = new Promise<number | null>((resolve) => {
        one.counting.add(resolve);
      });
      const late = clock.sleep(countLimitMs, limit.signal).then(() => 'late' as const);
      one.process.post({ type: 'unsent' });
      const count = await Promise.race([coming, late]);
      limit.abort();
      return count === 'late' ? { coming } : { count };
    },
    credentialsChanged() {
      if (running?.ready === true) running.process.post({ type: 'credentials-changed' });
    },
    power(event) {
      if (running?.ready === true) running.process.post({ type: 'power', event });
    },
    pageReady() {
      pageListens = true;
      if (running?.ready === true && !running.closing) running.process.connectPage();
    },
    pageGone() {
      pageListens = false;
    },
  };
}
