import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { ConnectionSummary } from '../../../preload/contract/shell.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { tell } from '../../state/messages.ts';
import { ScopeChoice } from '../connect/ScopeChoice.tsx';
import { ChangedAddress } from './ChangedAddress.tsx';
import { checkChange, formOf, moveOf } from './changeDraft.ts';
import type { ChangeErrors, ChangeForm } from './changeDraft.ts';
import { tryConnection } from './connectionTest.ts';

interface ChangeConnectionProps {
  readonly connection: ConnectionSummary;
  readonly unsent: number;
}

/** Changes the open connection. What is on this computer stays, and what it can do then is tried and told. */
export function ChangeConnection({ connection, unsent }: ChangeConnectionProps): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Change connection…
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Change ${connection.name}`} size={560}>
        {asking ? (
          <ChangeFields connection={connection} unsent={unsent} onClose={() => setAsking(false)} />
        ) : null}
      </Modal>
    </>
  );
}

function ChangeFields({
  connection,
  unsent,
  onClose,
}: ChangeConnectionProps & { readonly onClose: () => void }): ReactNode {
  const [form, setForm] = useState<ChangeForm>(() => formOf(connection));
  const [errors, setErrors] = useState<ChangeErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const custom = connection.environment === 'custom';
  const { moved, live } = moveOf(connection, form);
  const change = (part: Partial<ChangeForm>): void => setForm((before) => ({ ...before, ...part }));

  const save = async (): Promise<void> => {
    const checked = checkChange(connection, form, unsent);
    setErrors(checked.errors);
    setFailure(null);
    if (checked.change === null) return;
    setBusy(true);
    const answer = await window.upline.call('shell.change-connection', checked.change);
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      setErrors(answer.error.fields ?? {});
      return;
    }
    onClose();
    tell('The connection was changed. What was on this computer is still there.');
    await tryConnection(connection.id);
  };

  return (
    <form
      className="upl-entry-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(save());
      }}
    >
      <TextInput
        label="Name"
        value={form.name}
        maxLength={80}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name}
        data-autofocus
      />
      <ScopeChoice scopes={form.scopes} error={errors.scopes} onChange={(scopes) => change({ scopes })} />
      {custom ? (
        <ChangedAddress form={form} errors={errors} moved={moved} onChange={change} />
      ) : (
        <p className="upl-dim">
          The addresses of AgentSync’s {connection.environment} are fixed, and what is on this computer
          belongs to it. For another environment add another connection.
        </p>
      )}
      {moved && unsent > 0 ? (
        <Checkbox
          label={`${unsent.toLocaleString('en-US')} unsent ${unsent === 1 ? 'change stays' : 'changes stay'} on this computer and may be sent to the new address.`}
          checked={form.unsentMayGo}
          onChange={(event) => change({ unsentMayGo: event.currentTarget.checked })}
          error={errors.unsentMayGo}
        />
      ) : null}
      {live ? (
        <Checkbox
          label="I want to work with live data. Changes I send take effect for real producers."
          checked={form.live}
          onChange={(event) => change({ live: event.currentTarget.checked })}
          error={errors.live}
        />
      ) : null}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Save and test
        </Button>
      </div>
    </form>
  );
}
