import { create } from 'zustand';
import type { Failure } from '../../../domain/result.ts';
import type { ConnectionTest } from '../../../preload/contract/shell.ts';

interface TestStore {
  /** The connection that was tried last; what came of it is not another's. */
  readonly connectionId: string | null;
  readonly busy: boolean;
  readonly test: ConnectionTest | null;
  readonly failure: Failure | null;
}

/** Kept apart from the screen, which goes while a changed connection is opened again. */
export const useConnectionTest = create<TestStore>()(() => ({
  connectionId: null,
  busy: false,
  test: null,
  failure: null,
}));

/** Tries a connection with the credentials of this computer. Changes nothing at AgentSync. */
export async function tryConnection(connectionId: string): Promise<void> {
  useConnectionTest.setState({ connectionId, busy: true, test: null, failure: null });
  const answer = await window.upline.call('shell.test-kept-connection', { connectionId });
  useConnectionTest.setState({
    busy: false,
    test: answer.ok ? answer.value : null,
    failure: answer.ok ? null : answer.error,
  });
}
