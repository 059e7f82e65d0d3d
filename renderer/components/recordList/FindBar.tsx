import { ActionIcon, Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import {
  IconBrackets,
  IconChevronDown,
  IconChevronUp,
  IconLetterCase,
  IconReplace,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FindText } from './useFindText.ts';

interface FindBarProps {
  readonly find: FindText;
}

/**
 * Finds text without narrowing the list. It lies over the line below the sheet, which is always there, so that
 * the sheet neither moves nor is covered.
 */
export function FindBar({ find }: FindBarProps): ReactNode {
  const { form, words, input, change, seek, replaceOne, replaceEvery, close } = find;
  const { replacement } = form;
  const bar = useRef<HTMLElement>(null);
  const leave = useEffectEvent(close);
  useEffect(() => {
    const element = bar.current;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      leave();
    };
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  }, []);
  return (
    <search
      className="upl-find-bar"
      ref={bar}
      aria-label="Find in the sheet"
      data-replacing={replacement === null ? undefined : true}
    >
      <TextInput
        className="upl-find-text"
        ref={input}
        size="xs"
        aria-label="Find in the sheet"
        placeholder="Find"
        value={form.text}
        maxLength={200}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          seek(event.shiftKey ? 'previous' : 'next');
        }}
      />
      <NativeSelect
        className="upl-find-where"
        size="xs"
        aria-label="Where"
        value={form.where}
        data={[
          { value: 'all', label: 'All columns' },
          { value: 'column', label: 'This column' },
        ]}
        onChange={(event) => change({ where: event.currentTarget.value === 'column' ? 'column' : 'all' })}
      />
      <Toggle label="Match case" on={form.matchCase} onToggle={(matchCase) => change({ matchCase })}>
        <IconLetterCase size={15} aria-hidden />
      </Toggle>
      <Toggle label="Whole cell" on={form.wholeCell} onToggle={(wholeCell) => change({ wholeCell })}>
        <IconBrackets size={15} aria-hidden />
      </Toggle>
      <SeekButton label="Previous" keys="Shift+F3" onSeek={() => seek('previous')}>
        <IconChevronUp size={15} aria-hidden />
      </SeekButton>
      <SeekButton label="Next" keys="F3" onSeek={() => seek('next')}>
        <IconChevronDown size={15} aria-hidden />
      </SeekButton>
      <output className="upl-find-words" title={words}>
        {words}
      </output>
      {replacement === null ? (
        <Button
          size="compact-xs"
          variant="default"
          aria-label="Replace…"
          title="Replace… (Ctrl+H)"
          onClick={() => change({ replacement: '' })}
        >
          <IconReplace size={15} aria-hidden />
          <span className="upl-find-fold">Replace…</span>
        </Button>
      ) : (
        <ReplaceWith
          replacement={replacement}
          onReplacement={(text) => change({ replacement: text })}
          onReplaceOne={replaceOne}
          onReplaceEvery={form.text === '' ? null : replaceEvery}
        />
      )}
      <CloseButton size="xs" aria-label="Close finding" onClick={close} />
    </search>
  );
}

interface SeekButtonProps {
  readonly label: string;
  /** What does the same from the keyboard. */
  readonly keys: string;
  readonly onSeek: () => void;
  readonly children: ReactNode;
}

function SeekButton({ label, keys, onSeek, children }: SeekButtonProps): ReactNode {
  return (
    <ActionIcon size={24} variant="default" aria-label={label} title={`${label} (${keys})`} onClick={onSeek}>
      {children}
    </ActionIcon>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
  readonly children: ReactNode;
}

function Toggle({ label, on, onToggle, children }: ToggleProps): ReactNode {
  return (
    <Button
      size="compact-xs"
      variant={on ? 'light' : 'default'}
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={() => onToggle(!on)}
    >
      {children}
      <span className="upl-find-fold">{label}</span>
    </Button>
  );
}

interface ReplaceWithProps {
  readonly replacement: string;
  readonly onReplacement: (text: string) => void;
  readonly onReplaceOne: () => void;
  /** Null where there is nothing to replace. */
  readonly onReplaceEvery: (() => void) | null;
}

function ReplaceWith(props: ReplaceWithProps): ReactNode {
  const { replacement, onReplacement, onReplaceOne, onReplaceEvery } = props;
  return (
    <>
      <TextInput
        className="upl-find-text"
        size="xs"
        aria-label="Replace with"
        placeholder="Replace with"
        value={replacement}
        maxLength={1_000}
        onChange={(event) => onReplacement(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onReplaceOne();
        }}
      />
      <Button
        size="compact-xs"
        variant="default"
        title="Replace here, and go to the next"
        onClick={onReplaceOne}
      >
        Replace
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        title="Look at every cell that would change"
        disabled={onReplaceEvery === null}
        onClick={() => onReplaceEvery?.()}
      >
        All…
      </Button>
    </>
  );
}
