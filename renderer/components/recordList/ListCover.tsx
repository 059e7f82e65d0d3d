import { Button, Loader } from '@mantine/core';
import { IconListSearch, IconMoodEmpty } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isOfTurris } from '../../../domain/collections.ts';
import { inSentence } from '../../../domain/fields.ts';
import { listOf } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { useStatus } from '../../state/status.ts';
import { neverSynced } from '../../state/syncWords.ts';
import { FailureNote } from '../FailureNote.tsx';
import { StatePanel } from '../StatePanel.tsx';
import type { GridSnapshot } from '../recordGrid/gridSource.ts';
import { NothingFromTurris } from './NothingFromTurris.tsx';
import { NothingRead } from './NothingRead.tsx';

/** What a screen narrows a list to. */
export interface Narrowed {
  /** What it means that nothing is left, e.g. `This product has no assignments`. */
  readonly nothing: string;
  /** Leads to the whole list; absent where that is another screen's. */
  readonly onLeave?: () => void;
}

interface ListCoverProps {
  readonly list: ListName;
  readonly snapshot: GridSnapshot;
  readonly search: string;
  readonly filters: readonly ViewFilter[];
  readonly narrowed: Narrowed | null;
  readonly onClearQuery: () => void;
  readonly onRetry: () => void;
}

/** What stands where rows would be; null while there are rows. */
export function ListCover(props: ListCoverProps): ReactNode {
  const { list, snapshot, onRetry } = props;
  if (snapshot.phase === 'failed' && snapshot.failure !== null) {
    return (
      <div className="upl-grid-cover upl-list-failure">
        <FailureNote failure={snapshot.failure} onRetry={onRetry} />
      </div>
    );
  }
  if (snapshot.phase !== 'opening' && snapshot.length > 0) return null;
  return (
    <div className="upl-grid-cover">
      {snapshot.phase === 'opening' ? <Opening list={list} /> : <NoRows {...props} />}
    </div>
  );
}

function NoRows({ list, snapshot, search, filters, narrowed, onClearQuery }: ListCoverProps): ReactNode {
  const { noun, nouns } = listOf(list);
  const own = useStatus((state) => state.status?.sync.find(({ target }) => target === list));
  if (search !== '' || filters.length > 0) {
    const onlyByUnsent = search === '' && filters.length === 1 && filters[0]?.test === 'has-unsent-change';
    return (
      <StatePanel
        icon={<IconListSearch size={28} aria-hidden />}
        title={
          onlyByUnsent
            ? `No ${noun} has an unsent change`
            : search === ''
              ? `No ${nouns} match the filters`
              : `No ${nouns} match “${search}”`
        }
        actions={
          <Button variant="default" onClick={onClearQuery}>
            {search === '' ? 'Clear filters' : 'Clear search'}
          </Button>
        }
      />
    );
  }
  if (narrowed !== null && (snapshot.total > 0 || own === undefined || !neverSynced([own], list))) {
    return (
      <StatePanel
        icon={<IconMoodEmpty size={28} aria-hidden />}
        title={narrowed.nothing}
        actions={
          narrowed.onLeave === undefined ? undefined : (
            <Button variant="default" onClick={narrowed.onLeave}>
              Show {inSentence(listOf(list).plainName)}
            </Button>
          )
        }
      />
    );
  }
  // The first pass has just ended and the list is about to be opened again.
  if (own !== undefined && own.records > 0 && !neverSynced([own], list)) return <Opening list={list} />;
  if (isOfTurris(list)) return <NothingFromTurris collection={list} nouns={nouns} />;
  return <NothingRead collection={list} nouns={nouns} />;
}

function Opening({ list }: { readonly list: ListName }): ReactNode {
  return <StatePanel icon={<Loader size={24} aria-hidden />} title={`Opening the ${listOf(list).nouns}`} />;
}
