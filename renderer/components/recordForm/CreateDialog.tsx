import './recordForm.css';
import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import { announce } from '../../state/announcer.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tellSaved } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { createFields, emptiedBy, fitting } from './formFields.ts';
import { inputsOf, missing, wrongNow } from './formValues.ts';
import type { FormValue, FormValues } from './formValues.ts';
import { FormFrame } from './FormFrame.tsx';
import { RecordFields } from './RecordFields.tsx';
import { savedWords } from './savedWords.ts';
import { useTwin } from './useTwin.ts';

/** A field the place where the form was opened has filled in already. */
export interface Given {
  readonly field: string;
  readonly value: string;
  readonly label: string;
}

interface CreateDialogProps {
  readonly collection: CollectionName;
  readonly opened: boolean;
  readonly given?: readonly Given[];
  readonly onClose: () => void;
}

/** Makes a new record, with or without a network: it is saved here first and sent afterwards. */
export function CreateDialog({ collection, opened, given = [], onClose }: CreateDialogProps): ReactNode {
  const name = collections[collection].singular.toLowerCase();
  return (
    <Modal opened={opened} onClose={onClose} title={`New ${name}`} size={680}>
      {opened ? <CreateForm collection={collection} given={given} onClose={onClose} /> : null}
    </Modal>
  );
}

interface CreateFormProps {
  readonly collection: CollectionName;
  readonly given: readonly Given[];
  readonly onClose: () => void;
}

function CreateForm({ collection, given, onClose }: CreateFormProps): ReactNode {
  const engine = useEngine();
  const [values, setValues] = useState<FormValues>(() =>
    Object.fromEntries(given.map(({ field, value }) => [field, value])),
  );
  const { type } = values;
  const fields = useMemo(() => fitting(createFields(collection), type), [collection, type]);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const twin = useTwin(collection, null, values);
  const { singular } = collections[collection];
  const all = [...fields.main, ...fields.more];
  const wrong = wrongNow(all, values);
  const taken: Readonly<Record<string, string>> = twin === null ? {} : { name: asSentence(twin.words) };

  const change = (field: string, value: FormValue): void => {
    setValues((before) => ({
      ...before,
      [field]: value,
      ...emptiedBy(field),
    }));
    setRefused(({ [field]: _corrected, ...rest }) => rest);
  };

  const save = async (): Promise<void> => {
    const absent = missing(all, values);
    setRefused(absent);
    if ([absent, wrong, taken].some((errors) => Object.keys(errors).length > 0)) return;
    setBusy(true);
    const request = {
      collection,
      label: `New ${singular.toLowerCase()}`,
      values: inputsOf(all, values),
    };
    const answer = await stageAsking(
      (warned) => engine.call('record.create', { ...request, ...(warned === undefined ? {} : { warned }) }),
      // A new record without one of its values would be another record.
      { leaveOut: false },
    );
    setBusy(false);
    if (answer === null) return;
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { id } = answer.value;
    if (id === null) {
      const words = answer.value.refused.map(({ field, expected }) => [field, asSentence(expected)]);
      setRefused(Object.fromEntries(words));
      return;
    }
    const words = await savedWords(engine, collection, id);
    tellSaved(answer.value.batchId, words);
    announce(words);
    onClose();
  };

  return (
    <FormFrame
      busy={busy}
      failure={failure}
      words="It is saved on this computer first."
      onSave={save}
      onCancel={onClose}
    >
      <RecordFields
        collection={collection}
        fields={fields}
        values={values}
        errors={{ ...refused, ...taken, ...wrong }}
        givenLabels={Object.fromEntries(given.map(({ field, label }) => [field, label]))}
        twin={twin}
        onChange={change}
      />
    </FormFrame>
  );
}
