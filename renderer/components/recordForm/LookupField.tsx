import { MultiSelect, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { lookupLabel } from '../../../domain/lookups.ts';
import type { LookupKind } from '../../../domain/lookups.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

interface LookupFieldProps {
  readonly label: string;
  readonly lookup: LookupKind;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly description?: ReactNode;
}

interface OneProps extends LookupFieldProps {
  readonly value: string;
  /** The label of the value the form was opened with, should the list not have it. */
  readonly givenLabel?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** One value of a reference list. */
export function LookupSelect({ lookup, givenLabel, value, onChange, ...input }: OneProps): ReactNode {
  const choices = useLookup(lookup);
  const unlisted = value !== '' && choices.every((choice) => choice.value !== value);
  return (
    <Select
      {...input}
      searchable
      clearable
      data={unlisted ? [...choices, { value, label: givenLabel ?? value }] : [...choices]}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      nothingFoundMessage={nothing(choices)}
    />
  );
}

/** Why a list of choices shows none. */
function nothing(choices: readonly unknown[]): string {
  return choices.length === 0 ? 'Not read from AgentSync yet: sync once' : 'Nothing found';
}

interface ManyProps extends LookupFieldProps {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

/** Any number of values of a reference list. */
export function LookupMultiSelect({ lookup, value, onChange, ...input }: ManyProps): ReactNode {
  const choices = useLookup(lookup);
  return (
    <MultiSelect
      {...input}
      wrapperProps={{ 'data-wide': true }}
      size="xs"
      searchable
      clearable
      hidePickedOptions
      data={[...choices]}
      value={[...value]}
      onChange={onChange}
      nothingFoundMessage={nothing(choices)}
    />
  );
}

function useLookup(kind: LookupKind): readonly { readonly value: string; readonly label: string }[] {
  const engine = useEngine();
  const [choices, setChoices] = useState<readonly { value: string; label: string }[]>([]);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('lookup.list', { kind });
      if (!current || !answer.ok) return;
      const found = answer.value.map((value) => ({ value: value.id, label: lookupLabel(value) }));
      setChoices(found.toSorted((a, b) => a.label.localeCompare(b.label, 'en')));
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, kind]);
  return choices;
}
