import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EngineStatus, SendPlan } from '../../../preload/contract/engine.ts';
import { askForCredentials, askForTurris } from '../../components/useRemedies.ts';
import { pauseWords, planWords, sendingWords } from '../../screens/tray/planWords.ts';
import { usePlan } from '../../screens/tray/usePlan.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatMoment } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import {
  freshnessWords,
  keptFresh,
  signInMessage,
  syncWords,
  targetName,
  turrisSignInMessage,
} from '../../state/syncWords.ts';
import { environmentLooks } from '../../theme/environments.ts';
import { syncNow, workOffline } from '../commands.ts';

interface StatusDetailsProps {
  readonly status: EngineStatus;
  readonly now: number;
  readonly close: () => void;
}

/** What lies behind the chip: network, unsent changes, and each collection. */
export function StatusDetails({ status, now, close }: StatusDetailsProps): ReactNode {
  const engine = useEngine();
  const go = useNavigation((state) => state.go);
  const { connection, network, outbox, turris, authorization } = status;
  const sync = keptFresh(status);
  const trouble = signInMessage(status) ?? (authorization.state === 'ok' ? null : authorization.message);
  const turrisTrouble = turrisSignInMessage(status);
  const show = (name: 'tray' | 'sync') => (): void => {
    close();
    go({ name });
  };
  return (
    <div className="upl-status">
      <div>
        <h2>{networkWords(network, now)}</h2>
        <p className="upl-dim">
          {[...new Set([connection.name, environmentLooks[connection.environment].word])].join(' · ')}
        </p>
        {network.state === 'offline' && !network.chosen ? <p>{network.reason}</p> : null}
        <p className="upl-dim">{freshnessWords(status, now, 'Everything here')}</p>
        {trouble === null ? null : <p>{trouble}</p>}
        {turris?.network.state === 'offline' && !turris.network.chosen ? (
          <p>
            Turris is not reached since {formatMoment(turris.network.since, now)}. {turris.network.reason}
          </p>
        ) : null}
        {turrisTrouble === null ? null : <p>{turrisTrouble}</p>}
      </div>
      <p>
        {outbox.unsent === 0
          ? 'Nothing waits to be sent to AgentSync.'
          : `${counted(outbox.unsent, 'record')} with changes saved on this computer and not sent to AgentSync yet.`}
        {outbox.needsYou === 0 ? null : ` ${counted(outbox.needsYou, 'waits', 'wait')} for you.`}
      </p>
      {outbox.unsent > 0 && network.state === 'online' ? <TimeToSend sending={status.sending} /> : null}
      {status.pause === null || network.state === 'offline' ? null : <p>{pauseWords(status.pause, now)}</p>}
      <table aria-label="Sync by collection">
        <tbody>
          {sync.map((target) => (
            <tr key={target.target}>
              <th scope="row">{targetName(target.target)}</th>
              <td>
                {syncWords(target, now)}
                {target.state !== 'idle' && target.completedAt !== null ? (
                  <div className="upl-dim">Last complete {formatMoment(target.completedAt, now)}</div>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="upl-status-actions">
        {network.state === 'offline' && network.chosen ? (
          <Button onClick={() => run(workOffline(engine, false))}>Work online</Button>
        ) : (
          <Button onClick={() => run(syncNow(engine))}>Sync now</Button>
        )}
        {outbox.unsent === 0 ? null : (
          <Button variant="default" onClick={show('tray')}>
            Show unsent changes
          </Button>
        )}
        <Button variant="default" onClick={show('sync')}>
          Sync details
        </Button>
        {trouble === null ? null : (
          <Button
            variant="default"
            onClick={() => {
              close();
              askForCredentials();
            }}
          >
            Update credentials…
          </Button>
        )}
        {turrisTrouble === null ? null : (
          <Button
            variant="default"
            onClick={() => {
              close();
              askForTurris();
            }}
          >
            Turris credentials…
          </Button>
        )}
      </div>
    </div>
  );
}

function networkWords(network: EngineStatus['network'], now: number): string {
  if (network.state === 'online') return 'Online';
  const since = formatMoment(network.since, now);
  return network.chosen ? `Working offline since ${since}` : `Offline since ${since}`;
}

/** How long sending takes: an estimate by the vendor's own limits, or what is left of a sending under way. */
function TimeToSend({ sending }: Pick<EngineStatus, 'sending'>): ReactNode {
  const plan = usePlan(undefined);
  const words = sending === null ? planned(plan) : sendingWords(sending);
  return words === '' ? null : <p data-testid="time-to-send">{words}</p>;
}

function planned(plan: SendPlan | null): string {
  return plan === null || plan.records === 0 ? '' : `Sending takes: ${planWords(plan)}.`;
}
