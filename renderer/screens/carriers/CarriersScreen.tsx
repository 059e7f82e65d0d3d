import './carriers.css';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import { ListTabs } from '../../components/recordList/ListTabs.tsx';
import type { ListTab } from '../../components/recordList/ListTabs.tsx';
import { RecordList } from '../../components/recordList/RecordList.tsx';
import { useSheet } from '../../components/recordList/useSheet.ts';
import { carrierLists } from '../../state/navigation.ts';
import type { CarrierList as CarrierListName } from '../../state/navigation.ts';
import { CommissionGridScreen } from '../commissionGrid/CommissionGridScreen.tsx';
import type { GridLens } from '../commissionGrid/GridToolbar.tsx';
import { CarrierList } from './CarrierList.tsx';
import { LevelList } from './LevelList.tsx';
import { ProductList } from './ProductList.tsx';

const tabs: readonly ListTab[] = [
  { value: 'browse', label: 'Browse', screen: { name: 'carriers' } },
  ...carrierLists.map((list) => ({
    value: list,
    label: `All ${collections[list].plural.toLowerCase()}`,
    screen: { name: 'carriers', list } as const,
  })),
];

interface CarriersScreenProps {
  readonly carrierId?: string;
  readonly productId?: string;
  readonly grid?: GridLens;
  readonly list?: CarrierListName;
}

/**
 * Carriers, the products of one, its commission grid, and the commission levels of one product; or all of them as
 * sheets.
 */
export function CarriersScreen({ carrierId, productId, grid, list }: CarriersScreenProps): ReactNode {
  if (carrierId === undefined) {
    return (
      <ListTabs label="Carriers" tabs={tabs} current={list ?? 'browse'}>
        {list === undefined ? <CarrierList /> : <Sheet key={list} list={list} />}
      </ListTabs>
    );
  }
  if (grid !== undefined) return <CommissionGridScreen key={carrierId} carrierId={carrierId} lens={grid} />;
  // Keyed: a search typed for one carrier's products means nothing for another's.
  if (productId === undefined) return <ProductList key={carrierId} carrierId={carrierId} />;
  return <LevelList key={productId} carrierId={carrierId} productId={productId} />;
}

function Sheet({ list }: { readonly list: CarrierListName }): ReactNode {
  const sheet = useSheet();
  return <RecordList list={list} sheet={sheet} />;
}
