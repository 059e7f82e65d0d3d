import '../../components/transfer/transfer.css';
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { ExportDialog } from '../../components/transfer/ExportDialog.tsx';
import { run } from '../../state/crash.ts';
import { useEntry } from '../../state/entry.ts';
import { counted } from '../../state/format.ts';

interface RemoveConnectionProps {
  readonly connection: { readonly id: string; readonly name: string };
  readonly unsent: number;
}

/** Forgets the open connection. Unsent work is named, and an encrypted copy of it offered, before anything goes. */
export function RemoveConnection({ connection, unsent }: RemoveConnectionProps): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Remove connection…
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Remove ${connection.name}?`} size={520}>
        {asking ? (
          <RemoveForm connection={connection} unsent={unsent} onClose={() => setAsking(false)} />
        ) : null}
      </Modal>
    </>
  );
}

interface RemoveFormProps extends RemoveConnectionProps {
  readonly onClose: () => void;
}

function RemoveForm({ connection, unsent, onClose }: RemoveFormProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [exported, setExported] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const named = unsent === 0 || typed === connection.name;

  const remove = async (): Promise<void> => {
    setBusy(true);
    const answer = await window.upline.call('shell.remove-connection', {
      connectionId: connection.id,
      ...(unsent === 0 ? {} : { typed }),
    });
    setBusy(false);
    if (answer.ok) useEntry.setState({ step: 'start', failure: null });
    else setFailure(answer.error);
  };

  return (
    <>
      <form
        className="upl-transfer"
        onSubmit={(event) => {
          event.preventDefault();
          if (named && !busy) run(remove());
        }}
      >
        <p>
          Its records, receipts, history and credentials are erased from this computer, those of Turris with
          them. What AgentSync and Turris hold stays as it is.
        </p>
        {unsent === 0 ? (
          <p>Nothing waits to be sent.</p>
        ) : (
          <>
            <p role="alert" className="upl-settings-warning">
              <strong>
                {counted(unsent, 'record')} {unsent === 1 ? 'has' : 'have'} changes that are not sent to
                AgentSync.
              </strong>{' '}
              Removing the connection loses them for good.
            </p>
            <div className="upl-transfer-file">
              <Button variant={exported ? 'default' : 'filled'} onClick={() => setExporting(true)}>
                Export unsent changes first…
              </Button>
              {exported ? <span className="upl-dim">Saved as an encrypted file.</span> : null}
            </div>
            <TextInput
              label={`To remove it all the same, type the name of the connection: ${connection.name}`}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        )}
        {failure === null ? null : <FailureNote failure={failure} />}
        <div className="upl-transfer-actions">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button type="submit" color="red" data-danger disabled={!named} loading={busy}>
            Remove connection
          </Button>
        </div>
      </form>
      {/* Not inside the form: submitting the export would submit that too. */}
      <ExportDialog
        opened={exporting}
        onClose={() => setExporting(false)}
        onSaved={() => setExported(true)}
      />
    </>
  );
}
