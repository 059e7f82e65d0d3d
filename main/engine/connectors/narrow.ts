import { namedInPart } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';

/** Whether a field that is empty here may only never have been read. */
export function knownInPart(collection: CollectionName): boolean {
  return namedInPart.has(collection);
}

/** Marks records of such answers, so that what is known of them is kept. */
export function asAnswered<T extends object>(
  collection: CollectionName,
  records: readonly T[],
): readonly (T & { readonly narrow?: boolean })[] {
  return namedInPart.has(collection) ? records.map((record) => ({ ...record, narrow: true })) : records;
}
