import { create } from 'zustand';
import type { Failure, Result } from '../../domain/result.ts';

interface EntryStore {
  /** Which of the screens without an open connection is shown. */
  readonly step: 'start' | 'connect';
  /** What is being opened, in words for the waiting screen; null when nothing is. */
  readonly opening: string | null;
  /** Why the last attempt to open did not work. */
  readonly failure: Failure | null;
  /** Whether the form for new credentials is open over the current screen. */
  readonly credentialsFor: string | null;
}

/** The way in: first run, connecting, opening. */
export const useEntry = create<EntryStore>()(() => ({
  step: 'start',
  opening: null,
  failure: null,
  credentialsFor: null,
}));

/** Shows that something is being opened, then its failure if there was one. */
export async function opening(words: string, work: Promise<Result<unknown>>): Promise<void> {
  useEntry.setState({ opening: words, failure: null });
  try {
    const answer = await work;
    useEntry.setState(answer.ok ? { failure: null, step: 'start' } : { failure: answer.error });
  } finally {
    useEntry.setState({ opening: null });
  }
}
