import type { CollectionName } from '../../../domain/fields.ts';

/**
 * Collections whose lists and create answers leave fields out that the vendor has (S1, vendor-apis
 * section 6, item 14). What such an answer does not name is unknown, not empty.
 */
const narrow: ReadonlySet<CollectionName> = new Set(['carrier']);

/** Whether a field that is empty here may only never have been read. */
export function knownInPart(collection: CollectionName): boolean {
  return narrow.has(collection);
}

/** Marks records of such answers, so that what is known of them is kept. */
export function asAnswered<T extends object>(
  collection: CollectionName,
  records: readonly T[],
): readonly (T & { readonly narrow?: boolean })[] {
  return narrow.has(collection) ? records.map((record) => ({ ...record, narrow: true })) : records;
}
