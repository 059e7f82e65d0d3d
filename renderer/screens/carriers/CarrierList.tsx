import { useState } from 'react';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/dataTable/DataTable.tsx';
import { column, shortenInstant, shortenStates } from '../../components/dataTable/columns.ts';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { useNavigation } from '../../state/navigation.ts';
import { ListEmpty } from './ListEmpty.tsx';

const columns = [
  column('carrier', 'name', { width: '24%' }),
  column('carrier', 'naic', { width: '110px' }),
  column('carrier', 'tin', { width: '120px' }),
  column('carrier', 'uplineFirmName', { optional: true }),
  column('carrier', 'linesOfBusiness', { optional: true }),
  column('carrier', 'administrativeDivisions', { width: '130px', shorten: shortenStates, optional: true }),
  column('carrier', 'modifiedDate', { width: '120px', shorten: shortenInstant }),
];

/** Every carrier of the connection. */
export function CarrierList(): ReactNode {
  const go = useNavigation((state) => state.go);
  const [search, setSearch] = useState('');
  return (
    <div className="upl-list-screen">
      <SearchBox label="Search carriers" value={search} onSearch={setSearch} />
      <div className="upl-list-head">
        <p className="upl-list-lead upl-dim">
          Open a carrier to see its products, and a product to see its commission levels.
        </p>
        <NewRecordButton collection="carrier" label="New carrier…" />
      </div>
      <DataTable
        label="Carriers"
        collection="carrier"
        columns={columns}
        filters={[]}
        search={search}
        initialSort={{ field: 'name', direction: 'ascending' }}
        onOpen={(row) => go({ name: 'carriers', carrierId: row.id })}
        empty={
          <ListEmpty
            collection="carrier"
            search={search}
            onClearSearch={() => setSearch('')}
            nothing="AgentSync holds no carriers for this connection"
          />
        }
      />
    </div>
  );
}
