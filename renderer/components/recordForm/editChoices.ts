import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';

/** The choices of a field that has the same few for every record; null for all others. */
export function choicesOf(collection: CollectionName, field: string): readonly string[] | null {
  const kind = fieldOf(collection, field)?.kind;
  if (kind?.type === 'choice') return kind.values;
  return kind?.type === 'boolean' ? ['Yes', 'No'] : null;
}
