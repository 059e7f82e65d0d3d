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
}

interface OneProps extends LookupFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One value of a reference list. */
export function LookupSelect({ label, lookup, required, error, value, onChange }: OneProps): ReactNode {
  return (
    <Select
      label={label}
      required={required}
      searchable
      clearable
      data={[...useLookup(lookup)]}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      nothingFoundMessage="Nothing found"
      error={error}
    />
  );
}

interface ManyProps extends LookupFieldProps {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

/** Any number of values of a reference list. */
export function LookupMultiSelect({ label, lookup, required, error, value, onChange }: ManyProps): ReactNode {
  return (
    <MultiSelect
      size="xs"
      label={label}
      required={required}
      searchable
      clearable
      data={[...useLookup(lookup)]}
      value={[...value]}
      onChange={onChange}
      nothingFoundMessage="Nothing found"
      error={error}
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
