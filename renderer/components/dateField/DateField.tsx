import { ActionIcon, Popover, TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { parseDate } from '../../../domain/dates.ts';
import { DateCalendar } from './DateCalendar.tsx';

type DateFieldProps = Pick<
  TextInputProps,
  'label' | 'description' | 'error' | 'required' | 'size' | 'maxLength' | 'placeholder'
> & {
  /** Names the calendar where the label is no plain text. */
  readonly name: string;
  /** As it was typed or picked. */
  readonly value: string;
  readonly onText: (text: string) => void;
};

/** A date as it is typed, with a calendar to pick it from: by the sign at the right, or Alt+Down. */
export function DateField({ name, value, onText, ...input }: DateFieldProps): ReactNode {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const close = (): void => {
    setOpen(false);
    box.current?.focus();
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      shadow="md"
      withinPortal={false}
      floatingStrategy="fixed"
      // The button says whether the calendar is open; a plain text field may not.
      withRoles={false}
    >
      <Popover.Target>
        <TextInput
          {...input}
          ref={box}
          value={value}
          autoComplete="off"
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!event.altKey || event.key !== 'ArrowDown') return;
            event.preventDefault();
            setOpen(true);
          }}
          rightSection={
            <ActionIcon
              variant="subtle"
              size={22}
              aria-label={`Pick a date: ${name}`}
              title="Pick a date (Alt+↓)"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <IconCalendar size={15} aria-hidden />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown p={6}>
        {open ? (
          <DateCalendar
            label={name}
            value={parseDate(value.trim())}
            onPick={(date) => {
              onText(date);
              close();
            }}
            onClose={close}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
