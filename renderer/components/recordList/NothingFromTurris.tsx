import { Button } from '@mantine/core';
import { IconCloudDownload, IconKey, IconMoodEmpty, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';
import { syncWords, turrisSignInMessage, vendorOf } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';
import { FailureNote } from '../FailureNote.tsx';
import { StatePanel } from '../StatePanel.tsx';
import { askForTurris } from '../useRemedies.ts';

interface NothingFromTurrisProps {
  readonly collection: TurrisCollection;
  /** What people call its records, e.g. `licences`. */
  readonly nouns: string;
}

/** Why a list of Turris has no record: there are none, Turris is not connected, or nothing was read yet. */
export function NothingFromTurris({ collection, nouns }: NothingFromTurrisProps): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const status = useStatus((state) => state.status);
  const subject = nouns.charAt(0).toUpperCase() + nouns.slice(1);
  const syncNow = (): void => run(tellIfFailed(engine.call('sync.start', {})));

  const own = status?.sync.find(({ target }) => target === collection);
  if (status === null) return null;
  if (status.turris === null)
    return (
      <StatePanel
        icon={<IconPlugConnectedX size={28} aria-hidden />}
        title="Turris is not connected"
        actions={<Button onClick={askForTurris}>Connect Turris…</Button>}
      >
        {`${subject} come from Turris, which has credentials of its own beside those of AgentSync. Once it is connected they are read by themselves; everything from AgentSync works without it.`}
      </StatePanel>
    );
  if (own !== undefined && own.completedAt !== null)
    return (
      <StatePanel
        icon={<IconMoodEmpty size={28} aria-hidden />}
        title={`Turris holds no ${nouns} for this connection`}
      />
    );
  if (turrisSignInMessage(status) !== null)
    return (
      <StatePanel
        icon={<IconKey size={28} aria-hidden />}
        title="Nothing could be read from Turris"
        actions={<Button onClick={askForTurris}>Turris credentials…</Button>}
      >
        {`${subject} appear here once Turris accepts its credentials. What comes from AgentSync goes on meanwhile.`}
      </StatePanel>
    );
  if (own !== undefined && own.failure !== null && own.state === 'failed')
    return (
      <div className="upl-list-failure">
        <FailureNote failure={own.failure} onRetry={syncNow} />
      </div>
    );
  const icon = <IconCloudDownload size={28} aria-hidden />;
  const { network } = status.turris;
  if (network.state === 'offline')
    return (
      <StatePanel icon={icon} title="Nothing has been read from Turris yet">
        {network.chosen
          ? 'You are working offline. Switch “Work offline” off once, so that Upline can read Turris.'
          : 'There is no connection to Turris. As soon as there is one, Upline reads it by itself.'}
      </StatePanel>
    );
  const underWay = status.sync.some(
    ({ target, state }) => vendorOf(target) === 'Turris' && (state === 'running' || state === 'waiting'),
  );
  return (
    <StatePanel
      icon={icon}
      title={underWay ? 'Turris is being read for the first time' : 'Nothing has been read from Turris yet'}
      actions={underWay ? undefined : <Button onClick={syncNow}>Sync now</Button>}
    >
      {!underWay
        ? `${subject} appear here once they have been read from Turris.`
        : own === undefined || own.state === 'never'
          ? `What comes before them is read first; ${nouns} follow by themselves.`
          : `${subject}: ${syncWords(own, now)}. You can use what has arrived while the rest is read.`}
    </StatePanel>
  );
}
