import { IconCircleCheck, IconGhost2, IconGitMerge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { useArraySource } from '../../components/pagedList/useArraySource.ts';
import { counted, formatCount } from '../../state/format.ts';
import { fieldsInConflict, isDecided, standing, useConflictChoices } from './conflictChoices.ts';
import type { Choices } from './conflictChoices.ts';

const rowHeight = 62;

interface ConflictListProps {
  readonly items: readonly OutboxItem[];
  readonly current: number;
  readonly onCurrent: (index: number) => void;
}

/** The records in conflict, and how far each is decided. */
export function ConflictList({ items, current, onCurrent }: ConflictListProps): ReactNode {
  const source = useArraySource(items);
  const choices = useConflictChoices((state) => state.choices);
  return (
    <nav className="upl-conflicts-list" aria-label="Records in conflict">
      <PagedList<OutboxItem>
        label="Records in conflict"
        source={source}
        rowHeight={rowHeight}
        current={current}
        onCurrent={onCurrent}
        renderRow={(item, index, isCurrent) => (
          <button
            type="button"
            data-row-main
            className="upl-conflicts-item"
            aria-current={isCurrent}
            onClick={() => onCurrent(index)}
          >
            <ItemIcon item={item} choices={choices} />
            <strong title={item.title}>{item.title}</strong>
            <span className="upl-dim" title={item.detail}>
              {item.detail}
            </span>
            <span className="upl-dim">{progressWords(item, choices)}</span>
          </button>
        )}
      />
    </nav>
  );
}

function ItemIcon({ item, choices }: { readonly item: OutboxItem; readonly choices: Choices }): ReactNode {
  if (item.goneAtServer) return <IconGhost2 size={16} aria-hidden />;
  return isDecided(item, choices) ? (
    <IconCircleCheck size={16} aria-hidden data-decided />
  ) : (
    <IconGitMerge size={16} aria-hidden />
  );
}

function progressWords(item: OutboxItem, choices: Choices): string {
  if (item.goneAtServer) return 'Gone at AgentSync';
  const fields = fieldsInConflict(item).length;
  const made = Object.keys(standing(item, choices)).length;
  if (made === 0) return `${counted(fields, 'field')} to decide`;
  return made === fields
    ? 'Decided, not applied yet'
    : `${formatCount(made)} of ${counted(fields, 'field')} decided`;
}
