import { Button } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { NothingRead } from '../../components/recordList/NothingRead.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';

interface ListEmptyProps {
  readonly collection: AgentSyncCollection;
  readonly search: string;
  readonly onClearSearch: () => void;
  /** What an empty list means here, e.g. `This carrier has no products.` */
  readonly nothing: string;
}

/** Why a list shows no rows: nothing matches, nothing was synced yet, or there is nothing. */
export function ListEmpty({ collection, search, onClearSearch, nothing }: ListEmptyProps): ReactNode {
  const nouns = collections[collection].plural.toLowerCase();
  if (search === '') return <NothingRead collection={collection} nouns={nouns} nothing={nothing} />;
  return (
    <StatePanel
      icon={<IconListSearch size={28} aria-hidden />}
      title={`No ${nouns} match “${search}”`}
      actions={
        <Button variant="default" onClick={onClearSearch}>
          Clear the search
        </Button>
      }
    />
  );
}
