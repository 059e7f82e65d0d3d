import { useState } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { BulkLeaveOut } from '../../../preload/contract/bulk.ts';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellSaving } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { SavingNotice } from '../recordGrid/savingNotice.ts';

interface BulkStaging {
  /** The plan that the engine holds. */
  readonly planId: string;
  readonly leaveOut: BulkLeaveOut;
  /** What the gesture is called. */
  readonly label: string;
  /** How many records it changes. */
  readonly records: number;
  readonly onStaged: (outcome: StageOutcome) => void;
}

/** Stages a bulk edit as it was looked at, asking about rules that it breaks. */
export function useBulkStaging({ planId, leaveOut, label, records, onStaged }: BulkStaging): {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly stage: () => Promise<void>;
} {
  const engine = useEngine();
  const [notice] = useState(() => new SavingNotice(tellSaving));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stage = async (): Promise<void> => {
    setBusy(true);
    const request = { planId, leaveOut, label };
    const answer = await stageAsking(
      async (warned) => {
        const call = engine.call('bulk.stage', { ...request, ...(warned === undefined ? {} : { warned }) });
        return (await notice.during(records, call)).answer;
      },
      { leaveOut: true },
    );
    setBusy(false);
    if (answer === null) return;
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onStaged(answer.value);
  };
  return { busy, failure, stage };
}
