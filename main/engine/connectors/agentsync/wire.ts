import { fieldOf } from '../../../../domain/collections.ts';
import type { TypeCasing } from '../../../../domain/commissionLevel.ts';
import type { CollectionName, FieldValues } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { lastFourOf, looksMasked } from '../../../../domain/masking.ts';
import type { ConnectorFailure } from '../api.ts';
import { ownName } from './producerWire.ts';
import { writeValue } from './values.ts';

/** How a write is put: to be sent, or to be shown to a person. */
export type Purpose = 'send' | 'show';

/**
 * The fields of a write as the vendor takes them, without deprecated fields and what is no field of the
 * collection. A masked value is never sent back (vendor-apis section 7, item 21): it is left out, and where the write is
 * only shown it stands as dots, which is also how a sealed number looks before it goes.
 */
export function toWire(
  collection: CollectionName,
  values: FieldValues,
  casing: TypeCasing,
  purpose: Purpose = 'send',
): JsonObject {
  const wire: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(collection, name);
    if (field === undefined || field.deprecated === true) continue;
    if (field.sealed === true && typeof value === 'string') {
      if (purpose === 'show') wire[name] = `••••${lastFourOf(value)}`;
      else if (!looksMasked(value)) wire[name] = value;
      continue;
    }
    wire[name] = writeValue(field, value, casing);
  }
  return wire;
}

/**
 * The server's words by field, without what is not a field of ours. With one item sent, its
 * position says nothing; with several, the position is kept so that the offender is known at once.
 */
export function byField(
  failure: ConnectorFailure,
  collection: CollectionName,
  items: number,
): ConnectorFailure {
  if (failure.kind !== 'rejected') return failure;
  const fields: Record<string, string> = {};
  for (const [key, words] of Object.entries(failure.fields)) {
    const [position, named] = key.includes('.') ? key.split('.', 2) : [undefined, key];
    const name = ownName(collection, named ?? '');
    if (name !== 'id' && fieldOf(collection, name) === undefined) continue;
    fields[position === undefined || items === 1 ? name : `${position}.${name}`] = words;
  }
  // The one 422 the vendor documents: the name of a carrier is taken (S1). Its sentence begins with no field.
  if (collection === 'carrier' && failure.status === 422 && Object.keys(fields).length === 0)
    fields['name'] = failure.message;
  return { ...failure, fields };
}
