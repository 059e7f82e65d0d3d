import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { RecordTwin } from '../../../preload/contract/engine.ts';
import { FieldInput } from './FieldInput.tsx';
import type { OwnRecord } from './FieldInput.tsx';
import { standingNote } from './formFields.ts';
import type { FormField, FormFields } from './formFields.ts';
import type { FormValue, FormValues } from './formValues.ts';

interface RecordFieldsProps {
  readonly collection: CollectionName;
  readonly fields: FormFields;
  readonly values: FormValues;
  readonly own?: OwnRecord;
  /** Words by field, shown in red. */
  readonly errors: Readonly<Record<string, string>>;
  /** Labels of what was chosen before the form was opened. */
  readonly givenLabels: Readonly<Record<string, string>>;
  readonly notes?: Readonly<Record<string, ReactNode>>;
  readonly twin: RecordTwin | null;
  readonly onChange: (field: string, value: FormValue) => void;
}

/** The inputs of a form; free fields come when they are asked for, or when they have something to say. */
export function RecordFields(props: RecordFieldsProps): ReactNode {
  const { collection, fields, values, own, errors, givenLabels, notes = {}, twin, onChange } = props;
  const [asked, setAsked] = useState(false);
  const { main, more } = fields;
  const speaks = more.some(({ name }) => errors[name] !== undefined || (values[name] ?? '') !== '');
  const all = asked || speaks ? [...main, ...more] : main;
  const known = new Set([...main, ...more].map(({ name }) => name));
  const others = Object.entries(errors).filter(([field]) => !known.has(field));
  const noteOf = (field: FormField): ReactNode =>
    field.name === 'name' && twin !== null && !twin.refused
      ? twin.words
      : (notes[field.name] ?? standingNote(field));
  return (
    <>
      <div className="upl-record-fields">
        {all.map((field) => (
          <div key={field.name} data-field={field.name}>
            <FieldInput
              collection={collection}
              field={field}
              values={values}
              own={own}
              givenLabel={givenLabels[field.name]}
              error={errors[field.name]}
              note={noteOf(field)}
              onChange={(value) => onChange(field.name, value)}
            />
          </div>
        ))}
      </div>
      {all.length > main.length || more.length === 0 ? null : (
        <div>
          <Button variant="subtle" size="compact-xs" onClick={() => setAsked(true)}>
            Show the {more.length} user-defined fields
          </Button>
        </div>
      )}
      {others.map(([field, words]) => (
        <p key={field} role="alert" className="upl-record-error">
          {words}
        </p>
      ))}
    </>
  );
}
