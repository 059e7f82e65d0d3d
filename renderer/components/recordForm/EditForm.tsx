import './recordForm.css';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { collections, fieldOf } from '../../../domain/collections.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { Failure } from '../../../domain/result.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { announce } from '../../state/announcer.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tellSaved } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { editFields, emptiedBy, fitting } from './formFields.ts';
import { changesOf, missing, toForm, wrongNow } from './formValues.ts';
import type { FormValue, FormValues } from './formValues.ts';
import { FormFrame } from './FormFrame.tsx';
import { RecordFields } from './RecordFields.tsx';
import { savedWords } from './savedWords.ts';
import { useTwin } from './useTwin.ts';

interface EditFormProps {
  readonly detail: RecordDetail;
  readonly title: string;
  /** After it was saved on this computer, or cancelled. Without it the form stays, and follows the record. */
  readonly onClose?: () => void;
  /** Whether something stands in the form that is not saved. */
  readonly onDirty?: (dirty: boolean) => void;
}

/** The fields of one record that can be changed, staged by the path that every edit takes. */
export function EditForm({ detail, title, onClose, onDirty }: EditFormProps): ReactNode {
  const engine = useEngine();
  const { collection, id } = detail;
  const [known, setKnown] = useState(detail);
  const [before, setBefore] = useState(() => valuesOf(detail));
  const { type } = before;
  const fields = useMemo(() => fitting(editFields(collection, id), type), [collection, id, type]);
  const all = [...fields.main, ...fields.more];
  const [values, setValues] = useState<FormValues>(before);
  const [refused, setRefused] = useState(() => refusedBefore(detail));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const changes = changesOf(all, before, values);
  const dirty = Object.keys(changes).length > 0;
  const startAfresh = (): void => {
    const now = valuesOf(detail);
    setBefore(now);
    setValues(now);
    setRefused(refusedBefore(detail));
    setFailure(null);
  };
  // A record that changes while something is typed does not change what is typed.
  if (known !== detail) {
    setKnown(detail);
    if (onClose === undefined && !dirty) startAfresh();
  }
  const tellDirty = useEffectEvent((is: boolean) => onDirty?.(is));
  useEffect(() => tellDirty(dirty), [dirty]);
  const twin = useTwin(collection, id, changes['name'] === undefined ? noValues : values);
  const wrong = wrongNow(
    all.filter(({ name }) => changes[name] !== undefined),
    values,
  );
  const taken: Readonly<Record<string, string>> =
    twin?.refused === true ? { name: asSentence(twin.words) } : {};

  const change = (field: string, value: FormValue): void => {
    setValues((earlier) => ({ ...earlier, [field]: value, ...emptiedBy(field) }));
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
    if (onClose !== undefined) onClose();
    // Nothing is left to save; what is read back next tells how it is held.
    else setBefore(values);
  };

  return (
    <FormFrame
      busy={busy}
      dirty={dirty}
      failure={failure}
      words={`${collections[collection].singular}: saved on this computer first.`}
      onSave={save}
      onCancel={onClose === undefined && !dirty ? null : (onClose ?? startAfresh)}
    >
      <RecordFields
        collection={collection}
        fields={fields}
        values={values}
        own={{ id, productId: before['productId'] }}
        errors={{ ...refused, ...taken, ...wrong }}
        givenLabels={Object.fromEntries(detail.fields.map(({ field, shown }) => [field, shown]))}
        notes={Object.fromEntries(detail.fields.map((each) => [each.field, noteOf(each, isLocalId(id))]))}
        twin={twin}
        onChange={change}
      />
      <Deprecated detail={detail} />
    </FormFrame>
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

/** What stands below a label. Of a record that is not made yet all is staged, and AgentSync holds nothing. */
function noteOf({ staged, server, shown, told, maskedBecause }: FieldDetail, isNew: boolean): ReactNode {
  if (isNew && (staged === null || changeStateOf(staged.state) === 'staged')) return undefined;
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
