import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { dateUnits } from '../../../domain/dates.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import { counted } from '../../state/format.ts';
import { keyFieldsOf, pairsIn, sourceFieldsOf } from './operationForm.ts';
import type { OperationDraft } from './operationForm.ts';
import { ValueInput } from './ValueInput.tsx';

interface OperationArgumentsProps {
  readonly collection: CollectionName;
  readonly definition: FieldDefinition;
  readonly draft: OperationDraft;
  readonly onDraft: (draft: OperationDraft) => void;
}

/** What an operation needs to know besides its field. */
export function OperationArguments(props: OperationArgumentsProps): ReactNode {
  const { collection, definition, draft, onDraft } = props;
  switch (draft.kind) {
    case 'clear':
      return null;
    case 'set':
      return (
        <ValueInput
          collection={collection}
          definition={definition}
          text={draft.text}
          onText={(text) => onDraft({ ...draft, text })}
        />
      );
    case 'add':
    case 'remove':
      return (
        <TextInput
          label="Values"
          placeholder={definition.kind.type === 'states' ? 'TX, OK' : 'Separated by commas'}
          value={draft.text}
          onChange={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
        />
      );
    case 'replace':
      return (
        <>
          <TextInput
            label="Find"
            value={draft.find}
            maxLength={1_000}
            onChange={(event) => onDraft({ ...draft, find: event.currentTarget.value })}
          />
          <TextInput
            label="Replace with"
            value={draft.replacement}
            maxLength={1_000}
            onChange={(event) => onDraft({ ...draft, replacement: event.currentTarget.value })}
          />
          <Checkbox
            className="upl-bulk-check"
            label="Match case"
            checked={draft.matchCase}
            onChange={(event) => onDraft({ ...draft, matchCase: event.currentTarget.checked })}
          />
          <Checkbox
            className="upl-bulk-check"
            label="Whole cell"
            checked={draft.wholeCell}
            onChange={(event) => onDraft({ ...draft, wholeCell: event.currentTarget.checked })}
          />
        </>
      );
    case 'shift':
      return (
        <>
          <NumberInput
            label="By"
            description="A minus sign is earlier."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDecimal={false}
            min={-100_000}
            max={100_000}
            value={draft.amount ?? ''}
            onChange={(value) => onDraft({ ...draft, amount: typeof value === 'number' ? value : null })}
          />
          <Select
            label="Unit"
            data={dateUnits.map((unit) => ({ value: unit, label: unit }))}
            value={draft.unit}
            allowDeselect={false}
            onChange={(value) =>
              onDraft({ ...draft, unit: dateUnits.find((unit) => unit === value) ?? 'months' })
            }
          />
        </>
      );
    case 'copy':
      return (
        <Select
          label="From column"
          placeholder="Choose a column"
          searchable
          data={sourceFieldsOf(collection, draft.field).map(({ name, label }) => ({ value: name, label }))}
          value={draft.from}
          allowDeselect={false}
          onChange={(from) => onDraft({ ...draft, from })}
        />
      );
    case 'lookUp':
      return <LookUpArguments collection={collection} draft={draft} onDraft={onDraft} />;
    default:
      return assertNever(draft.kind);
  }
}

function LookUpArguments({
  collection,
  draft,
  onDraft,
}: Omit<OperationArgumentsProps, 'definition'>): ReactNode {
  const { pairs, skipped } = useMemo(() => pairsIn(draft.pairs), [draft.pairs]);
  const read = `${counted(pairs.length, 'row')} read${skipped === 0 ? '' : `, ${counted(skipped, 'row')} without a number or a value`}.`;
  return (
    <>
      <Select
        label="The list begins with"
        placeholder="Choose"
        data={keyFieldsOf(collection).map(({ name, label }) => ({ value: name, label }))}
        value={draft.key}
        allowDeselect={false}
        onChange={(key) => onDraft({ ...draft, key })}
      />
      <Textarea
        className="upl-bulk-wide"
        label="List of two columns"
        description={
          draft.pairs === '' ? 'Copy the number and the value from a sheet, and paste them here.' : read
        }
        rows={4}
        value={draft.pairs}
        onChange={(event) => onDraft({ ...draft, pairs: event.currentTarget.value })}
      />
    </>
  );
}
