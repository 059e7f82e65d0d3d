import { Select } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { MirroredName } from '../../../domain/fields.ts';
import { collections } from '../../../domain/collections.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { useReferenceOptions } from './useReferenceOptions.ts';

interface ReferenceSelectProps {
  readonly label: string;
  readonly collection: MirroredName;
  readonly filters: ViewRequest['filters'];
  readonly value: string;
  /** The title of the value when the form was opened with it. */
  readonly givenLabel: string | undefined;
  /** Nothing can be chosen before the product is. */
  readonly waitsForProduct: boolean;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** One record of another collection, found by typing. */
export function ReferenceSelect(props: ReferenceSelectProps): ReactNode {
  const { label, collection, filters, value, givenLabel, waitsForProduct, required, error, onChange } = props;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(givenLabel ?? null);
  // What is chosen already stands in the box and is no search of its own.
  const options = useReferenceOptions(collection, filters, search === chosen ? '' : search);
  const listed = options.map((option) => ({
    value: option.value,
    label: option.detail === '' ? option.label : `${option.label} · ${option.detail}`,
  }));
  const data =
    value === '' || listed.some((option) => option.value === value)
      ? listed
      : [{ value, label: chosen ?? value }, ...listed];
  return (
    <Select
      label={label}
      required={required}
      searchable
      clearable
      disabled={waitsForProduct}
      placeholder={waitsForProduct ? 'Choose the product first' : 'Type to search'}
      data={data}
      // The engine has searched already, in more than what is shown.
      filter={({ options: found }) => found}
      value={value === '' ? null : value}
      onChange={(next, option) => {
        setChosen(option?.label ?? null);
        onChange(next ?? '');
      }}
      onSearchChange={setSearch}
      nothingFoundMessage={`No ${collections[collection].plural.toLowerCase()} found`}
      error={error}
    />
  );
}
