const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Years outside this span are typing errors, not contract dates. */
const firstYear = 1900;
const lastYear = 2199;

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The calendar date as yyyy-MM-dd, or null when there is no such day. */
export function calendarDate(year: number, month: number, day: number): string | null {
  if (!(year >= firstYear && year <= lastYear && month >= 1 && month <= 12)) return null;
  if (!(day >= 1 && day <= daysIn(year, month))) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

function monthOf(word: string): number {
  const name = word.toLowerCase().replace(/\.$/, '');
  const short = months.indexOf(name);
  return (short === -1 ? monthNames.indexOf(name) : short) + 1;
}

/** The parts of a date as people here type it, before anybody knows whether there is such a day. */
interface TypedDate {
  /** As it stands: two digits or four. */
  readonly year: string;
  readonly month: number;
  readonly day: number;
}

function typedDate(text: string): TypedDate | null {
  const yearFirst = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (yearFirst !== null)
    return { year: yearFirst[1] ?? '', month: Number(yearFirst[3]), day: Number(yearFirst[4]) };
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(text);
  if (american !== null)
    return { year: american[3] ?? '', month: Number(american[1]), day: Number(american[2]) };
  const dayFirst = /^(\d{1,2})[ -]([A-Za-z]+\.?)[ -](\d{4}|\d{2})$/.exec(text);
  if (dayFirst !== null)
    return { year: dayFirst[3] ?? '', month: monthOf(dayFirst[2] ?? ''), day: Number(dayFirst[1]) };
  const monthFirst = /^([A-Za-z]+\.?) (\d{1,2}),? (\d{4})$/.exec(text);
  if (monthFirst !== null)
    return { year: monthFirst[3] ?? '', month: monthOf(monthFirst[1] ?? ''), day: Number(monthFirst[2]) };
  return null;
}

/** Two-digit years below this are of this century, as in Excel. */
const lastCenturyFrom = 30;
/** Below this a two-digit year may be of either century: Excel itself shows 2035 as 35, and reads it as 1935. */
const surelyLastCenturyFrom = 50;

/** The year in full; null where two digits do not tell which one is meant. */
function fullYear(year: string): number | null {
  const number = Number(year);
  if (year.length > 2) return number;
  if (number < lastCenturyFrom) return 2000 + number;
  return number < surelyLastCenturyFrom ? null : 1900 + number;
}

/**
 * Reads a date as people here type it: 2026-03-01 or 2026/3/1, 3/1/2026 or 3/1/26 (month first), 1 Mar 2026, March 1, 2026.
 * Of two digits 00 to 29 are this century's and 50 to 99 the last one's; `halfYear` tells of the others.
 * Null when it is none of these or no such day.
 */
export function parseDate(text: string): string | null {
  const typed = typedDate(text);
  const year = typed === null ? null : fullYear(typed.year);
  return typed === null || year === null ? null : calendarDate(year, typed.month, typed.day);
}

/** The two digits of a date that is one in either century, as `35` in 12/31/35; null for every other text. */
export function halfYear(text: string): string | null {
  const typed = typedDate(text);
  if (typed === null || fullYear(typed.year) !== null) return null;
  return calendarDate(2000 + Number(typed.year), typed.month, typed.day) === null ? null : typed.year;
}

/** What a date is moved by. */
export const dateUnits = ['days', 'months', 'years'] as const;
export type DateUnit = (typeof dateUnits)[number];

/**
 * Moves a yyyy-MM-dd date. Where the month it lands in is shorter the day is its last one: a month after
 * 31 January is the end of February. Null when there is no such date, or it would leave 1900 to 2199.
 */
export function addToDate(date: string, amount: number, unit: DateUnit): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null || parseDate(date) === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (unit === 'days') {
    const moved = new Date(Date.UTC(year, month - 1, day) + amount * 86_400_000);
    if (Number.isNaN(moved.getTime())) return null;
    return calendarDate(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
  }
  const count = year * 12 + (month - 1) + amount * (unit === 'years' ? 12 : 1);
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  return calendarDate(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)));
}
