import './sync.css';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatMoment } from '../../state/format.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useStatus } from '../../state/status.ts';
import { lastCompleteAt } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';
import { SetAsideList } from './SetAsideList.tsx';
import { SyncRow } from './SyncRow.tsx';

/** How each collection stands, what stopped it, and which records could not be read. */
export function SyncScreen(): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const { sync, network, setAside } = status;
  const complete = lastCompleteAt(sync);
  const offline = network.state === 'offline' && network.chosen;
  const underWay = sync.some(({ state }) => state === 'running');
  return (
    <div className="upl-page">
      <div className="upl-page-head">
        <p>
          {complete === null
            ? 'Not everything has been read from AgentSync yet.'
            : `Everything on this computer is complete as of ${formatMoment(complete, now)}${exceptWords(setAside)}.`}
        </p>
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
      <section className="upl-card" aria-labelledby="sync-collections">
        <h2 id="sync-collections">Collections</h2>
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
      <SetAsideList count={setAside} />
    </div>
  );
}

function exceptWords(setAside: number): string {
  return setAside === 0 ? '' : `, except ${counted(setAside, 'record')} set aside below`;
}
