import { Button, Loader } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { producerDetailNames } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { EditDialog } from '../../components/recordForm/EditDialog.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { useBreadcrumb } from '../../state/breadcrumb.ts';
import { useLevelUp } from '../carriers/useLevelUp.ts';
import { NoRecord } from './NoRecord.tsx';
import { DetailCard } from './DetailCard.tsx';
import { FieldList } from './FieldList.tsx';
import { ProducerAssignments } from './ProducerAssignments.tsx';
import { ProducerDocuments } from './ProducerDocuments.tsx';
import { ProducerHierarchy } from './ProducerHierarchy.tsx';
import { ProducerInvitations } from './ProducerInvitations.tsx';
import { ProducerLicences } from './ProducerLicences.tsx';
import { ProducerTimeline } from './ProducerTimeline.tsx';
import { SourceLine } from './SourceLine.tsx';
import { useProducer } from './useProducer.ts';
import type { AskedProducer } from './useProducer.ts';

/** Which record is being edited; null while none is. */
export interface Edited {
  readonly collection: CollectionName;
  readonly id: string;
  readonly title: string;
}

/** One producer on one page: who it is, how to reach it, where commission goes, its cover, contracts and history. */
export function ProducerPage({ asked }: { readonly asked: AskedProducer }): ReactNode {
  const page = useProducer(asked);
  const [edited, setEdited] = useState<Edited | null>(null);
  useLevelUp({ name: 'producers' });
  const known = page?.ok === true ? page.value : null;
  const title = known?.producer?.title ?? (known === null ? 'Producer' : `NPN ${known.npn}`);
  useBreadcrumb([{ label: 'Producers', screen: { name: 'producers' } }, { label: title }]);

  if (page === null) return <StatePanel icon={<Loader size="sm" aria-hidden />} title="Loading…" />;
  if (!page.ok) {
    return (
      <div style={{ padding: 16 }}>
        <FailureNote failure={page.error} />
      </div>
    );
  }
  const { npn, producer, details, positions, assignments } = page.value;
  const edit = (record: RecordDetail): void =>
    setEdited({ collection: record.collection, id: record.id, title: record.title });
  return (
    <section className="upl-producer" aria-label={title}>
      <div className="upl-producer-columns">
        <section className="upl-card" aria-labelledby="producer-identity">
          <header className="upl-producer-head">
            <h2 id="producer-identity">Identity and contact</h2>
            {producer === null || producer.gone ? null : (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconPencil size={14} aria-hidden />}
                onClick={() => edit(producer)}
              >
                Edit…
              </Button>
            )}
          </header>
          {producer === null ? (
            <NoRecord npn={npn} assignments={assignments} />
          ) : (
            <div className="upl-card-body">
              <FieldList record={producer} />
              <SourceLine record={producer} />
            </div>
          )}
        </section>
        {producer === null
          ? null
          : producerDetailNames.map((collection) => (
              <DetailCard
                key={collection}
                collection={collection}
                producer={producer}
                records={details[collection]}
                onEdit={edit}
              />
            ))}
      </div>
      <ProducerAssignments npn={npn} />
      <ProducerLicences npn={npn} />
      <ProducerHierarchy positions={positions} assignments={assignments} />
      <ProducerInvitations npn={npn} />
      <ProducerDocuments />
      <ProducerTimeline page={page.value} />
      <EditDialog record={edited} onClose={() => setEdited(null)} />
    </section>
  );
}
