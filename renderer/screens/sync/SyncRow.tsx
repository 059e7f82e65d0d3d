import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconClockPause,
  IconCloudOff,
  IconKey,
  IconRefresh,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CollectionSync } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatMoment } from '../../state/format.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { syncWords, targetName } from '../../state/syncWords.ts';
import { AgreeToRemove } from './AgreeToRemove.tsx';

const looks: Readonly<Record<CollectionSync['state'], { readonly icon: Icon; readonly color: string }>> = {
  never: { icon: IconCircleDashed, color: 'var(--upl-dim)' },
  idle: { icon: IconCircleCheck, color: 'var(--upl-good)' },
  running: { icon: IconRefresh, color: 'var(--upl-sending)' },
  waiting: { icon: IconClockPause, color: 'var(--upl-staged)' },
  offline: { icon: IconCloudOff, color: 'var(--upl-staged)' },
  'needs-auth': { icon: IconKey, color: 'var(--upl-attention)' },
  failed: { icon: IconAlertTriangle, color: 'var(--upl-attention)' },
  'not-offered': { icon: IconCircleOff, color: 'var(--upl-dim)' },
};

/** The failure code of a pass that would remove more than a fifth of a collection. */
const wipeGuard = 'would-remove-many';

interface SyncRowProps {
  readonly sync: CollectionSync;
  readonly now: number;
  /** Whether a row above already says what stopped this one. */
  readonly explained: boolean;
}

/** One collection's pass. */
export function SyncRow({ sync, now, explained }: SyncRowProps): ReactNode {
  const engine = useEngine();
  const name = targetName(sync.target);
  const { icon: Icon, color } = looks[sync.state];
  const moving = sync.state === 'running' || sync.state === 'waiting';
  const syncAgain = (): void => run(tellIfFailed(engine.call('sync.start', {})));
  return (
    <li className="upl-sync-row" aria-label={name}>
      <h3>{name}</h3>
      <div className="upl-sync-words">
        <Icon size={16} color={color} aria-hidden />
        <span>{syncWords(sync, now)}</span>
      </div>
      <div className="upl-dim upl-small">
        {sync.completedAt === null || sync.state === 'idle'
          ? counted(sync.records, 'record')
          : `Last complete ${formatMoment(sync.completedAt, now)}`}
      </div>
      {sync.state === 'not-offered' && sync.target === 'producer' ? (
        <p className="upl-sync-more upl-dim">
          AgentSync has not published where Producer Profile is found, so nothing of it is asked for. With the
          paths from AgentSync it can be switched on under Settings.
        </p>
      ) : null}
      {moving ? (
        <div className="upl-sync-more">
          <progress
            className="upl-progress"
            aria-label={`${name}: ${syncWords(sync, now)}`}
            {...(sync.pages === null ? {} : { max: sync.pages, value: Math.min(sync.page, sync.pages) })}
          />
        </div>
      ) : null}
      {sync.failure === null || explained ? null : (
        <div className="upl-sync-more">
          <FailureNote
            failure={sync.failure}
            onRetry={syncAgain}
            actions={
              sync.failure.code === wipeGuard && sync.target !== 'lookups' ? (
                <AgreeToRemove target={sync.target} message={sync.failure.message} />
              ) : undefined
            }
          />
        </div>
      )}
    </li>
  );
}
