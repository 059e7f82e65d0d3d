import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { inSentence } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { ProfileCall, ProfileSettings } from '../../../preload/contract/producer.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence, counted } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';

/** The calls under the records they are about, in the order of the producer's page. */
const groups = [
  { title: 'Producers', names: /Producers?$|OfNpn$/ },
  { title: 'Addresses', names: /Address(?:es)?/i },
  { title: 'Phones', names: /Phones?/i },
  { title: 'Bank accounts', names: /BankAccounts?/i },
  { title: 'E&O policies', names: /InsurancePolic(?:y|ies)/i },
] as const;

/** The calls of each group; the first group that fits takes a call. */
function grouped(
  calls: readonly ProfileCall[],
): readonly { readonly title: string; readonly calls: ProfileCall[] }[] {
  const details = groups.slice(1);
  const groupOf = ({ name }: ProfileCall): string =>
    details.find(({ names }) => names.test(name))?.title ?? groups[0].title;
  const byTitle = Map.groupBy(calls, groupOf);
  return groups.map(({ title }) => ({ title, calls: byTitle.get(title) ?? [] }));
}

/** Where this connection finds Producer Profile, for whoever has learned it from AgentSync. */
export function ProfilePaths({ practice }: { readonly practice: boolean }): ReactNode {
  const engine = useEngine();
  const [known, setKnown] = useState<ProfileSettings | null>(null);
  /** What was typed and not saved; null and absent are as they were. */
  const [typedScope, setTypedScope] = useState<string | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('profile.read', {});
      if (!current) return;
      if (answer.ok) setKnown(answer.value);
      else setFailure(answer.error);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine]);

  const scope = typedScope ?? known?.scope ?? '';
  const save = async (): Promise<void> => {
    if (known === null) return;
    setBusy(true);
    const paths = { ...Object.fromEntries(known.calls.map(({ name, path }) => [name, path])), ...typed };
    const answer = await engine.call('profile.override', { scope, paths });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setKnown(answer.value);
    setTyped({});
    setTypedScope(null);
    tell('Saved on this computer. Upline asks AgentSync at these paths from now on.');
  };

  const offered = known?.calls.filter((call) => call.offered).length ?? 0;
  const wrong = failure?.fields ?? {};
  return (
    <form
      className="upl-settings-profile"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(save());
      }}
    >
      <p>
        {practice
          ? 'The practice server has producers at the paths shown in grey.'
          : 'AgentSync does not publish where producers, addresses, phones, bank accounts and E&O policies are read and written. Ask AgentSync for the Producer Profile API reference and enter its paths here. Without them nothing is asked, and what you add stays on this computer.'}
      </p>
      {known === null ? null : (
        <>
          <p className="upl-dim">
            {`${counted(offered, 'call')} of ${known.calls.length} known. All paths are below ${known.host}.`}
          </p>
          <TextInput
            label="Scope"
            description="Only if AgentSync names one of its own for Producer Profile."
            value={scope}
            error={wrong['scope']}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setTypedScope(event.currentTarget.value)}
          />
          {grouped(known.calls).map(({ title, calls }) => (
            <details
              key={title}
              open={calls.some(({ name, path }) => path !== '' || wrong[name] !== undefined)}
            >
              <summary>{`Paths of ${inSentence(title)}`}</summary>
              <div>
                {calls.map((call) => (
                  <TextInput
                    key={call.name}
                    label={asSentence(call.label).slice(0, -1)}
                    description={describe(call)}
                    placeholder={call.guess}
                    value={typed[call.name] ?? call.path}
                    error={wrong[call.name]}
                    maxLength={300}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      setTyped((before) => ({ ...before, [call.name]: value }));
                    }}
                  />
                ))}
              </div>
            </details>
          ))}
        </>
      )}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div>
        <Button type="submit" variant="default" loading={busy} disabled={known === null}>
          Save paths
        </Button>
      </div>
    </form>
  );
}

function describe({ method, placeholders }: ProfileCall): string {
  return placeholders.length === 0 ? method : `${method}, with ${placeholders.join(' and ')} in the path`;
}
