import { create } from 'zustand';

interface CrashStore {
  readonly error: Error | null;
}

/** A bug, as opposed to an expected failure: the crash screen replaces the window's content. */
export const useCrash = create<CrashStore>()(() => ({ error: null }));

/** Routes a bug to the crash screen. The first one is kept: later ones follow from it. */
export function crash(reason: unknown): void {
  if (useCrash.getState().error !== null) return;
  useCrash.setState({ error: reason instanceof Error ? reason : new Error(String(reason)) });
}

/** Starts work nobody waits for. Expected failures are values; a rejection is a bug and crashes visibly. */
export function run(work: Promise<unknown>): void {
  work.catch(crash);
}
