import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import type { FieldOption } from '../../../preload/contract/engine.ts';
import { DateField } from '../dateField/DateField.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

interface ValueInputProps {
  readonly collection: CollectionName;
  readonly definition: FieldDefinition;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The value that all of them get, as it would be typed into a cell. */
export function ValueInput({ collection, definition, text, onText }: ValueInputProps): ReactNode {
  const options = useOptions(collection, definition);
  const { type } = definition.kind;
  if (type === 'date') {
    return <DateField label="Value" name="Value" placeholder="2026-03-01" value={text} onText={onText} />;
  }
  const labels = [...new Set(options.map(({ label }) => label))];
  if (
    labels.length > 0 &&
    (type === 'lookup' || type === 'boolean' || (type === 'choice' && !isOpen(definition)))
  ) {
    return (
      <Select
        label="Value"
        placeholder="Choose"
        searchable
        data={labels}
        value={text === '' ? null : text}
        nothingFoundMessage="No such choice"
        onChange={(value) => onText(value ?? '')}
      />
    );
  }
  if (labels.length > 0)
    return <Autocomplete label="Value" data={labels} limit={50} value={text} onChange={onText} />;
  return (
    <TextInput
      label="Value"
      description={type === 'reference' ? 'Its name, as it stands in each product.' : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

function isOpen({ kind }: FieldDefinition): boolean {
  return kind.type === 'choice' && kind.open === true;
}

/** Choices that are the same for every record; none where they depend on the record, as levels do. */
function useOptions(collection: CollectionName, { name, kind }: FieldDefinition): readonly FieldOption[] {
  const engine = useEngine();
  const [options, setOptions] = useState<readonly FieldOption[]>([]);
  const wanted = ['lookup', 'boolean', 'choice'].includes(kind.type);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = wanted
        ? await engine.call('field.options', { collection, field: name, recordId: 'any', search: '' })
        : null;
      if (current) setOptions(answer?.ok === true ? answer.value : []);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, collection, name, wanted]);
  return options;
}
