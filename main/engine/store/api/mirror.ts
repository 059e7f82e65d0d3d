import type { AgentSyncCollection, CollectionName, FieldValues } from '../../../../domain/fields.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import type { NewRow } from '../newRows.ts';

/** One record as the connector understood it: typed values and the vendor's JSON untouched. */
export interface IncomingRecord {
  readonly id: string;
  readonly values: FieldValues;
  readonly server: JsonObject;
  /** Whether the answer it came in names only some of the fields: the others stay as they are known. */
  readonly narrow?: boolean;
}

/** A record with the values that are shown and those the vendor holds. */
export interface MirroredRecord {
  readonly rowid: number;
  readonly id: string;
  readonly fetchedAt: number;
  readonly goneAt: number | null;
  readonly effective: FieldValues;
  /** Values of the last server copy, without staged changes; null for a record not created yet. */
  readonly server: FieldValues | null;
}

/** Server copies of the vendor's records, with the live operations applied to the effective columns. */
export interface MirrorStore {
  /**
   * Applies one page in one transaction: insert or update, mark as seen in the pass, un-tombstone,
   * and re-apply live operations (fields with a live operation keep the staged value). Ids repeated
   * in the page are applied once, the last wins. Answers the rowids whose visible values changed.
   */
  applyPage(
    collection: CollectionName,
    records: readonly IncomingRecord[],
    at: {
      readonly pass: number;
      readonly now: number;
      /** Operations of these records moved in this transaction: they are recomputed even where the copy is the same. */
      readonly moved?: boolean;
    },
  ): readonly number[];
  /**
   * Counts records as seen by the pass although they could not be read: they are still there, so they
   * must not be taken for deleted. Answers how many of the ids the mirror has.
   */
  markSeen(collection: CollectionName, ids: readonly string[], pass: number): number;
  /**
   * Recomputes effective values and `change_state` of records from their server copies and live
   * operations, and answers the rowids of those that are there. A record made here exists as long as
   * it has live operations: its row comes with the first and goes with the last. Where only operations
   * moved, their `fields` are all that can have changed, and no others are read or written.
   */
  materialize(
    collection: CollectionName,
    ids: readonly string[],
    fields?: readonly string[],
  ): readonly number[];
  /**
   * Writes the rows of records made a moment ago, as `materialize` would: none of them is there yet, and each has
   * its create for its only operation. Answers their rowids in order.
   */
  addNew(collection: CollectionName, rows: readonly NewRow[]): readonly number[];
  /**
   * Recomputes `change_state` alone, for records whose live operations changed their states and nothing
   * else. Answers the rowids whose mark is another now.
   */
  remark(collection: CollectionName, ids: readonly string[]): readonly number[];
  /** Records (not yet gone) that the pass did not see. */
  countUnseen(collection: CollectionName, pass: number): number;
  count(collection: CollectionName): number;
  /** Marks what a complete pass did not see as gone. Records with live operations are marked too, and keep their operations. */
  tombstoneUnseen(collection: CollectionName, pass: number, now: number): readonly number[];
  /** The server said that it does not have this record any more. */
  markGone(collection: CollectionName, id: string, now: number): void;
  get(collection: CollectionName, id: string): MirroredRecord | null;
  /** Those of these records that are there, by id. All of them in memory: ask for a page at a time. */
  getMany(collection: CollectionName, ids: readonly string[]): ReadonlyMap<string, MirroredRecord>;
  /** The same with these fields alone, of effective values and of server copies. */
  getSome(
    collection: CollectionName,
    ids: readonly string[],
    fields: readonly string[],
  ): ReadonlyMap<string, MirroredRecord>;
  /** What the server copies of these rows say of these fields, by rowid; rows without a copy are left out. */
  serverValues(
    collection: CollectionName,
    rowids: readonly number[],
    fields: readonly string[],
  ): ReadonlyMap<number, FieldValues>;
  /** Whether the stored server copy of a record is this one, word for word. */
  holdsCopy(collection: CollectionName, id: string, server: JsonObject): boolean;
  /** The values that these records have in a text field, each once; null where one has none, or is not there. */
  distinct(collection: CollectionName, ids: readonly string[], field: string): readonly string[] | null;
  /** Gives a record made here its server id. Where that id is mirrored already, the two become one row. */
  rename(collection: CollectionName, localId: string, id: string): 'renamed' | 'merged';
  /**
   * A record, not gone, that is the same to people: carrier by name, product by name within carrier,
   * level by name within product, assignment by NPN and product, producer by NPN; of what a producer has:
   * address by type, first line and ZIP, phone by type and number, bank account by type, routing number and
   * last four digits, policy by number or certificate and effective date. Case does not matter.
   */
  alike(collection: AgentSyncCollection, values: FieldValues): string | null;
  /** Whether the producer has any contract assignment here, staged ones included. */
  hasAssignments(npn: string): boolean;
  /** Records made here that the server has not named yet. They count in `count`, and no pass sees them. */
  countLocal(collection: CollectionName): number;
  /** Their rowids. */
  localRows(collection: CollectionName): ReadonlySet<number>;
  /** Ids the server gave to records not gone, in id order; `after` is exclusive. For walking parents. */
  ids(collection: CollectionName, after: string | null, limit: number): readonly string[];
  /** Ids of products or levels that assignments name and the mirror has never seen, in id order. */
  unknownToAssignments(collection: 'product' | 'commissionLevel'): readonly string[];
}

/** Turns the vendor's JSON of a stored server copy, or some fields of it, back into values; the connector's mapping, passed in. */
export type ReadServerCopy = (
  collection: CollectionName,
  server: JsonObject,
  fields?: readonly string[],
) => FieldValues;
