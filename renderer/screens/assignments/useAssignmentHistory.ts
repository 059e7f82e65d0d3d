import { useEffect, useState } from 'react';
import type { Failure, Result } from '../../../domain/result.ts';
import type { AssignmentHistory } from '../../../preload/contract/assignmentHistory.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useStatus } from '../../state/status.ts';

interface HistoryState {
  readonly history: AssignmentHistory | null;
  readonly failure: Failure | null;
  /** Asks AgentSync again. */
  readonly readAgain: () => void;
}

/** The history of one assignment, or of none: what is here at once, and what AgentSync says when it answers. */
export function useAssignmentHistory(id: string | null): HistoryState {
  const engine = useEngine();
  // What could not be read without a network is asked for when it is back.
  const online = useStatus((state) => state.status?.network.state === 'online');
  const [answer, setAnswer] = useState<{
    readonly id: string;
    readonly result: Result<AssignmentHistory>;
  } | null>(null);

  useEffect(() => {
    if (id === null) return undefined;
    let current = true;
    const read = async (ask: 'no' | 'when-old'): Promise<void> => {
      const result = await engine.call('assignment.history', { id, ask });
      // While the engine starts again the history stays as it was.
      if (current && (result.ok || result.error.code !== 'engine-stopped')) setAnswer({ id, result });
    };
    run(read(online ? 'when-old' : 'no'));
    const stop = engine.on((event) => {
      const changed = event.event === 'rows' && event.collection === 'contractAssignment';
      if (changed || event.event === 'outbox') run(read('no'));
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine, id, online]);

  // What it brings is announced like any change of the row, and read then.
  const askNow = async (): Promise<void> => {
    if (id === null) return;
    const result = await engine.call('assignment.history', { id, ask: 'now' });
    setAnswer({ id, result });
  };
  const readAgain = (): void => run(askNow());
  if (answer === null || answer.id !== id) return { history: null, failure: null, readAgain };
  const { result } = answer;
  return result.ok
    ? { history: result.value, failure: null, readAgain }
    : { history: null, failure: result.error, readAgain };
}
