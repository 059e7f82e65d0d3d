import { Button, Loader } from '@mantine/core';
import { IconCloudDownload, IconListSearch, IconMoodEmpty } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { neverSynced, syncWords } from '../../state/syncWords.ts';
import { useNow } from '../../state/useNow.ts';
import { useAssignments, assignmentViews } from './assignmentsStore.ts';

interface AssignmentsEmptyProps {
  readonly snapshot: GridSnapshot;
  readonly ofProduct: boolean;
  readonly onRetry: () => void;
}

/** What stands where rows would be; null while there are rows. */
export function AssignmentsEmpty({ snapshot, ofProduct, onRetry }: AssignmentsEmptyProps): ReactNode {
  if (snapshot.phase === 'failed' && snapshot.failure !== null) {
    return (
      <div className="upl-grid-cover upl-assignments-failure">
        <FailureNote failure={snapshot.failure} onRetry={onRetry} />
      </div>
    );
  }
  if (snapshot.phase === 'opening') {
    return (
      <div className="upl-grid-cover">
        <Opening />
      </div>
    );
  }
  if (snapshot.length > 0) return null;
  return (
    <div className="upl-grid-cover">
      <NoRows total={snapshot.total} ofProduct={ofProduct} />
    </div>
  );
}

function NoRows({ total, ofProduct }: { readonly total: number; readonly ofProduct: boolean }): ReactNode {
  const { search, clearQuery } = useAssignments();
  const { filters } = useStore(assignmentViews, (state) => state.arrangement);
  const go = useNavigation((state) => state.go);
  if (search !== '' || filters.length > 0) {
    const onlyByUnsent = search === '' && filters.length === 1 && filters[0]?.test === 'has-unsent-change';
    return (
      <StatePanel
        icon={<IconListSearch size={28} aria-hidden />}
        title={
          onlyByUnsent
            ? 'No assignment has an unsent change'
            : search === ''
              ? 'No assignments match the filters'
              : `No assignments match “${search}”`
        }
        actions={
          <Button variant="default" onClick={clearQuery}>
            {search === '' ? 'Clear filters' : 'Clear search'}
          </Button>
        }
      />
    );
  }
  if (total > 0 && ofProduct) {
    return (
      <StatePanel
        icon={<IconMoodEmpty size={28} aria-hidden />}
        title="This product has no assignments"
        actions={
          <Button variant="default" onClick={() => go({ name: 'assignments' })}>
            Show all assignments
          </Button>
        }
      />
    );
  }
  return <NothingSynced />;
}

function Opening(): ReactNode {
  return <StatePanel icon={<Loader size={24} aria-hidden />} title="Opening the assignments" />;
}

function NothingSynced(): ReactNode {
  const engine = useEngine();
  const now = useNow();
  const status = useStatus((state) => state.status);
  const own = status?.sync.find(({ target }) => target === 'contractAssignment');
  if (status === null || own === undefined || !neverSynced(status.sync, 'contractAssignment')) {
    // The first pass has just ended and the list is about to be opened again.
    if (own !== undefined && own.records > 0) return <Opening />;
    return (
      <StatePanel
        icon={<IconMoodEmpty size={28} aria-hidden />}
        title="AgentSync holds no assignments for this connection"
      />
    );
  }
  const icon = <IconCloudDownload size={28} aria-hidden />;
  if (status.network.state === 'offline') {
    return (
      <StatePanel icon={icon} title="Nothing has been synced yet">
        {status.network.chosen
          ? 'You are working offline. Go online once, so that Upline can read your data.'
          : 'There is no connection to AgentSync. As soon as there is one, Upline reads your data by itself.'}
      </StatePanel>
    );
  }
  if (own.failure !== null && (own.state === 'failed' || own.state === 'needs-auth')) {
    return (
      <div className="upl-assignments-failure">
        <FailureNote failure={own.failure} onRetry={() => run(tellIfFailed(engine.call('sync.start', {})))} />
      </div>
    );
  }
  const underWay = status.sync.some(({ state }) => state === 'running' || state === 'waiting');
  return (
    <StatePanel
      icon={icon}
      title={underWay ? 'The first sync is under way' : 'Nothing has been synced yet'}
      actions={
        underWay ? undefined : (
          <Button onClick={() => run(tellIfFailed(engine.call('sync.start', {})))}>Sync now</Button>
        )
      }
    >
      {underWay && own.state === 'never'
        ? 'Carriers, products and levels are read first; assignments follow by themselves.'
        : underWay
          ? `Assignments: ${syncWords(own, now)}. You can work with what has arrived while the rest is read.`
          : 'Assignments appear here once they have been read from AgentSync.'}
    </StatePanel>
  );
}
