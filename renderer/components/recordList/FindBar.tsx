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
import { useScreenCommands } from '../../state/screenCommands.ts';
import type { FindText } from './useFindText.ts';

interface FindBarProps {
  readonly find: FindText;
}

/**
 * Finds text without narrowing the list. It lies over the line below the sheet, which is always there, so that
 * the sheet neither moves nor is covered.
 */
export function FindBar({ find }: FindBarProps): ReactNode {
  const { form, words, input, change, seek, close } = find;
  const replace = useScreenCommands((screen) => screen.replace);
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
    <search className="upl-find-bar" ref={bar} aria-label="Find in the sheet">
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
      <Button
        size="compact-xs"
        variant={form.matchCase ? 'light' : 'default'}
        aria-pressed={form.matchCase}
        aria-label="Match case"
        title="Match case"
        onClick={() => change({ matchCase: !form.matchCase })}
      >
        <IconLetterCase size={15} aria-hidden />
        <span className="upl-find-fold">Match case</span>
      </Button>
      <Button
        size="compact-xs"
        variant={form.wholeCell ? 'light' : 'default'}
        aria-pressed={form.wholeCell}
        aria-label="Whole cell"
        title="Whole cell"
        onClick={() => change({ wholeCell: !form.wholeCell })}
      >
        <IconBrackets size={15} aria-hidden />
        <span className="upl-find-fold">Whole cell</span>
      </Button>
      <ActionIcon
        size={24}
        variant="default"
        aria-label="Previous"
        title="Previous (Shift+F3)"
        onClick={() => seek('previous')}
      >
        <IconChevronUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size={24}
        variant="default"
        aria-label="Next"
        title="Next (F3)"
        onClick={() => seek('next')}
      >
        <IconChevronDown size={15} aria-hidden />
      </ActionIcon>
      <output className="upl-find-words" title={words}>
        {words}
      </output>
      {replace === null ? null : (
        <Button
          size="compact-xs"
          variant="default"
          aria-label="Replace…"
          title="Replace…"
          onClick={() => replace({ text: form.text, matchCase: form.matchCase })}
        >
          <IconReplace size={15} aria-hidden />
          <span className="upl-find-fold">Replace…</span>
        </Button>
      )}
      <CloseButton size="xs" aria-label="Close finding" onClick={close} />
    </search>
  );
}
