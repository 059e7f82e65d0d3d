import { Button } from '@mantine/core';
import { IconLayoutGrid } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { carrierFacts } from '../../../domain/shippedViews.ts';
import { DataTable } from '../../components/dataTable/DataTable.tsx';
import { column, shortenStates } from '../../components/dataTable/columns.ts';
import { EditRecordButton } from '../../components/recordForm/EditRecordButton.tsx';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { useBreadcrumb } from '../../state/breadcrumb.ts';
import { useNavigation } from '../../state/navigation.ts';
import { ListEmpty } from './ListEmpty.tsx';
import { RecordFacts } from './RecordFacts.tsx';
import { useLevelUp } from './useLevelUp.ts';
import { useRecord } from './useRecord.ts';

const columns = [
  column('product', 'name', { width: '36%' }),
  column('product', 'lineOfBusinessId'),
  column('product', 'annualizationId'),
  column('product', 'contractSubmissionMethodId'),
  column('product', 'administrativeDivisions', { width: '130px', shorten: shortenStates }),
];

/** The products of one carrier. */
export function ProductList({ carrierId }: { readonly carrierId: string }): ReactNode {
  const go = useNavigation((state) => state.go);
  const [search, setSearch] = useState('');
  const carrier = useRecord('carrier', carrierId);
  const up = useLevelUp({ name: 'carriers' });
  const title = carrier?.title ?? 'Products';
  useBreadcrumb([{ label: 'Carriers', screen: { name: 'carriers' } }, { label: title }]);
  return (
    <div className="upl-list-screen">
      <SearchBox label="Search products" value={search} onSearch={setSearch} />
      <div className="upl-list-head">
        <RecordFacts record={carrier} fields={carrierFacts} />
        <EditRecordButton record={carrier} label="Edit carrier…" />
        <Button
          variant="default"
          leftSection={<IconLayoutGrid size={16} aria-hidden />}
          onClick={() => go({ name: 'carriers', carrierId, grid: 'matrix' })}
        >
          Commission grid
        </Button>
        <NewRecordButton
          collection="product"
          label="New product…"
          given={[{ field: 'carrierId', value: carrierId, label: title }]}
        />
      </div>
      <DataTable
        label={carrier === null ? 'Products' : `Products of ${title}`}
        collection="product"
        columns={columns}
        filters={[{ field: 'carrierId', test: 'is', value: carrierId }]}
        search={search}
        initialSort={{ field: 'name', direction: 'ascending' }}
        onOpen={(row) => go({ name: 'carriers', carrierId, productId: row.id })}
        onUp={up}
        empty={
          <ListEmpty
            collection="product"
            search={search}
            onClearSearch={() => setSearch('')}
            nothing="This carrier has no products"
          />
        }
      />
    </div>
  );
}
