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
