import type { IncomingRecord } from './api.ts';
import { integerAt, textAt } from './cells.ts';
import { survivesJson } from './inChunks.ts';
import { byTarget } from './liveOperations.ts';
import type { LiveEffect, LiveOperations } from './liveOperations.ts';
import { materialize } from './materialize.ts';
import { cellsOf } from './mirrorTable.ts';
import type { MirrorTable } from './mirrorTable.ts';
import type { ServerChanges } from './serverChanges.ts';

const noLive: ReadonlyMap<string, readonly LiveEffect[]> = new Map();

/** The reading of a list that brings records. */
interface Seen {
  readonly pass: number;
  readonly now: number;
  readonly moved?: boolean;
}

interface Applying {
  readonly mirror: MirrorTable;
  readonly operations: LiveOperations;
  readonly observed: ServerChanges;
}

/**
 * Takes records of a vendor over as they are now, under what is staged on them, and answers the rows in which anything
 * a person sees changed. One query per page tells new records from known ones; each record then costs one or two statements.
 */
export function applyRecords(
  { mirror, operations, observed }: Applying,
  records: readonly IncomingRecord[],
  seen: Seen,
): readonly number[] {
  const { collection } = mirror.table;
  const byId = new Map(records.map((record) => [record.id, record]));
  const ids = [...byId.keys()];
  const live = operations.any(collection) ? byTarget(operations.of(collection, ids)) : noLive;
  const known = new Map(
    mirror.existing.all(JSON.stringify(ids)).map((row) => [textAt(row, 0), row] as const),
  );

  const changed: number[] = [];
  for (const record of byId.values()) {
    const effects = live.get(record.id) ?? [];
    const row = known.get(record.id) ?? foundAnyway(mirror, record.id);
    if (row === undefined) {
      changed.push(insert(mirror, record, effects, seen));
    } else {
      const rowid = integerAt(row, 1);
      if (update({ mirror, observed }, { rowid, wasGone: row[2] === 1 }, record, effects, seen))
        changed.push(rowid);
    }
  }
  observed.trim();
  return changed;
}

/** The page's query misses an id that does not survive JSON; taking it for new would fail on every pull. */
function foundAnyway(mirror: MirrorTable, id: string): readonly unknown[] | undefined {
  if (survivesJson(id)) return undefined;
  const row = mirror.get.get(id);
  return row === undefined ? undefined : [id, row[0], row[3] === null ? 0 : 1];
}

function insert(
  mirror: MirrorTable,
  record: IncomingRecord,
  effects: readonly LiveEffect[],
  seen: Seen,
): number {
  const { values, changeState } = materialize(record.values, effects);
  const { lastInsertRowid } = mirror.insert.run(
    record.id,
    seen.now,
    seen.pass,
    changeState,
    ...cellsOf(mirror, values),
  );
  const rowid = Number(lastInsertRowid);
  mirror.insertServer.run(rowid, JSON.stringify(record.server));
  return rowid;
}

/** Answers whether anything a person sees changed. */
function update(
  { mirror, observed }: Omit<Applying, 'operations'>,
  { rowid, wasGone }: { readonly rowid: number; readonly wasGone: boolean },
  record: IncomingRecord,
  effects: readonly LiveEffect[],
  seen: Seen,
): boolean {
  const server = JSON.stringify(record.server);
  const same = mirror.sameServer.get(server, rowid)?.[0] === 1;
  if (same && !wasGone && seen.moved !== true) {
    mirror.seen.run(seen.now, seen.pass, rowid);
    return false;
  }
  if (!same) {
    observed.note(mirror, rowid, record, seen);
    mirror.insertServer.run(rowid, server);
  }
  const { values, changeState } = materialize(record.values, effects);
  const cells = cellsOf(mirror, values);
  const before = mirror.effective.get(rowid) ?? [];
  const other: number[] = [];
  cells.forEach((cell, index) => {
    if (cell !== before[index + 1]) other.push(index);
  });
  // A column that is written rewrites its indexes, also with what it held already.
  mirror
    .updateOnly(other)
    .run(seen.now, seen.pass, changeState, ...other.map((index) => cells[index] ?? null), rowid);
  return wasGone || before[0] !== changeState || other.length > 0;
}
