import { useState } from 'react';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { OutboxItem, RefusedEdit } from '../../../preload/contract/engine.ts';
import { tellDiscarded } from '../../components/discardNotice.tsx';
import { stageAsking } from '../../state/stageAsking.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { resolveRequests, useConflictChoices } from './conflictChoices.ts';
import { recordCsv } from './recordCsv.ts';

interface ConflictActions {
  readonly busy: boolean;
  /** Typed values the last try could not use. */
  readonly refused: readonly RefusedEdit[];
  /** Applies what was decided about these records. */
  readonly apply: (items: readonly OutboxItem[]) => void;
  readonly recreate: (item: OutboxItem) => void;
  readonly drop: (item: OutboxItem) => void;
  /** Keeps the record with our values as a file, then drops the change. */
  readonly keepCopy: (item: OutboxItem) => void;
}

/** What settles a conflict. Words never say "sent": what is applied here is only ready to be sent. */
export function useConflictActions(): ConflictActions {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly RefusedEdit[]>([]);

  const perform = async <Value>(
    work: () => Promise<Result<Value>>,
    words: (value: Value) => string,
  ): Promise<boolean> => {
    setBusy(true);
    const answer = await work();
    setBusy(false);
    if (!answer.ok) tellFailure(answer.error);
    const said = answer.ok ? words(answer.value) : '';
    if (said !== '') {
      tell(said);
      announce(said);
    }
    return answer.ok;
  };

  const resolve = async (items: readonly OutboxItem[]): Promise<Result<number>> => {
    const { choices, forget } = useConflictChoices.getState();
    const notUsed: RefusedEdit[] = [];
    let resolved = 0;
    for (const request of resolveRequests(items, choices)) {
      const answer = await stageAsking(
        (warned) =>
          engine.call('outbox.resolve-fields', { ...request, ...(warned === undefined ? {} : { warned }) }),
        { leaveOut: true },
      );
      // Cancelled: these choices stay as they were typed, and the conflict with them.
      if (answer === null) return ok(resolved);
      if (!answer.ok) return fail(answer.error);
      resolved += answer.value.resolved;
      notUsed.push(...answer.value.refused);
    }
    setRefused(notUsed);
    const kept = new Set(notUsed.map(({ id }) => id));
    // What could not be used stays as it was typed, to be put right.
    forget(items.filter(({ recordId }) => !kept.has(recordId)));
    return ok(resolved);
  };

  const keep = async (item: OutboxItem): Promise<Result<boolean>> => {
    const record = await engine.call('record.read', { collection: item.collection, id: item.recordId });
    if (!record.ok) return record;
    const saved = await window.upline.call('shell.save-file', {
      suggestedName: 'record-gone-at-agentsync.csv',
      data: recordCsv(record.value),
    });
    if (!saved.ok) return saved;
    if (!saved.value.saved) return ok(false);
    const dropped = await engine.call('outbox.discard', { operationIds: [...item.operationIds] });
    return dropped.ok ? ok(true) : dropped;
  };

  return {
    busy,
    refused,
    apply: (items) => run(perform(() => resolve(items), appliedWords)),
    recreate: (item) =>
      run(
        perform(
          () => engine.call('outbox.recreate', { operationIds: [...item.operationIds] }),
          () => `${item.title} is saved on this computer as a new record, ready to be sent to AgentSync.`,
        ),
      ),
    drop: (item) =>
      run(
        perform(
          () => engine.call('outbox.discard', { operationIds: [...item.operationIds] }),
          (discarded) => {
            tellDiscarded(engine, discarded);
            return '';
          },
        ),
      ),
    keepCopy: (item) =>
      run(
        perform(
          () => keep(item),
          (kept) => (kept ? `A copy of ${item.title} was saved as a file, and the change dropped.` : ''),
        ),
      ),
  };
}

function appliedWords(resolved: number): string {
  if (resolved === 0) return 'Nothing was settled yet.';
  return `${counted(resolved, 'conflict')} settled. Your values are saved on this computer, ready to be sent.`;
}
