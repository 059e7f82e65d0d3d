import { Button } from '@mantine/core';
import {
  IconCloudDownload,
  IconKey,
  IconListSearch,
  IconMoodEmpty,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { MirroredName } from '../../../domain/fields.ts';
import { collections } from '../../../domain/collections.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { askForCredentials } from '../../components/useRemedies.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { neverSynced, signInMessage, syncWords } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';

interface ListEmptyProps {
  readonly collection: MirroredName;
  readonly search: string;
  readonly onClearSearch: () => void;
  /** What an empty list means here, e.g. `This carrier has no products.` */
  readonly nothing: string;
}

/** Why a list shows no rows: nothing matches, nothing was synced yet, or there is nothing. */
export function ListEmpty({ collection, search, onClearSearch, nothing }: ListEmptyProps): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const go = useNavigation((state) => state.go);
  const status = useStatus((state) => state.status);
  const { plural } = collections[collection];
  const syncNow = (): void => run(tellIfFailed(engine.call('sync.start', {})));

  if (search !== '') {
    return (
      <StatePanel
        icon={<IconListSearch size={28} aria-hidden />}
        title={`No ${plural.toLowerCase()} match “${search}”`}
        actions={
          <Button variant="default" onClick={onClearSearch}>
            Clear the search
          </Button>
        }
      />
    );
  }
  const own = status?.sync.find(({ target }) => target === collection);
  if (status === null || own === undefined || !neverSynced(status.sync, collection)) {
    return <StatePanel icon={<IconMoodEmpty size={28} aria-hidden />} title={nothing} />;
  }
  if (own.state === 'not-offered') {
    return (
      <StatePanel
        icon={<IconPlugConnectedX size={28} aria-hidden />}
        title="AgentSync has not said where its producers are"
        actions={<Button onClick={() => go({ name: 'settings' })}>Open settings</Button>}
      >
        The addresses of Producer Profile are not published. Ask AgentSync for them and enter them under
        Settings; until then you can add producers here, and they stay on this computer.
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
        {`${plural} appear here once AgentSync accepts the credentials of this connection.`}
      </StatePanel>
    );
  }
  if (own.failure !== null && own.state === 'failed') {
    return (
      <div style={{ padding: 16 }}>
        <FailureNote failure={own.failure} onRetry={syncNow} />
      </div>
    );
  }
  if (status.network.state === 'offline') {
    return (
      <StatePanel icon={<IconCloudDownload size={28} aria-hidden />} title="Nothing has been synced yet">
        {status.network.chosen
          ? 'You are working offline. Switch “Work offline” off once, so that Upline can read your data.'
          : 'There is no connection to AgentSync. As soon as there is one, Upline reads your data by itself.'}
      </StatePanel>
    );
  }
  const underWay = status.sync.some(({ state }) => state === 'running' || state === 'waiting');
  return (
    <StatePanel
      icon={<IconCloudDownload size={28} aria-hidden />}
      title={underWay ? 'The first sync is under way' : 'Nothing has been synced yet'}
      actions={underWay ? undefined : <Button onClick={syncNow}>Sync now</Button>}
    >
      {underWay
        ? `${plural}: ${syncWords(own, now)}. You can use what has arrived while the rest is read.`
        : `${plural} appear here once they have been read from AgentSync.`}
    </StatePanel>
  );
}
