import type { CollectionName } from '../../../domain/fields.ts';
import { idNow } from '../outbox/names.ts';
import type { MirroredRecord, Store } from '../store/api.ts';

/** Records as the rows of a table need them, read many at a time. */
export interface KnownRecords {
  /** Reads ahead the records that these ids mean; what was read ahead before is forgotten. */
  prepare(ids: readonly string[]): void;
  /** The record with this id, with the fields of the table at least. Null when it is not here. */
  get(id: string): Pick<MirroredRecord, 'effective'> | null;
}

/** `fields` are those that are asked for of a record. */
export function createKnownRecords(
  store: Store,
  collection: CollectionName,
  fields: readonly string[],
): KnownRecords {
  let ahead: ReadonlyMap<string, Pick<MirroredRecord, 'effective'>> = new Map();
  return {
    prepare(ids) {
      const now = ids.map((id) => idNow(store, id));
      const clean = store.operations.readClean(collection, now, fields);
      const others = now.filter((id) => id !== '' && !clean.has(id));
      ahead = new Map([...clean, ...store.mirror.getMany(collection, others)]);
    },
    get: (id) => ahead.get(id) ?? store.mirror.get(collection, id),
  };
}
