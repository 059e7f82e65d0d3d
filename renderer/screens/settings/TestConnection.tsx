import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { ConnectionTest } from '../../../preload/contract/shell.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { TestResult } from '../connect/TestResult.tsx';

/** Tries the open connection: each permission and each call, in words. Changes nothing at AgentSync. */
export function TestConnection({ connectionId }: { readonly connectionId: string }): ReactNode {
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const tryIt = async (): Promise<void> => {
    setBusy(true);
    const answer = await window.upline.call('shell.test-kept-connection', { connectionId });
    setBusy(false);
    setTest(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer.error);
  };

  return (
    <>
      <div className="upl-entry-actions">
        <Button variant="default" loading={busy} onClick={() => run(tryIt())}>
          Test connection
        </Button>
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      {test === null ? null : <TestResult test={test} />}
    </>
  );
}
