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

/**
 * Reads a date as people here type it: 2026-03-01, 3/1/2026 (month first), 1 Mar 2026, March 1, 2026.
 * Null when it is none of these or no such day. Two-digit years are not guessed.
 */
export function parseDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (american !== null) return calendarDate(Number(american[3]), Number(american[1]), Number(american[2]));
  const dayFirst = /^(\d{1,2})[ -]([A-Za-z]+\.?)[ -](\d{4})$/.exec(text);
  if (dayFirst !== null)
    return calendarDate(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ''), Number(dayFirst[1]));
  const monthFirst = /^([A-Za-z]+\.?) (\d{1,2}),? (\d{4})$/.exec(text);
  if (monthFirst !== null)
    return calendarDate(Number(monthFirst[3]), monthOf(monthFirst[1] ?? ''), Number(monthFirst[2]));
  return null;
}

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
