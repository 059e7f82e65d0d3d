import { Button } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/dataTable/DataTable.tsx';
import { column, shortenStates } from '../../components/dataTable/columns.ts';
import { EditDialog } from '../../components/recordForm/EditDialog.tsx';
import type { EditedRecord } from '../../components/recordForm/EditDialog.tsx';
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
  column('commissionLevel', 'name', { width: '36%' }),
  column('commissionLevel', 'type', { width: '120px' }),
  column('commissionLevel', 'firstYearValue', { width: '150px' }),
  column('commissionLevel', 'level', { width: '120px' }),
  column('commissionLevel', 'administrativeDivisions', { shorten: shortenStates }),
];

const facts = [
  'lineOfBusinessId',
  'annualizationId',
  'contractSubmissionMethodId',
  'displayCommissionLevelPercentages',
  'administrativeDivisions',
];

interface LevelListProps {
  readonly carrierId: string;
  readonly productId: string;
}

/** The commission levels of one product, highest first. */
export function LevelList({ carrierId, productId }: LevelListProps): ReactNode {
  const go = useNavigation((state) => state.go);
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<EditedRecord | null>(null);
  const carrier = useRecord('carrier', carrierId);
  const product = useRecord('product', productId);
  const up = useLevelUp({ name: 'carriers', carrierId });
  const title = product?.title ?? 'Commission levels';
  useBreadcrumb([
    { label: 'Carriers', screen: { name: 'carriers' } },
    { label: carrier?.title ?? 'Carrier', screen: { name: 'carriers', carrierId } },
    { label: title },
  ]);
  return (
    <div className="upl-list-screen">
      <SearchBox label="Search commission levels" value={search} onSearch={setSearch} />
      <div className="upl-list-head">
        <RecordFacts record={product} fields={facts} />
        <EditRecordButton record={product} label="Edit product…" />
        <NewRecordButton
          collection="commissionLevel"
          label="New level…"
          given={[{ field: 'productId', value: productId, label: title }]}
        />
        <Button
          variant="default"
          leftSection={<IconTable size={16} aria-hidden />}
          onClick={() => go({ name: 'assignments', productId })}
        >
          Show assignments
        </Button>
      </div>
      <DataTable
        label={product === null ? 'Commission levels' : `Commission levels of ${title}`}
        collection="commissionLevel"
        columns={columns}
        filters={[{ field: 'productId', test: 'is', value: productId }]}
        search={search}
        initialSort={{ field: 'level', direction: 'descending' }}
        onOpen={(row) => setEdited({ collection: 'commissionLevel', id: row.id, title: row.cells[0] ?? '' })}
        onUp={up}
        empty={
          <ListEmpty
            collection="commissionLevel"
            search={search}
            onClearSearch={() => setSearch('')}
            nothing="This product has no commission levels"
          />
        }
      />
      <EditDialog record={edited} onClose={() => setEdited(null)} />
    </div>
  );
}
