import './recordForm.css';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { FailureNote } from '../FailureNote.tsx';
import { choicesOf } from './editChoices.ts';

interface EditDialogProps {
  /** Null while nothing is edited. */
  readonly record: {
    readonly collection: CollectionName;
    readonly id: string;
    readonly title: string;
  } | null;
  readonly onClose: () => void;
}

/** Corrects the values of one record, for collections that have no sheet of their own. */
export function EditDialog({ record, onClose }: EditDialogProps): ReactNode {
  return (
    <Modal opened={record !== null} onClose={onClose} title={record?.title ?? ''} size={680}>
      {record === null ? null : <EditForm key={record.id} record={record} onClose={onClose} />}
    </Modal>
  );
}

interface EditFormProps {
  readonly record: NonNullable<EditDialogProps['record']>;
  readonly onClose: () => void;
}

function EditForm({ record: { collection, id, title }, onClose }: EditFormProps): ReactNode {
  const engine = useEngine();
  const [detail, setDetail] = useState<RecordDetail | null>(null);
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

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

  const save = async (): Promise<void> => {
    setBusy(true);
    const request = {
      collection,
      label: `Edit ${title}`.slice(0, 200),
      edits: Object.entries(changed).map(([field, typed]) => ({ row: { id }, field, input: { typed } })),
    };
    const answer = await stageAsking(
      (warned) => engine.call('edit.stage', { ...request, ...(warned === undefined ? {} : { warned }) }),
      { leaveOut: true },
    );
    setBusy(false);
    if (answer === null) return;
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { refused } = answer.value;
    setErrors(Object.fromEntries(refused.map(({ field, expected }) => [field, asSentence(expected)])));
    if (refused.length > 0) return;
    tell(
      collection === 'invitation'
        ? 'Saved on this computer. It goes out once you confirm it.'
        : 'Saved on this computer. It is sent to AgentSync again.',
    );
    onClose();
  };

  const fields =
    detail?.fields.filter(({ field, editable }) => editable && !field.startsWith('userDefined')) ?? [];
  return (
    <form
      className="upl-record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(save());
      }}
    >
      <div className="upl-record-fields">
        {fields.map((field) => (
          <EditField
            key={field.field}
            collection={collection}
            field={field}
            value={changed[field.field] ?? field.shown}
            error={errors[field.field]}
            onChange={(value) => setChanged((before) => ({ ...before, [field.field]: value }))}
          />
        ))}
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <span className="upl-dim">{collections[collection].singular}: saved on this computer first.</span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={Object.keys(changed).length === 0}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface EditFieldProps {
  readonly collection: CollectionName;
  readonly field: FieldDetail;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function EditField({ collection, field, value, error, onChange }: EditFieldProps): ReactNode {
  const choices = choicesOf(collection, field.field);
  if (choices !== null) {
    return (
      <Select
        label={field.label}
        data={[...choices]}
        clearable
        value={value === '' ? null : value}
        error={error}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  // Text as people write it, labels of reference lists too: the engine reads it like a cell of the sheet.
  return (
    <TextInput
      label={field.label}
      value={value}
      error={error}
      maxLength={1_000}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
