const language = 'en-GB';

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndClock = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const wholeDate = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const number = new Intl.NumberFormat('en-US');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 0 });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `14:02` today, `12 May, 14:02` this year, else with the year. */
export function formatMoment(at: number, now: number): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return clock.format(then);
  return (then.getFullYear() === today.getFullYear() ? dayAndClock : wholeDate).format(then);
}

/** `14:02` today, else the day alone: `12 May`, `12 May 2024`. For columns. */
export function formatDay(at: number, now: number): string {
  const [date, time] = formatMoment(at, now).split(', ');
  return time === undefined ? formatMoment(at, now) : (date ?? '');
}

/** How long ago, in one unit: `just now`, `4 minutes ago`, `3 hours ago`, `12 days ago`. */
export function formatAge(at: number, now: number): string {
  const past = now - at;
  if (past < minute) return 'just now';
  if (past < hour) return `${counted(Math.floor(past / minute), 'minute')} ago`;
  if (past < day) return `${counted(Math.floor(past / hour), 'hour')} ago`;
  return `${counted(Math.floor(past / day), 'day')} ago`;
}

/** `4,112`. For amounts only: ids are text and are never grouped. */
export function formatCount(count: number): string {
  return number.format(count);
}

/** `412`, and `10k` where the exact number would push its words aside. For badges whose name says it in full. */
export function shortCount(count: number): string {
  return count < 10_000 ? formatCount(count) : short.format(count).toLowerCase();
}

/** A fragment or sentence from elsewhere, to stand alone: capital first, full stop last. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}

/** `1 change`, `4,112 changes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
