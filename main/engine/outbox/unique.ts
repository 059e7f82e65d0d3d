import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import { collections } from '../../../domain/collections.ts';
import { fail } from '../../../domain/result.ts';
import type { RecordTwin } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import { duplicateOf } from './create.ts';
import { idNow } from './names.ts';
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

/**
 * Another record that is the same to people. A second one is never made; of records that exist, only
 * carriers may not be renamed into each other.
 */
export function twinOf(
  { store }: Pick<OutboxParts, 'store'>,
  collection: 'carrier' | 'product' | 'commissionLevel',
  id: string | null,
  values: FieldValues,
): RecordTwin | null {
  const own = id === null ? null : idNow(store, id);
  const known = own === null ? null : store.mirror.get(collection, own);
  const wanted = { ...known?.effective, ...values };
  const found = store.mirror.alike(collection, wanted);
  const twin = found === null || found === own ? null : store.mirror.get(collection, found);
  if (twin === null) return null;
  const refused = own === null || collection === 'carrier';
  const title = recordTitle(store, collection, twin);
  const { singular } = collections[collection];
  const words = refused
    ? (duplicateOf({ store }, collection, wanted, own ?? undefined) ?? '')
    : `${singular} ${title} has this name already. The two can only be told apart by their other values.`;
  return { id: twin.id, title, words, refused };
}
