import './sync.css';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { CollectionSync } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';
import { freshnessWords, keptFresh, vendorOf } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';
import { SetAsideList } from './SetAsideList.tsx';
import { SyncRow } from './SyncRow.tsx';

/** How each collection stands, what stopped it, and which records could not be read. */
export function SyncScreen(): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const { network, setAside } = status;
  const sync = keptFresh(status);
  const offline = network.state === 'offline' && network.chosen;
  const underWay = sync.some(({ state }) => state === 'running');
  return (
    <div className="upl-page">
      <div className="upl-page-head">
        <p>{freshnessWords(status, now, 'Everything on this computer', exceptWords(setAside))}</p>
        {offline ? (
          <Button onClick={() => run(tellIfFailed(engine.call('network.work-offline', { offline: false })))}>
            Work online
          </Button>
        ) : (
          <Button
            leftSection={<IconRefresh size={15} aria-hidden />}
            disabled={underWay}
            onClick={() => run(tellIfFailed(engine.call('sync.start', {})))}
          >
            {underWay ? 'Syncing…' : 'Sync now'}
          </Button>
        )}
      </div>
      {status.turris === null ? (
        <Collections title="Collections" sync={sync} now={now} />
      ) : (
        <>
          <Collections
            title="AgentSync"
            sync={sync.filter(({ target }) => vendorOf(target) === 'AgentSync')}
            now={now}
          />
          <Collections
            title="Turris"
            sync={sync.filter(({ target }) => vendorOf(target) === 'Turris')}
            now={now}
          />
        </>
      )}
      <SetAsideList count={setAside} />
    </div>
  );
}

interface CollectionsProps {
  readonly title: string;
  readonly sync: readonly CollectionSync[];
  readonly now: number;
}

/** One vendor's collections. Each vendor is reached, and fails, by itself. */
function Collections({ title, sync, now }: CollectionsProps): ReactNode {
  const id = useId();
  return (
    <section className="upl-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="upl-aside">
        {sync.map((target, index) => (
          <SyncRow
            key={target.target}
            sync={target}
            now={now}
            // One cause stops them all: said once, at the first.
            explained={sync
              .slice(0, index)
              .some(({ failure }) => failure !== null && failure.message === target.failure?.message)}
          />
        ))}
      </ul>
    </section>
  );
}

function exceptWords(setAside: number): string {
  return setAside === 0 ? '' : `, except ${counted(setAside, 'record')} set aside below`;
}
