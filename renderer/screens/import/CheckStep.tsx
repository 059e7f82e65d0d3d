import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatCount } from '../../state/format.ts';
import { CheckedRows } from './CheckedRows.tsx';
import { check, saveBlocked, stage, stageWords } from './importActions.ts';
import { IssueList } from './IssueList.tsx';
import { useImport } from './importStore.ts';
import type { Purpose } from './importStore.ts';
import { useStagingProgress } from './useStagingProgress.ts';
import { useUnsendable } from './useUnsendable.ts';

/** What bringing the table in would do, row by row, before anything is staged. */
export function CheckStep(): ReactNode {
  const engine = useEngine();
  const { importId, preview, checked, report, failure, purpose } = useImport();
  const [busy, setBusy] = useState(false);
  const staging = useStagingProgress(importId, busy);
  const unsendable = useUnsendable(preview?.collection ?? 'contractAssignment', report);
  if (failure !== null) {
    return (
      <div className="upl-import-failure">
        <FailureNote failure={failure} onRetry={() => run(check(engine))} />
      </div>
    );
  }
  const total = preview?.rows ?? 0;
  if (report === null) {
    return (
      <div className="upl-import-progress">
        <output>
          Checking row {formatCount(checked)} of {formatCount(total)}. Nothing is changed by it.
        </output>
        <Progress value={total === 0 ? 100 : (checked / total) * 100} aria-label="Rows checked" />
        <Button variant="default" onClick={() => useImport.setState({ step: 'columns' })}>
          Stop
        </Button>
      </div>
    );
  }
  const { create, update, blocked } = report.counts;
  const go = async (): Promise<void> => {
    setBusy(true);
    await stage(engine);
    setBusy(false);
  };
  return (
    <div className="upl-import-check">
      <div className="upl-import-result">
        <CheckedRows report={report} />
        {report.issues.length === 0 && report.absent === null ? null : <IssueList report={report} />}
      </div>
      <div className="upl-import-foot">
        <span className="upl-dim">
          {create + update === 0
            ? 'There is nothing to stage.'
            : staging !== null && staging.total > 0
              ? `Working out ${formatCount(staging.done)} of ${formatCount(staging.total)} records. None of them is staged yet.`
              : (unsendable ??
                'Saved on this computer as one step that can be undone, and sent to AgentSync afterwards.')}
        </span>
        {busy ? (
          <Button
            variant="default"
            disabled={staging === null}
            onClick={() => run(engine.call('import.stop-staging', { importId }))}
          >
            Stop
          </Button>
        ) : (
          <Button variant="default" onClick={() => useImport.setState({ step: 'columns' })}>
            Back
          </Button>
        )}
        {blocked === 0 ? null : (
          <Button variant="default" onClick={() => run(saveBlocked(engine))}>
            Save blocked rows…
          </Button>
        )}
        <Button disabled={create + update === 0} loading={busy} onClick={() => run(go())}>
          {buttonWords(purpose, create, update)}
        </Button>
      </div>
    </div>
  );
}

function buttonWords(purpose: Purpose, create: number, update: number): string {
  if (create + update === 0) return 'Stage';
  return purpose === 'writing-numbers'
    ? `Stage ${counted(update, 'writing number')}`
    : `Stage ${stageWords(create, update)}`;
}
