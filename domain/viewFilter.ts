import { z } from 'zod';
import { compareDecimals } from './decimal.ts';
import type { FieldKind } from './fields.ts';

const field = z.string().min(1).max(60);
const text = z.string().max(20_000);
const texts = z.array(text).min(1).max(2_000);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const decimal = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/);
const days = z.number().int().min(-40_000).max(40_000);

/**
 * One condition of a list; all of a list's conditions hold together. Texts are what people read (a
 * status by its name), compared regardless of case, because that is what they see and share. Only `is` takes
 * the value as it is held, for links from one record to its others.
 */
export const viewFilter = z.union([
  z.object({
    field,
    test: z.literal('is'),
    value: z.union([text, z.boolean(), z.null(), z.array(text).max(500)]),
  }),
  z.object({ field, test: z.enum(['contains', 'lacks', 'begins', 'equals']), text }),
  z.object({ field, test: z.enum(['empty', 'filled']) }),
  /** Any of these texts; the empty text is an empty cell. */
  z.object({ field, test: z.literal('one-of'), texts }),
  /** Items of a list. */
  z.object({ field, test: z.enum(['any-of', 'all-of', 'none-of']), texts }),
  /** Both ends count; null is open. */
  z.object({ field, test: z.literal('number'), from: decimal.nullable(), to: decimal.nullable() }),
  z.object({ field, test: z.literal('date'), from: day.nullable(), to: day.nullable() }),
  /** Days from today, both ends count: 0 to 60 is the next 60 days, null to -31 more than 30 days ago. */
  z.object({ field, test: z.literal('days'), from: days.nullable(), to: days.nullable() }),
  /** Of a collection whose records belong to products: those of the products of one carrier. */
  z.object({ test: z.literal('of-carrier'), carrierId: z.string().min(1).max(200) }),
  z.object({ test: z.literal('has-unsent-change') }),
  /** Refused by the server, in conflict, or waiting for a person for another reason. */
  z.object({ test: z.literal('needs-you') }),
]);
export type ViewFilter = Readonly<z.infer<typeof viewFilter>>;

/** A condition on one field. */
export type FieldFilter = Extract<ViewFilter, { readonly field: string }>;
/** Conditions on what a cell reads; `days` has become `date` by then. */
export type CellFilter = Exclude<FieldFilter, { readonly test: 'is' | 'days' }>;

/** A cell as a condition looks at it. */
export interface FilteredCell {
  /** What people read; empty for an empty cell. */
  readonly text: string;
  /** The items of a list as people read them; one item, the text, for anything else. */
  readonly items: readonly string[];
}

/** Whether a cell meets a condition: a function, so that what the condition names is prepared once. */
export function cellTest(filter: CellFilter, kind: FieldKind): (cell: FilteredCell) => boolean {
  switch (filter.test) {
    case 'empty':
      return ({ text }) => text === '';
    case 'filled':
      return ({ text }) => text !== '';
    case 'contains':
    case 'lacks':
    case 'begins':
    case 'equals':
      return textTest(filter.test, filter.text.toLowerCase());
    case 'one-of': {
      const wanted = folded(filter.texts);
      return ({ text }) => wanted.has(text.toLowerCase());
    }
    case 'any-of':
    case 'all-of':
    case 'none-of':
      return itemsTest(filter.test, folded(filter.texts));
    case 'number':
      return ({ text }) => within(text, filter.from, filter.to, compareDecimals);
    case 'date':
      // An instant counts for the day it names.
      return ({ text }) =>
        within(kind.type === 'instant' ? text.slice(0, 10) : text, filter.from, filter.to, compareText);
    default:
      return filter satisfies never;
  }
}

function textTest(
  test: 'contains' | 'lacks' | 'begins' | 'equals',
  wanted: string,
): (cell: FilteredCell) => boolean {
  switch (test) {
    case 'contains':
      return ({ text }) => text.toLowerCase().includes(wanted);
    case 'lacks':
      return ({ text }) => !text.toLowerCase().includes(wanted);
    case 'begins':
      return ({ text }) => text.toLowerCase().startsWith(wanted);
    case 'equals':
      return ({ text }) => text.toLowerCase() === wanted;
    default:
      return test satisfies never;
  }
}

function itemsTest(
  test: 'any-of' | 'all-of' | 'none-of',
  wanted: ReadonlySet<string>,
): (cell: FilteredCell) => boolean {
  if (test === 'all-of')
    return ({ items }) => {
      const held = folded(items);
      return [...wanted].every((one) => held.has(one));
    };
  return ({ items }) => items.some((item) => wanted.has(item.toLowerCase())) === (test === 'any-of');
}

function folded(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map((one) => one.toLowerCase()));
}

function within(
  value: string,
  from: string | null,
  to: string | null,
  compare: (a: string, b: string) => number | null,
): boolean {
  if (value === '') return false;
  if (from !== null && (compare(value, from) ?? -1) < 0) return false;
  return to === null || (compare(value, to) ?? 1) <= 0;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The condition with days counted from `today` (yyyy-MM-dd) as the dates they are. */
export function onDates(filter: ViewFilter, today: string): Exclude<ViewFilter, { readonly test: 'days' }> {
  if (filter.test !== 'days') return filter;
  const { field, from, to } = filter;
  return {
    field,
    test: 'date',
    from: from === null ? null : daysFrom(today, from),
    to: to === null ? null : daysFrom(today, to),
  };
}

function daysFrom(today: string, days: number): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
