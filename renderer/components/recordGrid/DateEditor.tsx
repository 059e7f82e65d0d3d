import { ActionIcon } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { parseDate } from '../../../domain/dates.ts';
import { DateCalendar } from '../dateField/DateCalendar.tsx';
import { stays } from './editEnd.ts';
import { TextEditor } from './TextEditor.tsx';
import type { TextEditorProps } from './TextEditor.tsx';

/** Types a date over a cell, or picks it: Alt+Down or the sign opens a calendar, Escape goes back to the text. */
export function DateEditor(props: TextEditorProps): ReactNode {
  const { label, text, firstTyped, onTyped, onFinish } = props;
  const [typed, setTyped] = useState(firstTyped ?? text);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('input')?.focus();
  };
  return (
    <div ref={box} className="upl-date-editor">
      <TextEditor
        {...props}
        onTyped={(now) => {
          setTyped(now);
          onTyped(now);
        }}
        onOpen={() => setOpen(true)}
      />
      <ActionIcon
        variant="subtle"
        size={22}
        tabIndex={-1}
        aria-label={`Pick a date: ${label}`}
        title="Pick a date (Alt+↓)"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <IconCalendar size={15} aria-hidden />
      </ActionIcon>
      {open ? (
        <DateCalendar
          label={label}
          value={parseDate(typed.trim())}
          onPick={(date) => onFinish({ typed: date }, date, stays)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
