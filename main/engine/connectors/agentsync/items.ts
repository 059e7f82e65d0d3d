import { isOfProfile, parentFields } from '../../../../domain/collections.ts';
import type { CollectionName } from '../../../../domain/fields.ts';
import type { Json } from '../../../../domain/json.ts';
import type { ReadRecord, UnreadableRecord } from '../api.ts';
import { isJsonObject } from '../../../../domain/json.ts';
import { readRecord } from './records.ts';
import { scrubbed } from './scrub.ts';
import type { TypeSpelling } from './typeSpelling.ts';
import { casingOf } from './values.ts';

/** What is known of an answer beside its items. */
interface Around {
  /** The answer as it came: numbers lose digits on the way to JSON. */
  readonly text: string;
  /** Where the items stand, in words before `item 3`. */
  readonly position: string;
  /** Under which record they were listed. */
  readonly parentId?: string | undefined;
  /** Ids of the records that are wanted; without it, all. */
  readonly only?: ReadonlySet<string> | undefined;
}

interface ReadItems {
  readonly records: readonly ReadRecord[];
  readonly setAside: readonly UnreadableRecord[];
}

function isOneOf(ids: ReadonlySet<string>, item: Json): boolean {
  const id = isJsonObject(item) ? item['id'] : undefined;
  return typeof id === 'string' && ids.has(id);
}

/**
 * Reads the items of an answer one by one: what cannot be read is set aside with its reason, and the rest goes on. It
 * learns from what it reads how commission types are spelt, and whose each record is.
 */
export function createItemReader(
  spelling: Pick<TypeSpelling, 'shown'>,
): (collection: CollectionName, items: readonly Json[], around: Around) => ReadItems {
  /** Parents of records whose own JSON does not name them, learned from the lists they came in. */
  const parents = new Map<string, string>();

  const learn = (collection: CollectionName, server: ReadRecord['server']): void => {
    const casing = collection === 'commissionLevel' ? casingOf(server['type']) : null;
    if (casing !== null) spelling.shown(casing);
  };

  const parentOf = (collection: CollectionName, id: Json | undefined, listed: string | undefined) => {
    const field = parentFields[collection];
    if (field === undefined) return null;
    const parent = listed ?? (typeof id === 'string' ? parents.get(id) : undefined);
    return parent === undefined ? null : { field, id: parent };
  };

  return (collection, items, page) => {
    const records = new Map<string, ReadRecord>();
    const setAside: UnreadableRecord[] = [];
    const ofProfile = isOfProfile(collection);
    for (const [index, whole] of items.entries()) {
      if (page.only !== undefined && !isOneOf(page.only, whole)) continue;
      const item = scrubbed(collection, whole);
      const id = isJsonObject(item) ? item['id'] : undefined;
      const outcome = readRecord(item, {
        collection,
        position: `${page.position}item ${index + 1}`,
        // The text of a page is not scrubbed, so nothing of it may be repeated.
        text: ofProfile ? '' : page.text,
        parent: parentOf(collection, id, page.parentId),
      });
      if (!outcome.ok) {
        setAside.push(outcome.unreadable);
        continue;
      }
      const { record } = outcome;
      learn(collection, record.server);
      if (page.parentId !== undefined && isJsonObject(item) && record.server !== item) {
        parents.set(record.id, page.parentId);
      }
      // A record repeated in the page counts once, the last wins.
      records.set(record.id, record);
    }
    return { records: [...records.values()], setAside };
  };
}
