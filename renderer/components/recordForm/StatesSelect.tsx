import { Button, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { stateCodes, stateNames } from '../../../domain/states.ts';

interface StatesSelectProps {
  readonly label: string;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly description: ReactNode;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

const codes = [...stateCodes];

/** The states whose code begins with what was typed, then those whose name holds it. */
function matching(search: string): readonly string[] {
  const wanted = search.trim().toLowerCase();
  const byCode = codes.filter((code) => code.toLowerCase().startsWith(wanted));
  const byName = codes.filter(
    (code) => !byCode.includes(code) && stateNames.get(code)?.toLowerCase().includes(wanted),
  );
  return [...byCode, ...byName];
}

/** States and territories: found by code or name, or pasted as a list of codes. */
export function StatesSelect({ value, onChange, error, ...input }: StatesSelectProps): ReactNode {
  const [search, setSearch] = useState('');
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  // What came from the vendor and is none of our states stays in the list until it is taken out.
  const foreign = value.filter((code) => !stateCodes.has(code));
  const take = (pasted: readonly string[]): void => {
    setUnknown(pasted.filter((code) => !stateCodes.has(code)));
    onChange([...new Set([...value, ...pasted.filter((code) => stateCodes.has(code))])]);
    setSearch('');
  };
  return (
    <div data-wide>
      <MultiSelect
        {...input}
        size="xs"
        searchable
        clearable
        hidePickedOptions
        data={[...codes, ...foreign]}
        filter={({ options, search: typed }) => {
          const byCode = new Map(
            options.flatMap((option) => ('value' in option ? [[option.value, option] as const] : [])),
          );
          return matching(typed).flatMap((code) => byCode.get(code) ?? []);
        }}
        renderOption={({ option }) => `${option.value}  ${stateNames.get(option.value) ?? ''}`}
        value={[...value]}
        searchValue={search}
        onSearchChange={setSearch}
        onChange={(next) => {
          setUnknown([]);
          onChange(next);
        }}
        onPaste={(event) => {
          const pasted = codesIn(event.clipboardData.getData('text'));
          if (pasted.length < 2) return;
          event.preventDefault();
          take(pasted);
        }}
        nothingFoundMessage="No such state"
        error={unknown.length === 0 ? error : `Not a state, and left out: ${unknown.slice(0, 5).join(', ')}.`}
      />
      <Button variant="subtle" size="compact-xs" onClick={() => onChange([...stateCodes])}>
        All {stateCodes.size} states and territories
      </Button>
    </div>
  );
}

/** The words of a pasted list, as codes are written. */
function codesIn(text: string): readonly string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
}
