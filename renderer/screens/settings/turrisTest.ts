import { create } from 'zustand';
import type { Failure } from '../../../domain/result.ts';
import type { ConnectionTest } from '../../../preload/contract/shell.ts';

interface TurrisTestStore {
  /** The connection whose Turris was tried last; what came of it is not another's. */
  readonly connectionId: string | null;
  readonly busy: boolean;
  readonly test: ConnectionTest | null;
  readonly failure: Failure | null;
}

const nothing: TurrisTestStore = { connectionId: null, busy: false, test: null, failure: null };

/** Kept apart from the screen, which goes while a connection is opened again. */
export const useTurrisTest = create<TurrisTestStore>()(() => nothing);

/** Shows what came of a test that was made on the way. */
export function showTurrisTest(connectionId: string, test: ConnectionTest): void {
  useTurrisTest.setState({ connectionId, busy: false, test, failure: null });
}

/** Forgets what came of the last test. */
export function forgetTurrisTest(): void {
  useTurrisTest.setState(nothing);
}

/** Tries Turris with the credentials of this computer. Changes nothing there. */
export async function tryTurris(connectionId: string): Promise<void> {
  useTurrisTest.setState({ connectionId, busy: true, test: null, failure: null });
  const answer = await window.upline.call('shell.turris-test', { connectionId });
  useTurrisTest.setState({
    busy: false,
    test: answer.ok ? answer.value : null,
    failure: answer.ok ? null : answer.error,
  });
}
