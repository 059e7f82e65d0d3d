import type { ShellEvent, ShellState } from '../../preload/contract.ts';

/** The shell's state as the page sees it, and the one place that announces its changes. */
export interface AppState {
  read(): ShellState;
  update(change: Partial<ShellState>): void;
}

/** Holds what every page shows of the application, and tells each change. */
export function createAppState(initial: ShellState, announce: (event: ShellEvent) => void): AppState {
  let state = initial;
  return {
    read: () => state,
    update(change) {
      state = { ...state, ...change };
      announce({ event: 'state', state });
    },
  };
}
