import { fieldOf } from './collections.ts';
import type { CollectionName } from './fields.ts';
import type { ViewFilter } from './viewFilter.ts';

const mostNamed = 2;

/** A condition as people read it: `Status: Active or Pending`. */
export function filterWords(collection: CollectionName, filter: ViewFilter): string {
  if (filter.test === 'has-unsent-change') return 'Has an unsent change';
  if (filter.test === 'needs-you') return 'Refused or in conflict';
  if (filter.test === 'of-carrier') return 'Of one carrier';
  const label = fieldOf(collection, filter.field)?.label ?? filter.field;
  switch (filter.test) {
    case 'is':
      return `${label}: ${filter.value === null || filter.value === '' ? 'empty' : String(filter.value)}`;
    case 'empty':
      return `${label} is empty`;
    case 'filled':
      return `${label} is not empty`;
    case 'contains':
      return `${label} contains “${filter.text}”`;
    case 'lacks':
      return `${label} does not contain “${filter.text}”`;
    case 'begins':
      return `${label} begins with “${filter.text}”`;
    case 'equals':
      return `${label} is “${filter.text}”`;
    case 'one-of':
    case 'any-of':
      return `${label}: ${listed(filter.texts, 'or')}`;
    case 'all-of':
      return `${label} has ${listed(filter.texts, 'and')}`;
    case 'none-of':
      return `${label} has none of ${listed(filter.texts, 'or')}`;
    case 'number':
    case 'date':
      return `${label}: ${rangeWords(filter.from, filter.to)}`;
    case 'days':
      return `${label}: ${daysWords(filter.from, filter.to)}`;
    default:
      return filter satisfies never;
  }
}

function listed(texts: readonly string[], word: 'or' | 'and'): string {
  const names = texts.map((text) => (text === '' ? 'empty' : text));
  if (names.length > mostNamed + 1)
    return `${names.slice(0, mostNamed).join(', ')} ${word} ${names.length - mostNamed} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`;
}

function rangeWords(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : `${from} to ${to}`;
  if (from !== null) return `from ${from}`;
  return to === null ? 'any' : `up to ${to}`;
}

/** A span in days from today, both ends count: `next 60 days`. */
export function daysWords(from: number | null, to: number | null): string {
  if (from === 0 && to === 0) return 'today';
  if (from === null && to === -1) return 'before today';
  if (from === null && to === 0) return 'today or before';
  if (to === null && from === 1) return 'after today';
  if (to === null && from === 0) return 'today or after';
  if (from === 0 && to !== null) return `next ${to} days`;
  if (to === 0 && from !== null && from < 0) return `last ${-from} days`;
  if (from === null && to !== null && to < 0) return `more than ${-to - 1} days ago`;
  if (to === null && from !== null && from > 0) return `more than ${from - 1} days ahead`;
  return `${from ?? '…'} to ${to ?? '…'} days from today`;
}
