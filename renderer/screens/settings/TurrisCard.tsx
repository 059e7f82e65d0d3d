import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import type { ConnectionSummary, TurrisSummary } from '../../../preload/contract/shell.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence, counted, formatMoment } from '../../state/format.ts';
import { closeDialog, useFrameDialogs } from '../../state/frameDialogs.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { turrisSignInMessage } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';
import { environmentLooks } from '../../theme/environments.ts';
import { TestResult } from '../connect/TestResult.tsx';
import { DisconnectTurris } from './DisconnectTurris.tsx';
import { TurrisDialog } from './TurrisDialog.tsx';
import { forgetTurrisTest, tryTurris, useTurrisTest } from './turrisTest.ts';
import { useKeptFromTurris } from './useKeptFromTurris.ts';

interface TurrisCardProps {
  readonly connection: ConnectionSummary;
  readonly status: EngineStatus;
}

/** The second vendor of the open connection: whether there is one, how it stands, and what can be done about it. */
export function TurrisCard({ connection, status }: TurrisCardProps): ReactNode {
  const [asking, setAsking] = useState(false);
  const wanted = useFrameDialogs((state) => state.open === 'turris');
  const { records, again } = useKeptFromTurris(status);
  const practice = connection.environment === 'practice';
  const { turris } = connection;
  const refused = turrisSignInMessage(status) !== null;
  useEffect(() => {
    // What was tried before speaks of credentials that were still accepted.
    if (refused) forgetTurrisTest();
  }, [refused]);
  const start = (): void => {
    setAsking(true);
    closeDialog();
  };
  return (
    <div className="upl-entry-form">
      <p>
        Turris keeps agents, the entities they work for, their licences and documents. Upline reads them, so
        that they can be looked at beside the producers of AgentSync, also offline. It changes nothing in
        Turris.
      </p>
      {turris === null ? (
        <Left records={records} opening={status.turris !== null} onRemoved={again} />
      ) : (
        <TurrisFacts turris={turris} status={status} records={records} />
      )}
      {practice ? (
        <p className="upl-dim">It comes with the practice data and is invented like all of it.</p>
      ) : (
        <div className="upl-entry-actions">
          <Button variant="default" onClick={() => setAsking(true)}>
            {turris === null ? 'Connect Turris…' : 'Replace credentials…'}
          </Button>
          {turris === null ? null : <DisconnectTurris connectionId={connection.id} records={records} />}
        </div>
      )}
      {turris === null ? null : <TestTurris connectionId={connection.id} />}
      {practice ? null : (
        <TurrisDialog
          connection={connection}
          opened={asking || wanted}
          onStart={start}
          onClose={() => {
            setAsking(false);
            closeDialog();
          }}
        />
      )}
    </div>
  );
}

interface TurrisFactsProps {
  readonly turris: TurrisSummary;
  readonly status: EngineStatus;
  readonly records: number;
}

function TurrisFacts({ turris, status, records }: TurrisFactsProps): ReactNode {
  return (
    <dl className="upl-entry-facts">
      <dt>Environment</dt>
      <dd>{environmentLooks[turris.environment].word}</dd>
      <dt>Address</dt>
      <dd>{turris.baseUrl}</dd>
      <dt>Credentials</dt>
      <dd>
        <Standing status={status} />
      </dd>
      <dt>Read so far</dt>
      <dd>{counted(records, 'record')}</dd>
    </dl>
  );
}

/** The last word of Turris about the credentials, or why there is none. */
function Standing({ status }: { readonly status: EngineStatus }): ReactNode {
  const now = useNow();
  const refused = turrisSignInMessage(status);
  if (refused !== null) return refused;
  const network = status.turris?.network;
  if (network?.state === 'offline')
    return network.chosen
      ? 'Working offline: Turris is not asked.'
      : `Not reached since ${formatMoment(network.since, now)}. ${asSentence(network.reason)}`;
  return 'Accepted by Turris';
}

/** What is still here of a Turris that was disconnected. */
function Left({
  records,
  opening,
  onRemoved,
}: {
  readonly records: number;
  /** The connection is still being opened without Turris: until then nothing can be removed. */
  readonly opening: boolean;
  readonly onRemoved: () => void;
}): ReactNode {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  if (records === 0) return <p className="upl-dim">Turris is not connected.</p>;
  const remove = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('turris.forget', {});
    setBusy(false);
    onRemoved();
    if (answer.ok) tell(`Removed ${counted(answer.value.removed, 'record')} of Turris from this computer.`);
    else tellFailure(answer.error);
  };
  return (
    <div className="upl-entry-actions">
      <span>
        Turris is not connected. {counted(records, 'record')} read from it earlier{' '}
        {records === 1 ? 'is' : 'are'} still on this computer.
      </span>
      <Button variant="default" loading={busy || opening} onClick={() => run(remove())}>
        Remove what was read
      </Button>
    </div>
  );
}

/** Tries Turris as it is kept, in words. */
function TestTurris({ connectionId }: { readonly connectionId: string }): ReactNode {
  const last = useTurrisTest();
  const { busy, test, failure } =
    last.connectionId === connectionId ? last : { busy: false, test: null, failure: null };
  return (
    <>
      <div className="upl-entry-actions">
        <Button variant="default" loading={busy} onClick={() => run(tryTurris(connectionId))}>
          Test Turris
        </Button>
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      {test === null ? null : <TestResult test={test} vendor="Turris" />}
    </>
  );
}
