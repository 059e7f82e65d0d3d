import '@mantine/dates/styles.css';
import './dateField.css';
import { DatePicker } from '@mantine/dates';
import type { DayOfWeek } from '@mantine/dates';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { addToDate } from '../../../domain/dates.ts';
import type { DateUnit } from '../../../domain/dates.ts';

/** What each key moves the cursor of a calendar by. */
const steps: Readonly<Partial<Record<string, readonly [amount: number, unit: DateUnit]>>> = {
  ArrowLeft: [-1, 'days'],
  ArrowRight: [1, 'days'],
  ArrowUp: [-7, 'days'],
  ArrowDown: [7, 'days'],
  PageUp: [-1, 'months'],
  PageDown: [1, 'months'],
};

/** The days that a date here may be; others are typing errors (domain/dates.ts). */
const firstDay = '1900-01-01';
const lastDay = '2199-12-31';

const noDays: DayOfWeek[] = [];

interface DateCalendarProps {
  /** Names the calendar, e.g. `Start`. */
  readonly label: string;
  /** yyyy-MM-dd, or null when what is typed is no date. */
  readonly value: string | null;
  readonly onPick: (date: string) => void;
  readonly onClose: () => void;
}

/**
 * A month to pick a day from. Arrows move by days and weeks, Page Up and Page Down by months, Enter picks,
 * Escape closes. Days are plain yyyy-MM-dd texts throughout: no time zone can move them.
 */
export function DateCalendar({ label, value, onPick, onClose }: DateCalendarProps): ReactNode {
  const [day, setDay] = useState(value ?? today());
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>(`[data-day="${day}"]:not([data-outside])`)?.focus();
  }, [day]);

  const pressed = (event: KeyboardEvent): void => {
    // Neither the sheet nor a dialog around the calendar acts on its keys.
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
      return;
    }
    const step = steps[event.key];
    const onDay = event.target instanceof HTMLElement && event.target.dataset['day'] !== undefined;
    if (step === undefined || !onDay) return;
    event.preventDefault();
    setDay((from) => addToDate(from, ...step) ?? from);
  };
  return (
    <fieldset ref={box} className="upl-calendar" aria-label={`Calendar: ${label}`} onKeyDownCapture={pressed}>
      <DatePicker
        size="xs"
        value={value}
        date={day}
        onDateChange={setDay}
        onChange={(picked) => {
          if (picked !== null) onPick(picked);
        }}
        // The day in force, picked again, stays.
        allowDeselect={false}
        minDate={firstDay}
        maxDate={lastDay}
        firstDayOfWeek={firstDayOfWeek()}
        // Red says here that something is wrong.
        weekendDays={noDays}
        getDayProps={(date) => ({ 'data-day': date })}
        ariaLabels={{ nextMonth: 'Next month', previousMonth: 'Previous month' }}
      />
    </fieldset>
  );
}

/** The calendar day where this computer is. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Where this computer's weeks begin: Sunday is 0. TypeScript's library does not know of it yet. */
function firstDayOfWeek(): 0 | 1 | 6 {
  const locale = new Intl.Locale(navigator.language);
  const read: unknown = Reflect.get(locale, 'getWeekInfo');
  const week: unknown = typeof read === 'function' ? Reflect.apply(read, locale, []) : null;
  const first = typeof week === 'object' && week !== null ? Reflect.get(week, 'firstDay') : 7;
  return first === 6 ? 6 : first === 1 ? 1 : 0;
}
