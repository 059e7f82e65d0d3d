import './recordForm.css';
import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { FailureNote } from '../FailureNote.tsx';
import { EditForm } from './EditForm.tsx';

/** The record that is changed in a form. */
export interface EditedRecord {
  readonly collection: CollectionName;
  readonly id: string;
  readonly title: string;
}

interface EditDialogProps {
  /** Null while nothing is edited. */
  readonly record: EditedRecord | null;
  readonly onClose: () => void;
}

/** Changes the values of one record, with or without a network: saved here first and sent afterwards. */
export function EditDialog({ record, onClose }: EditDialogProps): ReactNode {
  return (
    <Modal opened={record !== null} onClose={onClose} title={record?.title ?? ''} size={680}>
      {record === null ? null : <ReadForm key={record.id} record={record} onClose={onClose} />}
    </Modal>
  );
}

interface ReadFormProps {
  readonly record: EditedRecord;
  readonly onClose: () => void;
}

function ReadForm({ record, onClose }: ReadFormProps): ReactNode {
  const engine = useEngine();
  const { collection, id } = record;
  const [detail, setDetail] = useState<RecordDetail | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('record.read', { collection, id });
      if (!current) return;
      if (answer.ok) setDetail(answer.value);
      else setFailure(answer.error);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, collection, id]);

  if (failure !== null) return <FailureNote failure={failure} />;
  // A moment at most: the record is on this computer.
  if (detail === null) return <div className="upl-record-form" aria-busy />;
  return <EditForm detail={detail} title={record.title} onClose={onClose} />;
}
