import type { ReactNode } from 'react';
import { listOf } from '../../../domain/lists.ts';
import { ListTabs } from '../../components/recordList/ListTabs.tsx';
import type { ListTab } from '../../components/recordList/ListTabs.tsx';
import { RecordList } from '../../components/recordList/RecordList.tsx';
import { useSheet } from '../../components/recordList/useSheet.ts';
import { licensingLists } from '../../state/navigation.ts';
import type { LicensingList } from '../../state/navigation.ts';

const tabs: readonly ListTab[] = licensingLists.map((list) => ({
  value: list,
  label: asTitle(listOf(list).nouns),
  screen: list === 'licence' ? { name: 'licensing' } : { name: 'licensing', list },
}));

function asTitle(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who may sell where: licences, agents, downstream entities and documents as Turris has them, to be read. */
export function LicensingScreen({ list = 'licence' }: { readonly list?: LicensingList }): ReactNode {
  return (
    <ListTabs label="Licensing" tabs={tabs} current={list}>
      <Sheet key={list} list={list} />
    </ListTabs>
  );
}

function Sheet({ list }: { readonly list: LicensingList }): ReactNode {
  const sheet = useSheet();
  return <RecordList list={list} sheet={sheet} />;
}
