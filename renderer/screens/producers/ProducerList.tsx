import { useState } from 'react';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/dataTable/DataTable.tsx';
import { column } from '../../components/dataTable/columns.ts';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { useNavigation } from '../../state/navigation.ts';
import { ListEmpty } from '../carriers/ListEmpty.tsx';

const columns = [
  column('producer', 'displayName', { width: '22%' }),
  column('producer', 'npn', { width: '110px' }),
  column('producer', 'type', { width: '110px' }),
  column('producer', 'primaryEmail', { width: '26%', optional: true }),
  column('producer', 'email', { optional: true }),
  column('producer', 'businessType', { width: '120px', optional: true }),
];

/** Every producer of the connection. */
export function ProducerList(): ReactNode {
  const go = useNavigation((state) => state.go);
  const [search, setSearch] = useState('');
  return (
    <div className="upl-list-screen">
      <SearchBox label="Search producers" value={search} onSearch={setSearch} />
      <div className="upl-list-head">
        <p className="upl-list-lead upl-dim">
          Open a producer to see its addresses, phones, bank accounts, E&amp;O policies and contracts.
        </p>
        <NewRecordButton collection="producer" label="New producer…" />
      </div>
      <DataTable
        label="Producers"
        collection="producer"
        columns={columns}
        filters={[]}
        search={search}
        initialSort={{ field: 'displayName', direction: 'ascending' }}
        onOpen={(row) => go({ name: 'producers', producerId: row.id })}
        empty={
          <ListEmpty
            collection="producer"
            search={search}
            onClearSearch={() => setSearch('')}
            nothing="AgentSync holds no producers for this connection"
          />
        }
      />
    </div>
  );
}
