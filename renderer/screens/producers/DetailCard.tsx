import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { ProducerDetail } from '../../../domain/collections.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { useNow } from '../../state/useNow.ts';
import { useStatus } from '../../state/status.ts';
import { FieldList } from './FieldList.tsx';
import { coverWords } from './coverWords.ts';
import { SourceLine } from './SourceLine.tsx';

interface DetailCardProps {
  readonly collection: ProducerDetail;
  readonly producer: RecordDetail;
  readonly records: readonly RecordDetail[];
  readonly onEdit: (record: RecordDetail) => void;
}

/** The addresses, phones, accounts or policies of a producer, and the way to add one. */
export function DetailCard({ collection, producer, records, onEdit }: DetailCardProps): ReactNode {
  const { singular, plural } = collections[collection];
  const heading = `producer-${collection}`;
  const sync = useStatus((state) => state.status?.sync.find(({ target }) => target === collection));
  const given = [{ field: 'producerId', value: producer.id, label: producer.title }];
  return (
    <section className="upl-card" aria-labelledby={heading}>
      <header className="upl-producer-head">
        <h2 id={heading}>{plural}</h2>
        {producer.gone ? null : (
          <NewRecordButton collection={collection} label="Add…" describes={heading} given={given} />
        )}
      </header>
      {records.length === 0 ? (
        <p className="upl-card-body upl-dim">
          {emptyWords(plural, sync?.completedAt ?? null, isLocalId(producer.id))}
        </p>
      ) : (
        <ul className="upl-producer-records">
          {records.map((record) => (
            <Detail key={record.id} record={record} singular={singular} onEdit={onEdit} />
          ))}
        </ul>
      )}
    </section>
  );
}

function emptyWords(plural: string, completedAt: number | null, isNew: boolean): string {
  if (isNew) return 'None yet.';
  return completedAt === null
    ? `${plural} have not been read from AgentSync yet, so there may be some.`
    : 'None at AgentSync.';
}

interface DetailProps {
  readonly record: RecordDetail;
  readonly singular: string;
  readonly onEdit: (record: RecordDetail) => void;
}

function Detail({ record, singular, onEdit }: DetailProps): ReactNode {
  const now = useNow();
  const cover = record.collection === 'insurancePolicy' ? coverWords(record, now) : null;
  const [own] = record.title.split(' · ');
  return (
    <li>
      <div className="upl-producer-record-head">
        <h3 title={own}>{own}</h3>
        {cover === null ? null : (
          <span className="upl-producer-cover" data-tone={cover.tone}>
            {cover.words}
          </span>
        )}
        {record.gone ? null : (
          <ActionIcon aria-label={`Edit ${singular} ${own ?? ''}`} onClick={() => onEdit(record)}>
            <IconPencil size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <FieldList record={record} />
      <SourceLine record={record} />
    </li>
  );
}
