import './conflicts.css';
import { Button, Loader } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { useAllItems } from '../../components/useAllItems.ts';
import { StatePanel } from '../../components/StatePanel.tsx';
import { counted, formatCount } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useNow } from '../../state/useNow.ts';
import { ConflictDetail } from './ConflictDetail.tsx';
import { ConflictList } from './ConflictList.tsx';
import { isDecided, itemKey, useConflictChoices } from './conflictChoices.ts';
import { useConflictActions } from './useConflictActions.ts';

const filter = { toDecide: true } as const;
/** So many are decided in several rounds; the rest follows as these are settled. */
const most = 10_000;

/** Where both sides changed the same field: every such record, and one decision after the other. */
export function ConflictsScreen({ item: wanted }: { readonly item?: string }): ReactNode {
  const { items, total, cut, failure, retry } = useAllItems(filter, most);
  const choices = useConflictChoices((state) => state.choices);
  const actions = useConflictActions();
  const go = useNavigation((state) => state.go);
  const now = useNow();
  const [place, setPlace] = useState(0);

  if (items === null) {
    return failure === null ? (
      <StatePanel icon={<Loader size={24} aria-hidden />} title="Reading the conflicts" />
    ) : (
      <div className="upl-conflicts-failure">
        <FailureNote failure={failure} onRetry={retry} />
      </div>
    );
  }
  const current = currentOf(items, wanted, place);
  const shown = items[current];
  if (shown === undefined) return <NoConflicts />;

  const decided = items.filter((item) => !item.goneAtServer && isDecided(item, choices));
  const choose = (index: number): void => {
    const item = items[index];
    if (item === undefined) return;
    setPlace(index);
    go({ name: 'conflicts', item: itemKey(item) });
  };
  return (
    <div className="upl-conflicts">
      <div className="upl-conflicts-bar" role="toolbar" aria-label="Conflicts">
        <p data-testid="conflict-count">
          <strong>{counted(total, 'record')} in conflict</strong>
          <span className="upl-dim">
            {' '}
            {cut
              ? `· The first ${formatCount(items.length)} are listed; the others follow as these are settled. `
              : '· '}
            {formatCount(decided.length)} decided. Nothing is chosen for you; what you choose is kept until
            you apply it.
          </span>
        </p>
        <Button variant="default" onClick={() => go({ name: 'tray' })}>
          Show unsent changes
        </Button>
        <Button disabled={decided.length === 0 || actions.busy} onClick={() => actions.apply(decided)}>
          {decided.length === 0 ? 'Apply all decided' : `Apply all decided (${formatCount(decided.length)})`}
        </Button>
      </div>
      <div className="upl-conflicts-body">
        <ConflictList items={items} current={current} onCurrent={choose} />
        <ConflictDetail
          key={itemKey(shown)}
          item={shown}
          items={items}
          cut={cut}
          now={now}
          actions={actions}
        />
      </div>
    </div>
  );
}

/** The record asked for; once it is settled, the one that took its place in the list. */
function currentOf(items: readonly OutboxItem[], wanted: string | undefined, place: number): number {
  const found = items.findIndex((item) => itemKey(item) === wanted);
  return found >= 0 ? found : Math.max(0, Math.min(place, items.length - 1));
}

function NoConflicts(): ReactNode {
  const go = useNavigation((state) => state.go);
  return (
    <StatePanel
      icon={<IconGitMerge size={28} aria-hidden />}
      title="No conflicts"
      actions={
        <Button variant="default" onClick={() => go({ name: 'tray' })}>
          Show unsent changes
        </Button>
      }
    >
      When somebody changes a field at AgentSync that you have changed too, you decide here which value stays.
    </StatePanel>
  );
}
