import { z } from 'zod';
import { collections, fieldOf } from './collections.ts';
import { collectionNames } from './fields.ts';
import type { CollectionName } from './fields.ts';
import { viewFilter } from './viewFilter.ts';
import type { ViewFilter } from './viewFilter.ts';

const fieldName = z.string().min(1).max(60);

/** How a list is laid out and what of it is shown. The words of a quick search are not part of it. */
export const arrangement = z.object({
  /** Columns in their order. */
  fields: z.array(fieldName).min(1).max(60),
  /** Of columns that were made wider or narrower, in pixels. */
  widths: z.record(fieldName, z.number().int().min(60).max(700)),
  /** So many columns stay in sight when scrolling sideways. */
  frozen: z.number().int().min(0).max(10),
  density: z.enum(['normal', 'compact']),
  sort: z.array(z.object({ field: fieldName, direction: z.enum(['ascending', 'descending']) })).max(5),
  filters: z.array(viewFilter).max(30),
});
export type Arrangement = Readonly<z.infer<typeof arrangement>>;

const viewName = z.string().trim().min(1).max(80);

/** A view a person saved, as it is kept and as it crosses the processes. */
export const savedView = z.object({ id: z.string().min(1).max(80), name: viewName, arrangement });
export type SavedView = Readonly<z.infer<typeof savedView>>;

/** What is kept of the views of one collection. */
export const keptViews = z.object({
  views: z.array(savedView).max(200),
  /** The view in use and how it stood last, saved under a name or not; null before anything was arranged. */
  current: z.object({ viewId: z.string().min(1).max(80).nullable(), arrangement }).nullable(),
});
export type KeptViews = Readonly<z.infer<typeof keptViews>>;

/** A view as a file, for a colleague. */
const viewFile = z.object({
  kind: z.literal('upline-view'),
  version: z.literal(1),
  collection: z.enum(collectionNames),
  name: viewName,
  arrangement,
});

/** An arrangement made to fit the fields a collection has now. */
export interface FittedArrangement {
  readonly arrangement: Arrangement;
  /** Names of fields that the collection does not have; what named them is left out. */
  readonly left: readonly string[];
}

/** What of an arrangement the collection's fields allow; null when no column is left. */
export function fitArrangement(collection: CollectionName, wanted: Arrangement): FittedArrangement | null {
  const known = (field: string): boolean => fieldOf(collection, field) !== undefined;
  const filterField = (filter: ViewFilter): string | null => ('field' in filter ? filter.field : null);
  const fields = [...new Set(wanted.fields.filter(known))];
  if (fields.length === 0) return null;
  const named = [
    ...wanted.fields,
    ...wanted.sort.map(({ field }) => field),
    ...wanted.filters.map(filterField).filter((field) => field !== null),
  ];
  return {
    arrangement: {
      ...wanted,
      fields,
      widths: Object.fromEntries(Object.entries(wanted.widths).filter(([field]) => known(field))),
      frozen: Math.min(wanted.frozen, fields.length),
      sort: wanted.sort.filter(({ field }) => known(field)),
      filters: wanted.filters.filter((filter) => {
        const field = filterField(filter);
        return field === null || known(field);
      }),
    },
    left: [...new Set(named.filter((field) => !known(field)))],
  };
}

/** Whether two arrangements show the same. */
export function sameArrangement(a: Arrangement, b: Arrangement): boolean {
  const told = (one: Arrangement): string =>
    JSON.stringify([
      one.fields,
      Object.entries(one.widths).toSorted(([x], [y]) => (x < y ? -1 : 1)),
      one.frozen,
      one.density,
      one.sort,
      one.filters,
    ]);
  return told(a) === told(b);
}

/** The text of a file that holds one view, which readViewFile reads on another computer. */
export function viewFileText(collection: CollectionName, name: string, wanted: Arrangement): string {
  return `${JSON.stringify({ kind: 'upline-view', version: 1, collection, name, arrangement: wanted }, null, 2)}\n`;
}

/** What was found in the file of a view, or in a sentence why it is none. */
export type ReadViewFile =
  | { readonly ok: true; readonly name: string; readonly fitted: FittedArrangement }
  | { readonly ok: false; readonly why: string };

/** A view from a file; what the file should not hold is said in words. */
export function readViewFile(collection: CollectionName, text: string): ReadViewFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, why: 'The file is not a view of Upline: it cannot be read as JSON.' };
  }
  const parsed = viewFile.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? 'the file' : `“${issue.path.join('.')}”`;
    return {
      ok: false,
      why: `The file is not a view that this version of Upline can read: ${where} is not as expected.`,
    };
  }
  const { data } = parsed;
  if (data.collection !== collection) {
    const { plural } = collections[data.collection];
    return {
      ok: false,
      why: `This is a view of ${plural.toLowerCase()}. Open it in the list of ${plural.toLowerCase()}.`,
    };
  }
  const fitted = fitArrangement(collection, data.arrangement);
  if (fitted === null)
    return { ok: false, why: 'The view shows no column that this version of Upline knows.' };
  return { ok: true, name: data.name, fitted };
}
