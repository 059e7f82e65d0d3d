import { useState } from 'react';
import type { Result } from '../../../domain/result.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';

export interface TrayActions {
  readonly busy: boolean;
  /** Sends these operations, or everything that is ready. */
  readonly send: (operationIds?: readonly string[]) => void;
  readonly discard: (operationIds: readonly string[]) => Promise<boolean>;
  readonly resolve: (operationIds: readonly string[], choice: 'mine' | 'theirs') => void;
  readonly goOnline: () => void;
}

/** What can be done with unsent changes. Each says what it did in words that never claim "sent" early. */
export function useTrayActions(): TrayActions {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);

  const perform = async <Value>(
    work: Promise<Result<Value>>,
    words: (value: Value) => string,
  ): Promise<boolean> => {
    setBusy(true);
    const answer = await work;
    setBusy(false);
    if (answer.ok) {
      const said = words(answer.value);
      if (said !== '') tell(said);
      announce(said);
    } else {
      tellFailure(answer.error);
    }
    return answer.ok;
  };

  return {
    busy,
    send: (operationIds) =>
      run(
        perform(
          engine.call('outbox.send', operationIds === undefined ? {} : { operationIds: [...operationIds] }),
          ({ queued }) => queuedWords(queued),
        ),
      ),
    discard: (operationIds) =>
      perform(
        engine.call('outbox.discard', { operationIds: [...operationIds] }),
        ({ dropped }) => `${counted(dropped, 'change')} discarded. The receipts still list them.`,
      ),
    resolve: (operationIds, choice) =>
      run(
        perform(engine.call('outbox.resolve', { operationIds: [...operationIds], choice }), () =>
          choice === 'mine'
            ? 'Your value is ready to be sent over theirs.'
            : 'The value of AgentSync stays. Your change was discarded.',
        ),
      ),
    goOnline: () => run(perform(engine.call('network.work-offline', { offline: false }), () => '')),
  };
}

function queuedWords(queued: number): string {
  if (queued === 0) return 'There is nothing that can be sent now.';
  const offline = useStatus.getState().status?.network.state === 'offline';
  return offline
    ? `${counted(queued, 'change')} will be sent as soon as you are online.`
    : `Sending ${counted(queued, 'change')}.`;
}
