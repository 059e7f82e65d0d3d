import { create } from 'zustand';
import type { Failure } from '../../domain/result.ts';
import type { ShellBridge } from '../../preload/contract/bridge.ts';
import type { ShellState } from '../../preload/contract/shell.ts';

interface ShellStore {
  /** Null until the main process has answered once. */
  readonly shell: ShellState | null;
  readonly failure: Failure | null;
}

/** What the main process last said about connections, protection, the engine and the theme. */
export const useShell = create<ShellStore>()(() => ({ shell: null, failure: null }));

/** Reads the shell's state once and follows its events. Answers a function that stops. */
export function followShell(bridge: ShellBridge): () => void {
  const stop = bridge.on((event) => {
    if (event.event === 'state') useShell.setState({ shell: event.state, failure: null });
  });
  const read = async (): Promise<void> => {
    const answer = await bridge.call('shell.state', {});
    // An event that arrived meanwhile is newer than the answer.
    if (useShell.getState().shell !== null) return;
    useShell.setState(answer.ok ? { shell: answer.value } : { failure: answer.error });
  };
  read().catch((reason: unknown) => {
    useShell.setState({
      failure: { code: 'shell-unreachable', message: String(reason), remedy: 'retry' },
    });
  });
  return stop;
}
