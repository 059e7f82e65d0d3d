import { Button } from '@mantine/core';
import { IconCloudDownload, IconKey, IconMoodEmpty, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isOfProfile } from '../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { neverSynced, signInMessage, syncWords } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';
import { FailureNote } from '../FailureNote.tsx';
import { StatePanel } from '../StatePanel.tsx';
import { askForCredentials } from '../useRemedies.ts';

interface NothingReadProps {
  readonly collection: AgentSyncCollection;
  /** What people call its records, e.g. `policies`. */
  readonly nouns: string;
  /** What an empty list means here, e.g. `This carrier has no products`. */
  readonly nothing?: string;
}

/** Why a whole list has no record: there is none, or nothing was read yet, and what can be done about it. */
export function NothingRead({ collection, nouns, nothing }: NothingReadProps): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const go = useNavigation((state) => state.go);
  const status = useStatus((state) => state.status);
  const subject = nouns.charAt(0).toUpperCase() + nouns.slice(1);
  const syncNow = (): void => run(tellIfFailed(engine.call('sync.start', {})));

  const own = status?.sync.find(({ target }) => target === collection);
  if (status === null || own === undefined || !neverSynced(status.sync, collection)) {
    return (
      <StatePanel
        icon={<IconMoodEmpty size={28} aria-hidden />}
        title={nothing ?? `AgentSync holds no ${nouns} for this connection`}
      />
    );
  }
  if (own.state === 'not-offered') {
    return (
      <StatePanel
        icon={<IconPlugConnectedX size={28} aria-hidden />}
        title={
          isOfProfile(collection)
            ? `AgentSync has not said where its ${nouns} are`
            : `This connection offers no ${nouns}`
        }
        actions={<Button onClick={() => go({ name: 'settings' })}>Open settings</Button>}
      >
        {isOfProfile(collection)
          ? `The addresses of Producer Profile are not published. Ask AgentSync for them and enter them under Settings; until then you can add ${nouns} here, and they stay on this computer.`
          : `Nothing is wrong, and nothing will arrive. Ask AgentSync whether your credentials may read ${nouns}.`}
      </StatePanel>
    );
  }
  if (signInMessage(status) !== null) {
    return (
      <StatePanel
        icon={<IconKey size={28} aria-hidden />}
        title="Nothing could be read from AgentSync"
        actions={<Button onClick={askForCredentials}>Update credentials…</Button>}
      >
        {`${subject} appear here once AgentSync accepts the credentials of this connection.`}
      </StatePanel>
    );
  }
  if (own.failure !== null && own.state === 'failed') {
    return (
      <div className="upl-list-failure">
        <FailureNote failure={own.failure} onRetry={syncNow} />
      </div>
    );
  }
  const icon = <IconCloudDownload size={28} aria-hidden />;
  if (status.network.state === 'offline') {
    return (
      <StatePanel icon={icon} title="Nothing has been synced yet">
        {status.network.chosen
          ? 'You are working offline. Switch “Work offline” off once, so that Upline can read your data.'
          : 'There is no connection to AgentSync. As soon as there is one, Upline reads your data by itself.'}
      </StatePanel>
    );
  }
  const underWay = status.sync.some(({ state }) => state === 'running' || state === 'waiting');
  return (
    <StatePanel
      icon={icon}
      title={underWay ? 'The first sync is under way' : 'Nothing has been synced yet'}
      actions={underWay ? undefined : <Button onClick={syncNow}>Sync now</Button>}
    >
      {underWay && own.state === 'never'
        ? `What comes before them is read first; ${nouns} follow by themselves.`
        : underWay
          ? `${subject}: ${syncWords(own, now)}. You can use what has arrived while the rest is read.`
          : `${subject} appear here once they have been read from AgentSync.`}
    </StatePanel>
  );
}
