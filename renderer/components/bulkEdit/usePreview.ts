import { startTransition, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { BulkImpact, BulkLeaveOut, BulkPreview, BulkRow } from '../../../preload/contract/bulk.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import type { ListSource } from '../pagedList/listSource.ts';
import { nothingLeftOut } from './leaveOut.ts';
import { PreviewRows } from './previewRows.ts';
import type { Shown } from './previewRows.ts';

interface LookedAt {
  readonly impact: BulkImpact;
  readonly source: ListSource<BulkRow>;
  readonly leaveOut: BulkLeaveOut;
  readonly setLeaveOut: (leaveOut: BulkLeaveOut) => void;
  readonly failure: Failure | null;
}

/** What a preview would do with what is ticked, and its rows. The engine forgets it at the end. */
export function usePreview(preview: BulkPreview, show: Shown): LookedAt {
  const engine = useEngine();
  const { planId } = preview;
  const [leaveOut, setLeaveOut] = useState(nothingLeftOut);
  const [impact, setImpact] = useState<BulkImpact>(preview);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [rows] = useState(() => new PreviewRows(engine, planId, setFailure));

  useEffect(() => rows.ask(show, leaveOut), [rows, show, leaveOut]);

  useEffect(() => {
    if (leaveOut === nothingLeftOut) return undefined;
    let current = true;
    const recount = async (): Promise<void> => {
      const answer = await engine.call('bulk.recount', { planId, leaveOut });
      if (!current) return;
      if (answer.ok) startTransition(() => setImpact(answer.value));
      else setFailure(answer.error);
    };
    run(recount());
    return () => {
      current = false;
    };
  }, [engine, planId, leaveOut]);

  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      // Not at once: React may take the component away and put it back in one turn.
      leaving.current = setTimeout(() => run(engine.call('bulk.forget', { planId })), 0);
    };
  }, [engine, planId]);

  return { impact, source: rows.source, leaveOut, setLeaveOut, failure };
}
