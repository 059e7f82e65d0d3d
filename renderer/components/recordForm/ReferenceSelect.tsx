import { Select } from '@mantine/core';
import type { ComboboxParsedItem } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import { assertNever } from '../../../domain/result.ts';
import type { ReferenceOffer, ReferenceOption } from './referenceOptions.ts';
import { useReferenceOptions } from './useReferenceOptions.ts';
import type { ReferenceSource } from './useReferenceOptions.ts';

interface ReferenceSelectProps extends ReferenceSource {
  readonly label: string;
  readonly value: string;
  /** The title of the record that the form was opened with. */
  readonly givenLabel: string | undefined;
  /** Nothing can be chosen before the product is. */
  readonly waitsForProduct: boolean;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly description?: ReactNode;
  readonly onChange: (value: string) => void;
}

/** One record of another collection, found by typing. */
export function ReferenceSelect(props: ReferenceSelectProps): ReactNode {
  const { collection, filters, uplinesOf, value, givenLabel, waitsForProduct, onChange, ...input } = props;
  // Only what a person types is a search. Select puts the label of what is chosen in the box too, and were that
  // searched, its answer would change the label again, without end.
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReferenceOption | null>(null);
  const { options, state } = useReferenceOptions({ collection, filters, uplinesOf }, typed);
  const own = { value, label: chosen?.value === value ? chosen.label : (givenLabel ?? value) };
  const isFound = options.some((option) => option.value === value);
  const found = options.map((option) => (option.value === value ? own : option));
  return (
    <Select
      {...input}
      searchable
      clearable
      disabled={waitsForProduct}
      placeholder={waitsForProduct ? 'Choose the product first' : 'Type to search'}
      data={value === '' || isFound ? found : [own, ...found]}
      // The engine has searched already, in more than what is shown.
      filter={({ options: all }) =>
        typed === '' || isFound ? all : all.filter((option) => !isOf(option, value))
      }
      value={value === '' ? null : value}
      onChange={(next, option) => {
        setTyped('');
        setChosen(option);
        onChange(next ?? '');
      }}
      onInput={(event) => setTyped(event.currentTarget.value)}
      // The box goes back to what is chosen.
      onBlur={() => setTyped('')}
      nothingFoundMessage={nothingWords(state, collections[collection].plural.toLowerCase())}
    />
  );
}

function isOf(option: ComboboxParsedItem, value: string): boolean {
  return 'value' in option && option.value === value;
}

function nothingWords(state: ReferenceOffer['state'], nouns: string): string {
  switch (state) {
    case 'searching':
      return `Searching ${nouns}…`;
    case 'found':
      return `No ${nouns} found`;
    case 'failed':
      return `The ${nouns} could not be searched just now. Type again.`;
    default:
      return assertNever(state);
  }
}
