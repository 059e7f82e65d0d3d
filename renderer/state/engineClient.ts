import type { Failure, Result } from '../../domain/result.ts';
import { fail } from '../../domain/result.ts';
import type { EngineClient, EngineMessage, EngineRequest } from '../../preload/contract/bridge.ts';
import type { RequestOf, ResponseOf } from '../../preload/contract/definition.ts';
import type { EngineCallName, EngineCalls, EngineEvent } from '../../preload/contract/engine.ts';
import { engineCalls } from '../../preload/contract/engine.ts';

/** What the client needs of a MessagePort; tests use a real MessageChannel. */
export type EnginePort = Pick<MessagePort, 'postMessage' | 'addEventListener' | 'start' | 'close'>;

export interface EngineClientOptions {
  /** How long a call made while there is no engine waits for one. */
  readonly portWaitMs?: number;
}

/** The client plus what only the composition root does: hand over ports and take them away. */
export interface AttachableEngineClient extends EngineClient {
  /** Uses this port from now on; whatever waits on the old one is answered `engine-stopped`. */
  attach(port: EnginePort): void;
  /** The engine ended: pending calls are answered `engine-stopped`. */
  detach(): void;
  /** Called after each attach, so that stores can read afresh. */
  onAttach(listener: () => void): () => void;
}

/**
 * `settle` is a method on purpose: the answer's type is fixed by the call's name when the call is
 * made, and the port carries it untyped.
 */
interface Pending {
  readonly timeLimitMs: number;
  settle(result: Result<unknown>): void;
}

const engineStopped: Failure = {
  code: 'engine-stopped',
  message:
    'The data engine stopped before it answered. What was saved on this computer is still there; try again in a moment.',
  remedy: 'retry',
};

const engineAbsent: Failure = {
  code: 'engine-stopped',
  message: 'The data engine is not running. What was saved on this computer is still there.',
  remedy: 'restart-engine',
};

function timedOut(seconds: number): Failure {
  return {
    code: 'timed-out',
    message: `There was no answer within ${seconds} seconds. It may still finish; look again before you repeat it.`,
    remedy: 'retry',
  };
}

/**
 * Speaks the contract over whichever port the preload script handed over last.
 *
 * The engine does one thing after the other, and a gesture over 100,000 rows keeps it for seconds. So the
 * time limit of a call counts from when every call before it is answered: what waits in line is not late.
 */
export function createEngineClient({ portWaitMs = 5_000 }: EngineClientOptions = {}): AttachableEngineClient {
  const listeners = new Set<(event: EngineEvent) => void>();
  const attachListeners = new Set<() => void>();
  const pending = new Map<number, Pending>();
  const waitingForPort = new Set<(port: EnginePort | null) => void>();
  let port: EnginePort | null = null;
  let lastId = 0;
  /** The call whose time runs: the oldest that is not answered. */
  let timed: { readonly id: number; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  function rejectPending(): void {
    const stopped = [...pending.values()];
    pending.clear();
    timeOldest();
    for (const call of stopped) call.settle(fail(engineStopped));
  }

  function timeOldest(): void {
    const [oldest] = pending;
    if (timed?.id === oldest?.[0]) return;
    if (timed !== null) clearTimeout(timed.timer);
    timed = null;
    if (oldest === undefined) return;
    const [id, call] = oldest;
    const tooLate = (): void => {
      pending.delete(id);
      timeOldest();
      call.settle(fail(timedOut(Math.round(call.timeLimitMs / 1000))));
    };
    timed = { id, timer: setTimeout(tooLate, call.timeLimitMs) };
  }

  function receive(message: EngineMessage): void {
    if (message.type === 'event') {
      for (const listener of listeners) listener(message.event);
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    timeOldest();
    call?.settle(message.result);
  }

  function detach(): void {
    const old = port;
    port = null;
    old?.close();
    rejectPending();
  }

  function attach(next: EnginePort): void {
    detach();
    port = next;
    next.addEventListener('message', (event: MessageEvent) => {
      // A late message of a port that was replaced speaks for an engine that is gone.
      if (port === next) receive(event.data);
    });
    next.addEventListener('close', () => {
      if (port === next) detach();
    });
    next.start();
    for (const resume of waitingForPort) resume(next);
    waitingForPort.clear();
    for (const listener of attachListeners) listener();
  }

  function portSoon(): Promise<EnginePort | null> {
    if (port !== null) return Promise.resolve(port);
    return new Promise((resolve) => {
      const resume = (found: EnginePort | null): void => {
        clearTimeout(timer);
        waitingForPort.delete(resume);
        resolve(found);
      };
      const timer = setTimeout(() => resume(null), portWaitMs);
      waitingForPort.add(resume);
    });
  }

  async function call<Name extends EngineCallName>(
    name: Name,
    request: RequestOf<EngineCalls[Name]>,
  ): Promise<Result<ResponseOf<EngineCalls[Name]>>> {
    const used = await portSoon();
    if (used === null || used !== port) return fail(engineAbsent);
    lastId += 1;
    const id = lastId;
    const { timeLimitMs } = engineCalls[name];
    return new Promise((resolve) => {
      const waiting: {
        readonly timeLimitMs: number;
        settle(result: Result<ResponseOf<EngineCalls[Name]>>): void;
      } = { timeLimitMs, settle: resolve };
      pending.set(id, waiting);
      timeOldest();
      const message: EngineRequest = { type: 'call', id, name, request };
      used.postMessage(message);
    });
  }

  return {
    call,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onAttach(listener) {
      attachListeners.add(listener);
      return () => attachListeners.delete(listener);
    },
    attach,
    detach,
  };
}
