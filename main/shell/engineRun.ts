import type { Failure } from '../../domain/result.ts';
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

/** Told to whoever keeps the engine running. */
interface RunListeners {
  /** Whether this engine is the one in use; what any other says is not listened to. */
  readonly inUse: () => boolean;
  readonly onReady: () => void;
  /** The database could not be opened. */
  readonly onOpenFailed: (failure: Failure) => void;
  /** The process is gone; `asked` where we had told it to go. */
  readonly onExit: (code: number, asked: boolean) => void;
}

/** One process of the engine, from its start to its end. */
export interface EngineRun {
  readonly connectionId: string;
  /** It has opened its database and answers. */
  readonly ready: boolean;
  /** It was told to end. */
  readonly closing: boolean;
  /** Tells the process what to open; call it once, when this run is the one in use. */
  begin(): void;
  post(message: MainToEngine): void;
  connectPage(): void;
  /** Changes that are not sent, where it can tell. */
  unsent(): Promise<Unsent>;
  /** Asks it to end and waits until it says so or is gone, at most ten seconds. */
  close(): Promise<void>;
  /** Ends it without asking. */
  abort(): void;
  /** Waits until the process is gone, at most ten seconds. */
  gone(): Promise<void>;
}

const closeLimitMs = 10_000;
/** An engine busy with a large gesture answers late; a person who quits is told so after this. */
const countLimitMs = 5_000;

/** Speaks the protocol with one process of the engine; see `EngineRun`. */
export function createEngineRun(
  parts: {
    readonly process: EngineProcess;
    readonly connectionId: string;
    readonly start: EngineStart;
    readonly clock: Clock;
    readonly log: Log;
  },
  listeners: RunListeners,
): EngineRun {
  const { process, connectionId, start, clock, log } = parts;
  /** Who waits for the number of unsent changes. */
  const counting = new Set<(count: number | null) => void>();
  let ready = false;
  let closing = false;
  let whenClosed = (): void => undefined;
  let markExited = (): void => undefined;
  const exited = new Promise<void>((done) => {
    markExited = done;
  });

  async function answerToken(wish: Extract<EngineToMain, { type: 'token-wanted' }>): Promise<void> {
    const { vendor, renew, scope } = wish;
    const wanted = start.tokens[vendor].token(scope === undefined ? { renew } : { renew, scope });
    const outcome = await wanted.catch((error: unknown) => {
      log.write('error', 'A token exchange failed with an exception', { error });
      return { kind: 'offline', reason: 'The sign-in could not be carried out.' } as const;
    });
    if (listeners.inUse() && !closing) process.post({ type: 'token', requestId: wish.requestId, outcome });
  }

  function heard(message: EngineToMain): void {
    switch (message.type) {
      case 'ready':
        ready = true;
        listeners.onReady();
        break;
      case 'open-failed':
        closing = true;
        listeners.onOpenFailed(message.failure);
        break;
      case 'token-wanted':
        void answerToken(message);
        break;
      case 'log':
        log.write(message.level, `engine: ${message.message}`, message.details);
        break;
      case 'unsent':
        for (const tell of counting) tell(message.count);
        counting.clear();
        break;
      case 'closed':
        whenClosed();
        break;
    }
  }

  return {
    connectionId,
    get ready() {
      return ready;
    },
    get closing() {
      return closing;
    },
    begin() {
      process.onMessage((data) => {
        const message = parseEngineToMain(data);
        if (message === null) log.write('error', 'The engine said something that is not in the protocol');
        else if (listeners.inUse()) heard(message);
      });
      process.onExit((code) => {
        markExited();
        for (const tell of counting) tell(null);
        listeners.onExit(code, closing);
      });
      process.post({ type: 'open', ...start.open });
    },
    post: (message) => process.post(message),
    connectPage: () => process.connectPage(),
    async unsent() {
      if (!ready || closing) return { count: null };
      const limit = new AbortController();
      const coming = new Promise<number | null>((resolve) => {
        counting.add(resolve);
      });
      const late = clock.sleep(countLimitMs, limit.signal).then(() => 'late' as const);
      process.post({ type: 'unsent' });
      const count = await Promise.race([coming, late]);
      limit.abort();
      return count === 'late' ? { coming } : { count };
    },
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => {
        whenClosed = resolve;
      });
      process.post({ type: 'close' });
      await Promise.race([closed, exited, clock.sleep(closeLimitMs)]);
    },
    abort() {
      closing = true;
      process.kill();
    },
    gone: () => Promise.race([exited, clock.sleep(closeLimitMs)]),
  };
}
