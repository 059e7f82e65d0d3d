import './problem.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure, Result } from '../../../domain/result.ts';
import { EntryPage } from '../../components/EntryPage.tsx';
import { run } from '../../state/crash.ts';
import { useEntry } from '../../state/entry.ts';
import { useShell } from '../../state/shell.ts';
import { CredentialsDialog } from '../connect/CredentialsDialog.tsx';
import { DamagedFile } from './DamagedFile.tsx';
import { problemOf } from './problems.ts';

interface ProblemScreenProps {
  readonly failure: Failure;
  /** The connection that could not be opened; absent when the main process itself did not answer. */
  readonly connectionId?: string;
}

/** Why the data cannot be opened, and the ways on. */
export function ProblemScreen({ failure, connectionId }: ProblemScreenProps): ReactNode {
  const { title, steps, retry } = problemOf(failure);
  const [busy, setBusy] = useState(false);
  const name = useShell(
    (state) => state.shell?.connections.find(({ id }) => id === connectionId)?.name ?? '',
  );
  const damaged = failure.code === 'file-corrupt' && connectionId !== undefined;

  const attempt = async (work: Promise<Result<unknown>>): Promise<void> => {
    setBusy(true);
    await work;
    // A new failure arrives as shell state and replaces these words.
    setBusy(false);
  };
  const tryAgain = (): void => {
    if (connectionId === undefined) window.location.reload();
    else run(attempt(window.upline.call('shell.restart-engine', {})));
  };

  return (
    <EntryPage title={title} lead={failure.message}>
      {damaged ? (
        <DamagedFile connectionId={connectionId} connectionName={name} />
      ) : (
        <section className="upl-entry-card" aria-labelledby="what-helps">
          <h2 id="what-helps">What helps</h2>
          <ol style={{ paddingLeft: 20 }}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      <div className="upl-entry-actions">
        {retry === null ? null : (
          <Button variant={damaged ? 'default' : 'filled'} onClick={tryAgain} loading={busy}>
            {retry}
          </Button>
        )}
        {failure.remedy === 'sign-in' && connectionId !== undefined ? (
          <Button onClick={() => useEntry.setState({ credentialsFor: connectionId })}>
            Update credentials…
          </Button>
        ) : null}
        {connectionId === undefined ? null : (
          <Button
            variant="default"
            onClick={() => run(attempt(window.upline.call('shell.close-connection', {})))}
          >
            Open another connection
          </Button>
        )}
      </div>
      <p className="upl-dim upl-small upl-selectable">Error code: {failure.code}</p>
      <CredentialsDialog />
    </EntryPage>
  );
}
