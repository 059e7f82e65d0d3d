import '../../components/transfer/transfer.css';
import './problem.css';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { RescueReport } from '../../../preload/contract/shell.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { FreshCopyDialog } from './FreshCopyDialog.tsx';
import { SaveWorkDialog } from './SaveWorkDialog.tsx';
import { rescueWords } from './rescueWords.ts';

interface DamagedFileProps {
  readonly connectionId: string;
  readonly connectionName: string;
}

/** What can still be read of a damaged database, and the two steps that lead on from it. */
export function DamagedFile({ connectionId, connectionName }: DamagedFileProps): ReactNode {
  const [looked, setLooked] = useState<Result<RescueReport> | null>(null);
  const [saved, setSaved] = useState(false);
  const [dialog, setDialog] = useState<'save' | 'fresh' | null>(null);

  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      const answer = await window.upline.call('shell.rescue-look', { connectionId });
      if (wanted) setLooked(answer);
    };
    run(look());
    return () => {
      wanted = false;
    };
  }, [connectionId]);

  const report = looked?.ok === true ? looked.value : null;
  const close = (): void => setDialog(null);
  return (
    <>
      <section className="upl-entry-card" aria-labelledby="unsent-work">
        <h2 id="unsent-work">What you had not sent yet</h2>
        <p aria-live="polite" data-testid="rescue-report">
          {looked === null ? 'Reading it from the damaged file. A large file takes some minutes…' : null}
          {report === null ? null : rescueWords(report)}
        </p>
        {looked?.ok === false ? <FailureNote failure={looked.error} /> : null}
      </section>
      <section className="upl-entry-card" aria-labelledby="ways-on">
        <h2 id="ways-on">Go on in two steps</h2>
        <ol className="upl-problem-steps">
          <li>
            <div>
              <strong>Save unsent work.</strong> What can be read is kept as an encrypted file at a place you
              choose.
            </div>
            <Button
              variant={saved ? 'default' : 'filled'}
              disabled={report === null || report.changes === 0}
              onClick={() => setDialog('save')}
            >
              Save unsent work…
            </Button>
            {saved ? <span className="upl-dim">Saved as an encrypted file.</span> : null}
          </li>
          <li>
            <div>
              <strong>Start with a fresh copy.</strong> The damaged file is moved aside and kept. Everything
              AgentSync holds is read again, and the unsent work that can be read comes along.
            </div>
            <Button
              variant={saved || report?.changes === 0 ? 'filled' : 'default'}
              disabled={looked === null}
              onClick={() => setDialog('fresh')}
            >
              Start with a fresh copy…
            </Button>
          </li>
        </ol>
      </section>
      <SaveWorkDialog
        opened={dialog === 'save'}
        connectionId={connectionId}
        onClose={close}
        onSaved={() => {
          setSaved(true);
          close();
        }}
      />
      <FreshCopyDialog
        opened={dialog === 'fresh'}
        connectionId={connectionId}
        connectionName={connectionName}
        report={report}
        onClose={close}
      />
    </>
  );
}
