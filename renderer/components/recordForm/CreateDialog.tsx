import './recordForm.css';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { asSentence } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { stageAsking } from '../../state/stageAsking.ts';
import { useStatus } from '../../state/status.ts';
import { FailureNote } from '../FailureNote.tsx';
import { createFields } from './createFields.ts';
import { FieldInput } from './FieldInput.tsx';
import { inputsOf, missing } from './formValues.ts';
import type { FormValue, FormValues } from './formValues.ts';

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
  const { main, more } = createFields(collection);
  const [values, setValues] = useState<FormValues>(() =>
    Object.fromEntries(given.map(({ field, value }) => [field, value])),
  );
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [showMore, setShowMore] = useState(false);
  const { singular } = collections[collection];
  const all = [...main, ...more];
  const unknown = Object.entries(errors).filter(([field]) => !all.some(({ name }) => name === field));

  const change = (field: string, value: FormValue): void => {
    setValues((before) => ({
      ...before,
      [field]: value,
      // Levels and uplines are of a product: another product has others.
      ...(field === 'productId' ? { commissionLevelId: '', uplineContractAssignmentId: '' } : {}),
    }));
    setErrors(({ [field]: _corrected, ...rest }) => rest);
  };

  const save = async (): Promise<void> => {
    const absent = missing(all, values);
    if (Object.keys(absent).length > 0) {
      setErrors(absent);
      return;
    }
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
    const { id, refused } = answer.value;
    if (id === null) {
      setErrors(Object.fromEntries(refused.map(({ field, expected }) => [field, asSentence(expected)])));
      if (refused.some(({ field }) => more.some(({ name }) => name === field))) setShowMore(true);
      return;
    }
    const words = savedWords();
    tell(words);
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
      <div className="upl-record-fields">
        {(showMore ? all : main).map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            values={values}
            givenLabel={given.find((known) => known.field === field.name)?.label}
            error={errors[field.name]}
            onChange={(value) => change(field.name, value)}
          />
        ))}
      </div>
      {showMore || more.length === 0 ? null : (
        <div>
          <Button variant="subtle" size="compact-xs" onClick={() => setShowMore(true)}>
            Show the {more.length} user-defined fields
          </Button>
        </div>
      )}
      {unknown.map(([field, words]) => (
        <p key={field} role="alert" className="upl-record-error">
          {words}
        </p>
      ))}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-record-actions">
        <span className="upl-dim">It is saved on this computer first.</span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** Says where the record is, and when it will be sent; never that it was. */
function savedWords(): string {
  const status = useStatus.getState().status;
  if (status?.sendMode === 'review')
    return 'Saved on this computer. It is sent to AgentSync when you send it.';
  return status?.network.state === 'offline'
    ? 'Saved on this computer. It is sent to AgentSync when you are online.'
    : 'Saved on this computer. It is sent to AgentSync next.';
}
