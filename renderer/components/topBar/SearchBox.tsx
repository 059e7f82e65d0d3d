import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useSearchSlot } from './searchSlot.ts';

interface SearchBoxProps {
  /** Accessible name and placeholder, e.g. `Search carriers`. */
  readonly label: string;
  readonly value: string;
  /** Called a moment after typing stops, with the trimmed text. */
  readonly onSearch: (text: string) => void;
  /** How long typing has stopped before it is searched, in milliseconds. Nothing for a list that asks one question at a time. */
  readonly pauseMs?: number;
}

const usualPauseMs = 200;

/** A screen's search box, shown in the top bar. Ctrl+F leads here, Escape empties it. */
export function SearchBox({ label, value, onSearch, pauseMs = usualPauseMs }: SearchBoxProps): ReactNode {
  const element = useSearchSlot((state) => state.element);
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const search = (text: string): void => {
    setSent(text.trim());
    onSearch(text.trim());
  };
  const searchSoon = useDebouncedCallback(search, pauseMs);

  // Emptied by the screen, not by typing: what is shown follows.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }

  const change = (text: string): void => {
    setTyped(text);
    // At once means within the key press: a timer would let others come first.
    if (pauseMs === 0) search(text);
    else searchSoon(text);
  };

  if (element === null) return null;
  return createPortal(
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={200}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') {
          event.preventDefault();
          change('');
        }
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed === '' ? null : (
          <CloseButton size="xs" aria-label="Clear the search" onClick={() => change('')} />
        )
      }
    />,
    element,
  );
}
