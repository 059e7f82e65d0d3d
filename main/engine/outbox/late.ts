import type { Clock } from '../ports.ts';

/**
 * How long a write whose answer did not arrive may still be carried out: a server goes on with what it
 * was asked although the connection broke, or the program that asked has died. An assumption; the vendor
 * says nothing about it.
 */
const usualLateMs = 10_000;

/** Operations whose last request may still be carried out. Looking for it now would prove nothing. */
export interface Late {
  /** Their request broke off just now. */
  note(operationIds: Iterable<string>): void;
  has(operationId: string): boolean;
  /** Told whenever looking makes sense again. */
  onOver(listener: () => void): void;
  stop(): void;
}

/** Waits by sleeping, not by comparing times, so that a clock that jumps shortens nothing. */
export function createLate(clock: Pick<Clock, 'sleep'>, lateMs: number = usualLateMs): Late {
  const late = new Map<string, number>();
  let noted = 0;
  let listener: () => void = () => undefined;
  let stopped = new AbortController();

  const over = async (ids: readonly string[], note: number, signal: AbortSignal): Promise<void> => {
    await clock.sleep(lateMs, signal);
    if (signal.aborted) return;
    // One noted again meanwhile waits for its later request.
    for (const id of ids) if (late.get(id) === note) late.delete(id);
    listener();
  };

  return {
    note(operationIds) {
      const ids = [...operationIds];
      if (ids.length === 0) return;
      noted += 1;
      for (const id of ids) late.set(id, noted);
      void over(ids, noted, stopped.signal);
    },
    has: (operationId) => late.has(operationId),
    onOver(told) {
      listener = told;
    },
    stop() {
      stopped.abort();
      stopped = new AbortController();
      late.clear();
    },
  };
}
