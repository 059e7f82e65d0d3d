import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { TestResult } from '../connect/TestResult.tsx';
import { tryConnection, useConnectionTest } from './connectionTest.ts';

/** Tries the open connection: each permission and each call, in words. Changes nothing at AgentSync. */
export function TestConnection({ connectionId }: { readonly connectionId: string }): ReactNode {
  const last = useConnectionTest();
  const { busy, test, failure } =
    last.connectionId === connectionId ? last : { busy: false, test: null, failure: null };
  return (
    <>
      <div className="upl-entry-actions">
        <Button variant="default" loading={busy} onClick={() => run(tryConnection(connectionId))}>
          Test connection
        </Button>
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      {test === null ? null : <TestResult test={test} />}
    </>
  );
}
