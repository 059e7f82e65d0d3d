import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { choiceWord } from '../../../domain/choiceWords.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

interface OpenChoiceProps {
  readonly collection: CollectionName;
  readonly field: string;
  readonly label: string;
  readonly required?: boolean;
  readonly error: string | undefined;
  readonly description?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One of the values AgentSync is known to take: those it publishes, and those its records have shown. */
export function OpenChoice({ collection, field, value, onChange, ...common }: OpenChoiceProps): ReactNode {
  const engine = useEngine();
  const [known, setKnown] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('field.options', { collection, field, recordId: 'any', search: '' });
      if (current && answer.ok) setKnown(answer.value.map((option) => option.value));
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, collection, field]);
  return (
    <Select
      {...common}
      clearable
      data={[...new Set(value === '' ? known : [...known, value])].map((each) => ({
        value: each,
        label: choiceWord(each),
      }))}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      nothingFoundMessage="AgentSync has shown no value yet"
    />
  );
}
