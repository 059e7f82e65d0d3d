import './recordForm.css';
import { Button, Modal } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { Failure } from '../../../domain/result.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tellSaved } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { FailureNote } from '../FailureNote.tsx';
import { editFields, fitting } from './formFields.ts';
import { changesOf, missing, toForm, wrongNow } from './formValues.ts';
import type { FormValue, FormValues } from './formValues.ts';
import { RecordFields } from './RecordFields.tsx';
import { savedWords } from './savedWords.ts';
import { useTwin } from './useTwin.ts';

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
      {record === null ? null : <EditForm key={record.id} record={record} onClose={onClose} />}
    </Modal>
  );
}

interface EditFormProps {
  readonly record: EditedRecord;
  readonly onClose: () => void;
}

function EditForm({ record, onClose }: EditFormProps): ReactNode {
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
  return <OpenedForm detail={detail} title={record.title} onClose={onClose} />;
}

interface OpenedFormProps {
  readonly detail: RecordDetail;
  readonly title: string;
  readonly onClose: () => void;
}

function OpenedForm({ detail, title, onClose }: OpenedFormProps): ReactNode {
  const engine = useEngine();
  const { collection, id } = detail;
  const [before] = useState(() => valuesOf(detail));
  const { type } = before;
  const fields = useMemo(() => fitting(editFields(collection), type), [collection, type]);
  const all = [...fields.main, ...fields.more];
  const [values, setValues] = useState<FormValues>(before);
  const [refused, setRefused] = useState(() => refusedBefore(detail));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const changes = changesOf(all, before, values);
  const twin = useTwin(collection, id, changes['name'] === undefined ? noValues : values);
  const wrong = wrongNow(
    all.filter(({ name }) => changes[name] !== undefined),
    values,
  );
  const taken: Readonly<Record<string, string>> =
    twin?.refused === true ? { name: asSentence(twin.words) } : {};

  const change = (field: string, value: FormValue): void => {
    setValues((earlier) => ({ ...earlier, [field]: value }));
    setRefused(({ [field]: _corrected, ...rest }) => rest);
  };

  const save = async (): Promise<void> => {
    const absent = missing(all, values);
    setRefused((earlier) => ({ ...earlier, ...absent }));
    if ([absent, wrong, taken].some((errors) => Object.keys(errors).length > 0)) return;
    setBusy(true);
    const request = {
      collection,
      label: `Edit ${title}`.slice(0, 200),
      edits: Object.entries(changes).map(([field, input]) => ({ row: { id }, field, input })),
    };
    const answer = await stageAsking(
      (warned) => engine.call('edit.stage', { ...request, ...(warned === undefined ? {} : { warned }) }),
      { leaveOut: true },
    );
    if (answer === null) {
      setBusy(false);
      return;
    }
    setFailure(answer.ok ? null : answer.error);
    const words = answer.ok ? await savedWords(engine, collection, id) : '';
    setBusy(false);
    if (!answer.ok) return;
    if (answer.value.refused.length > 0) {
      const expected = answer.value.refused.map(({ field, expected: word }) => [field, asSentence(word)]);
      setRefused(Object.fromEntries(expected));
      return;
    }
    tellSaved(answer.value.batchId, words);
    announce(words);
    onClose();
  };

  return (
    <form
      className="upl-record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) run(save());
      }}
    >
      <RecordFields
        collection={collection}
        fields={fields}
        values={values}
        errors={{ ...refused, ...taken, ...wrong }}
        givenLabels={Object.fromEntries(detail.fields.map(({ field, shown }) => [field, shown]))}
        notes={Object.fromEntries(detail.fields.map((each) => [each.field, noteOf(each)]))}
        twin={twin}
        onChange={change}
      />
      <Deprecated detail={detail} />
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <span className="upl-dim">{collections[collection].singular}: saved on this computer first.</span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={Object.keys(changes).length === 0}>
          Save
        </Button>
      </div>
    </form>
  );
}

const noValues: FormValues = {};

/** Every value, also of fields that cannot be changed: others depend on them. */
function valuesOf({ collection, fields }: RecordDetail): FormValues {
  const values: Record<string, FormValue> = {};
  for (const { field, value } of fields) {
    const definition = fieldOf(collection, field);
    // What is shown of a sealed number is no number to start from.
    if (definition !== undefined)
      values[field] = definition.sealed === true ? '' : toForm(definition.kind, value);
  }
  return values;
}

/** What AgentSync said when it refused: it stands at its field until that is corrected. */
function refusedBefore({ fields }: RecordDetail): Readonly<Record<string, string>> {
  const said = fields.flatMap(({ field, staged }) =>
    staged?.state === 'refused' && staged.message !== null ? [[field, staged.message] as const] : [],
  );
  return Object.fromEntries(said);
}

function noteOf({ staged, server, shown, told, maskedBecause }: FieldDetail): ReactNode {
  if (staged !== null) {
    const { sign, word, color } = changeStateLooks[changeStateOf(staged.state)];
    return (
      <span style={{ color: `var(${color})` }}>
        {sign} {word}. AgentSync: {server === '' ? 'empty' : `“${server}”`}
      </span>
    );
  }
  if (maskedBecause !== null)
    return shown === '' ? undefined : `${shown} at AgentSync: leave it empty to keep that.`;
  return told ? undefined : 'AgentSync has not named this field so far';
}

/** What is read and kept but no longer written. */
function Deprecated({ detail }: { readonly detail: RecordDetail }): ReactNode {
  const old = detail.fields.filter(
    ({ field, shown }) => shown !== '' && fieldOf(detail.collection, field)?.deprecated === true,
  );
  return old.map(({ field, label, shown }) => (
    <p key={field} className="upl-dim">
      {label}: {shown}. AgentSync is going to remove this field; Upline shows it and never writes it.
    </p>
  ));
}
