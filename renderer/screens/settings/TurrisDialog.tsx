import { Button, Modal, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { ConnectionSummary, ConnectionTest } from '../../../preload/contract/shell.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell } from '../../state/messages.ts';
import { CredentialInputs } from '../connect/CredentialInputs.tsx';
import { EnvironmentChoice } from '../connect/EnvironmentChoice.tsx';
import { TestResult } from '../connect/TestResult.tsx';
import { checkTurris, turrisFormOf, withTurrisEnvironment } from './turrisForm.ts';
import type { TurrisErrors, TurrisForm } from './turrisForm.ts';
import { showTurrisTest } from './turrisTest.ts';

const environments = [
  {
    value: 'production',
    label: 'Production',
    description: 'Your live agents and licences. Upline only reads.',
  },
  { value: 'sandbox', label: 'Sandbox', description: 'For trying things out.' },
  { value: 'custom', label: 'Custom', description: 'Another address, for example of a gateway.' },
] as const satisfies readonly {
  readonly value: TurrisForm['environment'];
  readonly label: string;
  readonly description: string;
}[];

interface TurrisDialogProps {
  readonly connection: ConnectionSummary;
  readonly opened: boolean;
  /** Stays open from here on, whatever opened it. */
  readonly onStart: () => void;
  readonly onClose: () => void;
}

/** Connects Turris, or takes other credentials for the address that is kept. Nothing is kept that was not tried. */
export function TurrisDialog({ connection, opened, onStart, onClose }: TurrisDialogProps): ReactNode {
  const title = connection.turris === null ? 'Connect Turris' : 'Replace the credentials of Turris';
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={560}>
      {opened ? <TurrisFields connection={connection} onStart={onStart} onClose={onClose} /> : null}
    </Modal>
  );
}

function TurrisFields({ connection, onStart, onClose }: Omit<TurrisDialogProps, 'opened'>): ReactNode {
  const engine = useEngine();
  const [form, setForm] = useState(() => turrisFormOf(connection.turris, connection.environment));
  const [errors, setErrors] = useState<TurrisErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [busy, setBusy] = useState(false);
  const replacing = connection.turris !== null;
  const foot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // The form is longer than a small window; what came of the button must not stay below its edge.
    if (test !== null || failure !== null) foot.current?.scrollIntoView({ block: 'end' });
  }, [test, failure]);

  const change = (next: TurrisForm): void => {
    setForm(next);
    // What was tried is no longer what is on the screen.
    setTest(null);
  };

  const connect = async (): Promise<void> => {
    const { draft, errors: found } = checkTurris(form);
    setErrors(found);
    setFailure(null);
    setTest(null);
    if (draft === null) return;
    onStart();
    setBusy(true);
    const answer = await window.upline.call('shell.turris-connect', { connectionId: connection.id, draft });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      setErrors(answer.error.fields ?? {});
      return;
    }
    if (!answer.value.saved) {
      setTest(answer.value.test);
      return;
    }
    onClose();
    showTurrisTest(connection.id, answer.value.test);
    tell(
      replacing
        ? 'The new credentials of Turris are in use.'
        : 'Turris is connected. What it holds is read from now on.',
    );
    // What waited for them goes on. A failure of the pass shows where passes show.
    if (replacing) await engine.call('sync.start', {});
  };

  return (
    <form
      className="upl-entry-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(connect());
      }}
    >
      {replacing ? (
        <p>
          For <span className="upl-selectable">{form.baseUrl}</span>. For another address disconnect Turris
          first: what was read belongs to this one.
        </p>
      ) : (
        <TurrisPlace form={form} errors={errors} onChange={change} />
      )}
      <CredentialInputs
        clientId={form.clientId}
        clientSecret={form.clientSecret}
        about="Kept outside the page once it is accepted, and never shown again."
        onChange={(typed) => change({ ...form, ...typed })}
        errors={errors}
        first
      />
      {failure === null ? null : <FailureNote failure={failure} />}
      {test === null ? null : <TestResult test={test} vendor="Turris" />}
      <div className="upl-dialog-actions" ref={foot}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {replacing ? 'Test and use' : 'Test and connect'}
        </Button>
      </div>
    </form>
  );
}

interface TurrisPlaceProps {
  readonly form: TurrisForm;
  readonly errors: TurrisErrors;
  readonly onChange: (form: TurrisForm) => void;
}

/** Which Turris: its production, its sandbox or another address. */
function TurrisPlace({ form, errors, onChange }: TurrisPlaceProps): ReactNode {
  const custom = form.environment === 'custom';
  return (
    <>
      <p>
        Whoever manages API clients in the Turris dashboard (API settings) creates a client id and a secret.
        They are apart from those of AgentSync, and neither is ever sent to the other.
      </p>
      <EnvironmentChoice
        name="turris-environment"
        environments={environments}
        value={form.environment}
        onChange={(environment) => onChange(withTurrisEnvironment(form, environment))}
      />
      <TextInput
        label="Address"
        value={form.baseUrl}
        readOnly={!custom}
        variant={custom ? 'default' : 'filled'}
        spellCheck={false}
        onChange={(event) => onChange({ ...form, baseUrl: event.currentTarget.value })}
        error={errors.baseUrl}
      />
    </>
  );
}
