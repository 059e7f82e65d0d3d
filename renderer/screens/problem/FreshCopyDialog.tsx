import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { RescueReport } from '../../../preload/contract/shell.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { counted } from '../../state/format.ts';
import { rescueWords } from './rescueWords.ts';

interface FreshCopyDialogProps {
  readonly opened: boolean;
  readonly connectionId: string;
  readonly connectionName: string;
  /** Null when the file could not be looked into. */
  readonly report: RescueReport | null;
  readonly onClose: () => void;
}

/** Asks before a damaged database is replaced: with the connection's name where work may stay behind. */
export function FreshCopyDialog(props: FreshCopyDialogProps): ReactNode {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Start with a fresh copy?" size={520}>
      {props.opened ? <FreshCopyForm {...props} /> : null}
    </Modal>
  );
}

function FreshCopyForm({ connectionId, connectionName, report, onClose }: FreshCopyDialogProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const whole = report?.complete === true;
  const named = whole || typed.trim() === connectionName.trim();

  const start = async (): Promise<void> => {
    setBusy(true);
    // When it succeeds the connection opens, and this page goes with its trouble.
    const answer = await window.upline.call('shell.rescue-fresh', {
      connectionId,
      ...(whole ? {} : { typed }),
    });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
  };

  return (
    <form
      className="upl-transfer"
      onSubmit={(event) => {
        event.preventDefault();
        if (named && !busy) run(start());
      }}
    >
      <p>
        The damaged file is moved into a folder with today’s date in your profile and is never deleted.
        Everything AgentSync holds is read again; that takes as long as the first time.
      </p>
      {report === null || report.changes === 0 ? null : (
        <p>
          {counted(report.changes, 'unsent change')} of the damaged file {report.changes === 1 ? 'is' : 'are'}{' '}
          kept in the new one. You bring {report.changes === 1 ? 'it' : 'them'} in when everything has been
          read, and nothing of {report.changes === 1 ? 'it' : 'them'} is sent before.
        </p>
      )}
      {whole ? null : (
        <>
          <p role="alert" className="upl-problem-warning">
            <strong>
              {report === null ? 'What is unsent in the file could not be read.' : rescueWords(report)}
            </strong>{' '}
            What cannot be read stays behind in the damaged file.
          </p>
          <TextInput
            label={`To go on all the same, type the name of the connection: ${connectionName}`}
            value={typed}
            autoComplete="off"
            error={failure?.fields?.['typed']}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </>
      )}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-transfer-actions">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button type="submit" disabled={!named} loading={busy}>
          Start with a fresh copy
        </Button>
      </div>
    </form>
  );
}
