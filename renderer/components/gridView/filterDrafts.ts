import { canonicalDecimal } from '../../../domain/decimal.ts';
import { parseDate } from '../../../domain/dates.ts';
import { daysWords } from '../../../domain/filterWords.ts';
import type { FieldKind } from '../../../domain/fields.ts';
import type { FieldFilter } from '../../../domain/viewFilter.ts';

/** Which conditions a column offers. */
export type FilterShape = 'values' | 'text' | 'list' | 'number' | 'date';

/** How a field is filtered: by numbers, dates, items of lists, choices or text. */
export function shapeOf(kind: FieldKind): FilterShape {
  switch (kind.type) {
    case 'decimal':
      return 'number';
    case 'date':
    case 'instant':
      return 'date';
    case 'states':
    case 'textList':
    case 'lookupList':
    case 'referenceList':
      return 'list';
    case 'text':
      return 'text';
    default:
      return 'values';
  }
}

/** The two ends of a range as they are typed; empty for an open end. */
export interface RangeDraft {
  readonly from: string;
  readonly to: string;
}

/** What was typed as the two ends of a range, or which end cannot be understood. */
export function rangeOf(
  field: string,
  shape: 'number' | 'date',
  { from, to }: RangeDraft,
): { readonly filter: FieldFilter | null; readonly wrong: 'from' | 'to' | null } {
  const read = (text: string): string | null =>
    shape === 'number' ? canonicalDecimal(text) : parseDate(text);
  const ends = { from: from.trim(), to: to.trim() };
  const low = ends.from === '' ? null : read(ends.from);
  const high = ends.to === '' ? null : read(ends.to);
  if (ends.from !== '' && low === null) return { filter: null, wrong: 'from' };
  if (ends.to !== '' && high === null) return { filter: null, wrong: 'to' };
  if (low === null && high === null) return { filter: null, wrong: null };
  return { filter: { field, test: shape, from: low, to: high }, wrong: null };
}

interface Days {
  readonly from: number | null;
  readonly to: number | null;
}

/** A stretch of days around today, by name. */
export interface DaySpan extends Days {
  readonly label: string;
}

/** Spans that contracting staff ask for, in days from today. */
const spans: readonly DaySpan[] = [
  { label: 'Before today', from: null, to: -1 },
  { label: 'Today', from: 0, to: 0 },
  { label: 'Next 30 days', from: 0, to: 30 },
  { label: 'Next 60 days', from: 0, to: 60 },
  { label: 'Next 90 days', from: 0, to: 90 },
  { label: 'Last 7 days', from: -7, to: 0 },
  { label: 'Last 30 days', from: -30, to: 0 },
  { label: 'More than 30 days ago', from: null, to: -31 },
  { label: 'More than 90 days ago', from: null, to: -91 },
];

/** The spans to choose from, and the one in force, which a view may have brought that is none of them. */
export function spansWith(held: Days | null): {
  readonly offered: readonly DaySpan[];
  readonly chosen: DaySpan | null;
} {
  if (held === null) return { offered: spans, chosen: null };
  const known = spans.find(({ from, to }) => from === held.from && to === held.to);
  if (known !== undefined) return { offered: spans, chosen: known };
  const words = daysWords(held.from, held.to);
  const chosen = { label: words.charAt(0).toUpperCase() + words.slice(1), from: held.from, to: held.to };
  return { offered: [chosen, ...spans], chosen };
}
