import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { ConnectionDraft, ConnectionTest } from '../../../preload/contract/shell.ts';
import { EntryPage } from '../../components/EntryPage.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEntry } from '../../state/entry.ts';
import { ConnectionFields } from './ConnectionFields.tsx';
import { TestResult } from './TestResult.tsx';
import { checkDraft, emptyDraft } from './draft.ts';
import type { DraftErrors, DraftForm } from './draft.ts';

/** A new connection to AgentSync: fill in, test, connect. */
export function ConnectScreen(): ReactNode {
  const [form, setForm] = useState<DraftForm>(emptyDraft);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [busy, setBusy] = useState<'test' | 'connect' | null>(null);
  const foot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // The form is longer than a small window; what came of the button must not stay below its edge.
    if (test !== null || failure !== null) foot.current?.scrollIntoView({ block: 'end' });
  }, [test, failure]);

  const change = (next: DraftForm): void => {
    setForm(next);
    // What was tested is no longer what is on the screen.
    setTest(null);
  };

  const fail = (error: Failure): void => {
    setFailure(error);
    setErrors(error.fields ?? {});
  };

  const runTest = async (draft: ConnectionDraft): Promise<void> => {
    const answer = await window.upline.call('shell.test-connection', draft);
    setBusy(null);
    if (answer.ok) setTest(answer.value);
    else fail(answer.error);
  };

  const connect = async (draft: ConnectionDraft): Promise<void> => {
    const answer = await window.upline.call('shell.add-connection', draft);
    setBusy(null);
    if (answer.ok) useEntry.setState({ step: 'start', failure: null });
    else fail(answer.error);
  };

  const attempt = (what: 'test' | 'connect'): void => {
    if (busy !== null) return;
    const { draft, errors: found } = checkDraft(form);
    setErrors(found);
    setFailure(null);
    if (draft === null) {
      focusFirstError();
      return;
    }
    setBusy(what);
    setTest(null);
    run(what === 'test' ? runTest(draft) : connect(draft));
  };

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    attempt('connect');
  };

  return (
    <EntryPage
      title="Connect to AgentSync"
      lead="Upline reads and changes data with the API credentials of your organization. They are given to you by AgentSync. Turris, if you use it, is connected afterwards in Settings."
    >
      <form className="upl-entry-form" onSubmit={submit} noValidate>
        <ConnectionFields form={form} errors={errors} onChange={change} />
        {failure === null ? null : <FailureNote failure={failure} onRetry={() => attempt('connect')} />}
        {test === null ? null : <TestResult test={test} />}
        <div className="upl-entry-actions" ref={foot}>
          <Button type="submit" loading={busy === 'connect'}>
            Connect
          </Button>
          <Button variant="default" loading={busy === 'test'} onClick={() => attempt('test')}>
            Test connection
          </Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => useEntry.setState({ step: 'start', failure: null })}
          >
            Back
          </Button>
        </div>
      </form>
    </EntryPage>
  );
}

/** Once the errors are on screen, the cursor goes to the first of them. */
function focusFirstError(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('form [aria-invalid="true"], form [data-error] input')?.focus();
  });
}
