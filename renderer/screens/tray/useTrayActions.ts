import { useState } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { SendMode, SendPlan } from '../../../preload/contract/engine.ts';
import { tellDiscarded } from '../../components/discardNotice.tsx';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';

/** A sending that waits for a person to agree. */
export interface Confirming {
  readonly operationIds: readonly string[] | undefined;
  readonly plan: SendPlan;
}

/** What can be done with changes from the tray. */
export interface TrayActions {
  readonly busy: boolean;
  /** Sends these operations, or everything clean. With terminations or invitations among them it asks first. */
  readonly send: (operationIds?: readonly string[]) => void;
  /** What waits for a confirmation; null when nothing does. */
  readonly confirming: Confirming | null;
  readonly confirm: () => void;
  readonly cancel: () => void;
  /** Sends what was refused for its spelling with the other one. */
  readonly sendAs: (operationIds: readonly string[]) => void;
  readonly hold: (operationIds: readonly string[]) => void;
  readonly discard: (operationIds: readonly string[]) => Promise<boolean>;
  readonly setMode: (mode: SendMode) => void;
  readonly goOnline: () => void;
}

/**
 * What can be done with unsent changes. Each says what it did in words that never claim "sent" early. `onQueued` is
 * told which operations were set off to be sent; undefined is everything clean.
 */
export function useTrayActions(onQueued: (operationIds: readonly string[] | undefined) => void): TrayActions {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const [confirming, setConfirming] = useState<Confirming | null>(null);

  const perform = async <Value>(
    work: Promise<Result<Value>>,
    words: (value: Value) => string,
  ): Promise<boolean> => {
    setBusy(true);
    const answer = await work;
    setBusy(false);
    if (answer.ok) {
      const said = words(answer.value);
      if (said !== '') {
        tell(said);
        announce(said);
      }
    } else {
      tellFailure(answer.error);
    }
    return answer.ok;
  };

  const sendNow = async (
    operationIds: readonly string[] | undefined,
    confirmed: SendPlan['confirm'] | null,
  ): Promise<void> => {
    const queued = await perform(
      engine.call('outbox.send', {
        ...(operationIds === undefined ? {} : { operationIds: [...operationIds] }),
        ...(confirmed === null ? {} : { confirmed: true, invitations: confirmed.invitations }),
      }),
      (answer) => queuedWords(answer.queued),
    );
    if (queued) onQueued(operationIds);
    setConfirming(null);
  };

  const send = async (operationIds: readonly string[] | undefined): Promise<void> => {
    const plan = await engine.call(
      'outbox.plan',
      operationIds === undefined ? {} : { operationIds: [...operationIds] },
    );
    const asks = plan.ok && Object.values(plan.value.confirm).some((count) => count > 0);
    if (asks) setConfirming({ operationIds, plan: plan.value });
    else await sendNow(operationIds, null);
  };

  return {
    busy,
    send: (operationIds) => run(send(operationIds)),
    confirming,
    confirm: () => {
      if (confirming !== null) run(sendNow(confirming.operationIds, confirming.plan.confirm));
    },
    cancel: () => setConfirming(null),
    sendAs: (operationIds) =>
      run(
        perform(engine.call('outbox.send-as', { operationIds: [...operationIds] }), ({ queued }) =>
          queuedWords(queued),
        ),
      ),
    hold: (operationIds) =>
      run(
        perform(engine.call('outbox.hold', { operationIds: [...operationIds] }), ({ held }) =>
          held === 0
            ? 'Nothing was held: it is being sent already.'
            : `${counted(held, 'change')} held on this computer until you send ${held === 1 ? 'it' : 'them'}.`,
        ),
      ),
    discard: (operationIds) =>
      perform(engine.call('outbox.discard', { operationIds: [...operationIds] }), (discarded) => {
        tellDiscarded(engine, discarded);
        return '';
      }),
    setMode: (mode) =>
      run(
        perform(engine.call('outbox.mode', { mode }), () =>
          mode === 'review'
            ? 'Changes stay on this computer now until you send them.'
            : 'From now on changes are sent to AgentSync by themselves when you are online.',
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
