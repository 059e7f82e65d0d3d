import type { CollectionName } from '../../../domain/fields.ts';
import { fail } from '../../../domain/result.ts';
import { duplicateOf } from './create.ts';
import type { OutboxParts } from './parts.ts';
import type { ReadCell } from './typed.ts';

/**
 * Refuses the name of another carrier, as the vendor does (S1: 422). Names of products and levels are
 * not unique at the vendor, so an edit may make two alike; only making a second one is refused.
 */
export function withUniqueNames(
  parts: Pick<OutboxParts, 'store'>,
  collection: CollectionName,
  read: ReadCell,
): ReadCell {
  if (collection !== 'carrier') return read;
  return (definition, record, input) => {
    const result = read(definition, record, input);
    if (definition.name !== 'name' || !result.ok) return result;
    const twin = duplicateOf(parts, collection, { name: result.value }, record.id);
    if (twin === null) return result;
    return fail({ code: 'duplicate', message: twin, remedy: 'fix-fields' });
  };
}
