import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { ProducerDetail } from '../../../domain/collections.ts';
import { inSentence } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { formatCount } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { useStatus } from '../../state/status.ts';
import { FieldList } from './FieldList.tsx';
import { coverWords } from './coverWords.ts';
import { detailsSource } from './detailsSource.ts';
import { inDetailOrder } from './detailOrder.ts';
import { SourceLine } from './SourceLine.tsx';
import { useFirst } from './useFirst.tsx';

/** Records that are shown before somebody asks for all. */
const most = 6;

interface DetailCardProps {
  readonly collection: ProducerDetail;
  readonly producer: RecordDetail;
  readonly records: readonly RecordDetail[];
  readonly onEdit: (record: RecordDetail) => void;
}

/** The addresses, phones, accounts or policies of a producer, and the way to add one. */
export function DetailCard({ collection, producer, records, onEdit }: DetailCardProps): ReactNode {
  const { singular, plural } = collections[collection];
  const now = useNow();
  const heading = `producer-${collection}`;
  const sync = useStatus((state) => state.status?.sync.find(({ target }) => target === collection));
  const { shown, more } = useFirst(inDetailOrder(records), most, inSentence(plural));
  const given = [{ field: 'producerId', value: producer.id, label: producer.title }];
  return (
    <section className="upl-card" aria-labelledby={heading}>
      <header className="upl-producer-head">
        <h2>
          <span id={heading}>{plural}</span>{' '}
          {records.length < 2 ? null : <span className="upl-dim">{formatCount(records.length)}</span>}
        </h2>
        {producer.gone ? null : (
          <NewRecordButton collection={collection} label="Add…" describes={heading} given={given} />
        )}
      </header>
      {records.length === 0 ? (
        <p className="upl-card-body upl-dim">
          {detailsSource(plural, sync, { now, isNew: isLocalId(producer.id) })}
        </p>
      ) : (
        <ul className="upl-producer-records">
          {shown.map((record) => (
            <Detail key={record.id} record={record} singular={singular} onEdit={onEdit} />
          ))}
        </ul>
      )}
      {more}
    </section>
  );
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
