import { isOfTurris } from '../../../domain/collections.ts';
import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { readServerCopy } from './agentsync/records.ts';
import { readTurrisCopy } from './turris/records.ts';

/** Values of a stored server copy, read as the vendor it is of writes it. */
export function readAnyServerCopy(
  collection: CollectionName,
  server: JsonObject,
  fields?: readonly string[],
): FieldValues {
  return isOfTurris(collection)
    ? readTurrisCopy(collection, server, fields)
    : readServerCopy(collection, server, fields);
}
