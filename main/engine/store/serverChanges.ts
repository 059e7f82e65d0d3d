import { namedInPart } from '../../../domain/collections.ts';
import type { FieldValue, FieldValues } from '../../../domain/fields.ts';
import { sameValue } from '../../../domain/merge.ts';
import type { IncomingRecord, ReadServerCopy } from './api.ts';
import { parseJsonObject, textAt } from './cells.ts';
import { toCell } from './columns.ts';
import type { MirrorTable } from './mirrorTable.ts';
import type { Connection } from './sqlite.ts';

/** Changes that are kept, of all records together: some 50 MB at most (decision 24). */
export const mostServerChanges = 200_000;

/** Writes down what a pull finds changed at the server, before the older copy is written over. */
export interface ServerChanges {
  /** The record has another copy than the one that is stored. Answers from the server to our own writes are `moved`. */
  note(
    mirror: MirrorTable,
    rowid: number,
    record: IncomingRecord,
    seen: { readonly now: number; readonly moved?: boolean },
  ): void;
  /** Forgets the oldest beyond what is kept; costs nothing where nothing was noted. */
  trim(): void;
}

/**
 * Notes what a pull found changed at the vendor, field by field, and forgets the oldest beyond `most` (decision 24).
 */
export function createServerChanges(
  connection: Connection,
  readServerCopy: ReadServerCopy,
  most = mostServerChanges,
): ServerChanges {
  const insert = connection.prepare<[string, string, number, string]>(
    'INSERT INTO server_change (collection, record_id, at, changes) VALUES (?, ?, ?, ?)',
  );
  const forget = connection.prepare<[number]>('DELETE FROM server_change WHERE sequence <= ?');
  let newest = 0;

  return {
    note(mirror, rowid, record, { now, moved }) {
      const { collection } = mirror.table;
      const row = mirror.serverOf.get(rowid);
      if (row === undefined) return;
      const before = readServerCopy(collection, parseJsonObject(textAt(row, 0)));
      // What we sent is in the row already: the answer that repeats it is no change of somebody else.
      const shown = moved === true ? mirror.effective.get(rowid) : undefined;
      const changes = changesBetween(mirror, before, record.values, shown);
      if (changes === null) return;
      const text = JSON.stringify(changes);
      newest = Number(insert.run(collection, record.id, now, text).lastInsertRowid);
    },
    trim() {
      if (newest > most) forget.run(newest - most);
      newest = 0;
    },
  };
}

type Changes = Record<string, readonly [FieldValue, FieldValue]>;

/**
 * Field by field, or null when no value is another. A field that was unknown and becomes known did not change,
 * and an instant alone (when the vendor last touched the record) says nothing.
 */
function changesBetween(
  { table }: MirrorTable,
  before: FieldValues,
  after: FieldValues,
  shown: readonly unknown[] | undefined,
): Changes | null {
  const changes: Changes = {};
  let telling = false;
  const inPart = namedInPart.has(table.collection);
  table.columns.forEach(({ field: { name, kind } }, place) => {
    const was = before[name];
    const is = after[name];
    if (sameValue(kind, was, is) || (inPart && (was === undefined || is === undefined))) return;
    // The change state stands before the columns.
    if (shown !== undefined && shown[place + 1] === toCell(is)) return;
    changes[name] = [was ?? null, is ?? null];
    telling ||= kind.type !== 'instant';
  });
  return telling ? changes : null;
}
