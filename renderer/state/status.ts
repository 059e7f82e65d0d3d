import { create } from 'zustand';
import type { EngineStatus } from '../../preload/contract/engine.ts';
import type { AttachableEngineClient } from './engineClient.ts';

interface StatusStore {
  /** The engine's last word; null before the first one and after a connection was closed. */
  readonly status: EngineStatus | null;
}

/** The engine's status: network, sync, outbox counts, undo and redo steps. */
export const useStatus = create<StatusStore>()(() => ({ status: null }));

/** Reads the status whenever an engine is attached and follows its events. */
export function followStatus(engine: AttachableEngineClient): () => void {
  const stopEvents = engine.on((event) => {
    if (event.event === 'status') useStatus.setState({ status: event.status });
  });
  const read = async (): Promise<void> => {
    const answer = await engine.call('status.read', {});
    if (answer.ok) useStatus.setState({ status: answer.value });
  };
  const stopAttach = engine.onAttach(() => {
    // `call` answers failures as values; the next status event heals a failed read.
    void read();
  });
  return () => {
    stopEvents();
    stopAttach();
  };
}
