import './producers.css';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import { ListTabs } from '../../components/recordList/ListTabs.tsx';
import type { ListTab } from '../../components/recordList/ListTabs.tsx';
import { RecordList } from '../../components/recordList/RecordList.tsx';
import { useSheet } from '../../components/recordList/useSheet.ts';
import { producerLists } from '../../state/navigation.ts';
import type { ProducerList } from '../../state/navigation.ts';
import { ProducerPage } from './ProducerPage.tsx';

const tabs: readonly ListTab[] = [
  { value: 'producer', label: collections.producer.plural, screen: { name: 'producers' } },
  ...producerLists.map((list) => ({
    value: list,
    label: collections[list].plural,
    screen: { name: 'producers', list } as const,
  })),
];

interface ProducersScreenProps {
  readonly producerId?: string;
  readonly npn?: string;
  readonly list?: ProducerList;
}

/**
 * Producers and what is listed of all of them, and everything known of one: by its record, or by an NPN that
 * only assignments name.
 */
export function ProducersScreen({ producerId, npn, list }: ProducersScreenProps): ReactNode {
  if (producerId !== undefined) return <ProducerPage key={producerId} asked={{ id: producerId }} />;
  if (npn !== undefined) return <ProducerPage key={npn} asked={{ npn }} />;
  const shown = list ?? 'producer';
  return (
    <ListTabs label="Producers" tabs={tabs} current={shown}>
      <Sheet key={shown} list={shown} />
    </ListTabs>
  );
}

function Sheet({ list }: { readonly list: 'producer' | ProducerList }): ReactNode {
  const sheet = useSheet();
  return <RecordList list={list} sheet={sheet} />;
}
