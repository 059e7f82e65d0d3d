import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { choiceWord } from '../../../domain/choiceWords.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { DateField } from '../dateField/DateField.tsx';
import type { FormField } from './formFields.ts';
import type { FormValue, FormValues } from './formValues.ts';
import { LookupMultiSelect, LookupSelect } from './LookupField.tsx';
import { OpenChoice } from './OpenChoice.tsx';
import { ReferenceSelect } from './ReferenceSelect.tsx';
import { StatesSelect } from './StatesSelect.tsx';

const hints: Partial<Record<FormField['kind']['type'], string>> = {
  date: 'yyyy-mm-dd',
  textList: 'Separated by commas',
};

/** The record that a form changes, with the product that is stored. */
export interface OwnRecord {
  readonly id: string;
  readonly productId: FormValue | undefined;
}

interface FieldInputProps {
  readonly collection: CollectionName;
  readonly field: FormField;
  readonly values: FormValues;
  readonly own?: OwnRecord | undefined;
  readonly givenLabel: string | undefined;
  readonly error: string | undefined;
  /** What stands below the label: how a staged value stands, what AgentSync holds. */
  readonly note?: ReactNode;
  readonly onChange: (value: FormValue) => void;
}

/** The input that belongs to a field's kind. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { collection, field, values, own, givenLabel, error, note, onChange } = props;
  const { name, label, kind, required } = field;
  const value = values[name] ?? '';
  const text = typeof value === 'string' ? value : '';
  const common = { label, required, error, description: note };
  switch (kind.type) {
    case 'lookup':
      return (
        <LookupSelect
          {...common}
          lookup={kind.lookup}
          value={text}
          givenLabel={givenLabel}
          onChange={onChange}
        />
      );
    case 'lookupList':
      return (
        <LookupMultiSelect
          {...common}
          lookup={kind.lookup}
          value={typeof value === 'string' ? [] : value}
          onChange={onChange}
        />
      );
    case 'states':
      return <StatesSelect {...common} value={typeof value === 'string' ? [] : value} onChange={onChange} />;
    case 'reference':
      return (
        <ReferenceSelect
          // What may be chosen follows the product: another one starts it afresh.
          key={JSON.stringify(filtersFor(field, values))}
          {...common}
          collection={kind.collection}
          filters={filtersFor(field, values)}
          uplinesOf={kind.collection === 'contractAssignment' ? uplinesOf(values, own) : undefined}
          value={text}
          givenLabel={givenLabel}
          waitsForProduct={isOfProduct(field) && (values['productId'] ?? '') === ''}
          onChange={onChange}
        />
      );
    case 'choice':
    case 'boolean':
      if (kind.type === 'choice' && kind.open === true)
        return (
          <OpenChoice {...common} collection={collection} field={name} value={text} onChange={onChange} />
        );
      return (
        <Select
          {...common}
          clearable
          data={
            kind.type === 'choice'
              ? kind.values.map((each) => ({ value: each, label: choiceWord(each) }))
              : [
                  { value: 'true', label: 'Yes' },
                  { value: 'false', label: 'No' },
                ]
          }
          value={text === '' ? null : text}
          onChange={(next) => onChange(next ?? '')}
        />
      );
    case 'date':
      return (
        <DateField
          {...common}
          name={label}
          value={text}
          placeholder={hints.date}
          maxLength={1_000}
          onText={onChange}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          value={text}
          placeholder={hints[kind.type]}
          // Far above every limit: an id cut short in silence would be another id.
          maxLength={1_000}
          inputMode={kind.type === 'decimal' ? 'decimal' : undefined}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** Levels and uplines belong to the product of the assignment. */
function isOfProduct({ kind }: FormField): boolean {
  return kind.type === 'reference' && ['commissionLevel', 'contractAssignment'].includes(kind.collection);
}

function filtersFor(field: FormField, values: FormValues): ViewRequest['filters'] {
  const product = values['productId'];
  if (!isOfProduct(field) || typeof product !== 'string' || product === '') return [];
  return [{ field: 'productId', test: 'is', value: product }];
}

/** The record itself says who stands below it; on another product nobody does. */
function uplinesOf(values: FormValues, own: OwnRecord | undefined): string | undefined {
  const product = values['productId'];
  if (typeof product !== 'string' || product === '') return undefined;
  return own !== undefined && own.productId === product ? own.id : product;
}
