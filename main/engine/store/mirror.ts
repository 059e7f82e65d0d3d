import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { createAlike, hasAssignmentsSql } from './alike.ts';
import type { IncomingRecord, MirrorStore, ReadServerCopy } from './api.ts';
import { applyRecords } from './applyRecords.ts';
import { integerAt, parseJsonObject, textAt } from './cells.ts';
import { tables } from './columns.ts';
import { inChunks, rowsFor } from './inChunks.ts';
import { byTarget, createLiveOperations } from './liveOperations.ts';
import type { LiveEffect } from './liveOperations.ts';
import { materialize, materializeSome, saysAll } from './materialize.ts';
import { createMirrorReader, serverValuesOf } from './mirrorRead.ts';
import type { Mirrors } from './mirrorRead.ts';
import { cellsOf, createMirrorTable } from './mirrorTable.ts';
import type { MirrorTable } from './mirrorTable.ts';
import { createNewRows, shownWhileLocal } from './newRows.ts';
import { createReferences } from './references.ts';
import { createServerChanges } from './serverChanges.ts';
import { createRowWriter } from './rowWriter.ts';
import type { MarkedRow } from './rowWriter.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import type { Transact } from './transactions.ts';

export interface MirrorParts {
  readonly transaction: Transact;
  readonly readServerCopy: ReadServerCopy;
  /** Told when visible values of a collection changed, so that what was derived from them is dropped. */
  readonly changed: (collection: CollectionName) => void;
}

/** The mirrored collections of one database. */
export function createMirrorStore(connection: Connection, parts: MirrorParts): MirrorStore {
  const { transaction, readServerCopy, changed } = parts;
  const mirrors: Mirrors = {
    carrier: createMirrorTable(connection, tables.carrier),
    product: createMirrorTable(connection, tables.product),
    commissionLevel: createMirrorTable(connection, tables.commissionLevel),
    contractAssignment: createMirrorTable(connection, tables.contractAssignment),
    invitation: createMirrorTable(connection, tables.invitation),
    producer: createMirrorTable(connection, tables.producer),
    address: createMirrorTable(connection, tables.address),
    phone: createMirrorTable(connection, tables.phone),
    bankAccount: createMirrorTable(connection, tables.bankAccount),
    insurancePolicy: createMirrorTable(connection, tables.insurancePolicy),
    downstreamEntity: createMirrorTable(connection, tables.downstreamEntity),
    agent: createMirrorTable(connection, tables.agent),
    licence: createMirrorTable(connection, tables.licence),
    fileDocument: createMirrorTable(connection, tables.fileDocument),
  };
  const operations = createLiveOperations(connection);
  const observed = createServerChanges(connection, readServerCopy);
  const hasAssignments = prepareRaw(connection, hasAssignmentsSql);
  const writeRows = createRowWriter(connection);
  const addRows = createNewRows(connection);

  /** The stored copy with what the answer names written over it: absent is unknown, not empty. */
  function widened(mirror: MirrorTable, record: IncomingRecord): IncomingRecord {
    const { id } = record;
    const found = mirror.rowidOf.get(id);
    const row = found === undefined ? undefined : mirror.serverOf.get(integerAt(found, 0));
    if (row === undefined) return record;
    const server = { ...parseJsonObject(textAt(row, 0)), ...record.server };
    return { id, server, values: readServerCopy(mirror.table.collection, server) };
  }

  /** A record made here is what its operations say, and is there as long as there are some. */
  function materializeLocal(mirror: MirrorTable, id: string, live: readonly LiveEffect[]): number | null {
    const { collection } = mirror.table;
    const found = mirror.rowidOf.get(id);
    if (live.length === 0) {
      if (found !== undefined) mirror.removeLocal.run(id);
      return null;
    }
    const { values: staged, changeState } = materialize({}, live);
    const values = shownWhileLocal(
      collection,
      staged,
      live.map(({ state }) => state),
    );
    if (found === undefined)
      return Number(mirror.insert.run(id, 0, 0, changeState, ...cellsOf(mirror, values)).lastInsertRowid);
    const rowid = integerAt(found, 0);
    mirror.updateEffective.run(changeState, ...cellsOf(mirror, values), rowid);
    return rowid;
  }

  return {
    applyPage(collection, records, seen) {
      if (records.length === 0) return [];
      const mirror = mirrors[collection];
      const whole = (record: IncomingRecord): IncomingRecord =>
        record.narrow === true ? widened(mirror, record) : record;
      const rowids = transaction('mirror', () =>
        applyRecords({ mirror, operations, observed }, records.map(whole), seen),
      );
      if (rowids.length > 0) changed(collection);
      return rowids;
    },
    markSeen(collection, ids, pass) {
      const { markSeen } = mirrors[collection];
      return transaction('mirror', () =>
        ids.reduce((marked, id) => marked + markSeen.run(pass, id).changes, 0),
      );
    },
    materialize(collection, ids, fields) {
      const mirror = mirrors[collection];
      const made: number[] = [];
      for (const chunk of inChunks(ids.filter(isLocalId))) {
        const live = byTarget(operations.of(collection, chunk));
        for (const id of chunk) {
          const rowid = materializeLocal(mirror, id, live.get(id) ?? []);
          if (rowid !== null) made.push(rowid);
        }
        changed(collection);
      }
      const found = inFileOrder(
        mirror,
        ids.filter((id) => !isLocalId(id)),
      );
      const columns = mirror.table.columns.filter(({ field }) => fields?.includes(field.name) ?? true);
      const rows: MarkedRow[] = [];
      const names = columns.map(({ field }) => field.name);
      for (const chunk of inChunks(found)) {
        const live = byTarget(operations.of(collection, chunk.map(idOf)));
        const asked =
          fields === undefined ? chunk : chunk.filter(({ id }) => !saysAll(live.get(id) ?? [], names));
        const servers = serverValuesOf(mirror, asked.map(rowidOf), readServerCopy, fields);
        for (const { id, rowid } of chunk) {
          const effects = live.get(id) ?? [];
          if (fields === undefined) {
            const { changeState, values } = materialize(servers.get(rowid) ?? {}, effects);
            mirror.updateEffective.run(changeState, ...cellsOf(mirror, values), rowid);
            continue;
          }
          const { changeState, values } = materializeSome(servers.get(rowid), effects, names);
          rows.push({ rowid, wanted: values, mark: changeState });
        }
      }
      writeRows(collection, rows);
      // What names an assignment (its NPN) cannot be edited, and its labels are dear to load again.
      if (found.length > 0 && collection !== 'contractAssignment') changed(collection);
      return [...made, ...found.map(({ rowid }) => rowid)];
    },
    addNew(collection, rows) {
      const made = addRows(collection, rows);
      changed(collection);
      return made;
    },
    remark(collection, ids) {
      const mirror = mirrors[collection];
      const marked: number[] = [];
      for (const chunk of inChunks(inFileOrder(mirror, ids))) {
        const marks = operations.marks(collection, chunk.map(idOf));
        for (const { id, rowid } of chunk) {
          const mark = marks.get(id) ?? 0;
          if (mirror.remark.run(mark, rowid, mark).changes > 0) marked.push(rowid);
        }
      }
      return marked;
    },
    countUnseen: (collection, pass) => integerAt(mirrors[collection].countUnseen.get(pass), 0),
    count: (collection) => integerAt(mirrors[collection].count.get(), 0),
    tombstoneUnseen: (collection, pass, now) =>
      transaction('mirror', () =>
        mirrors[collection].tombstone.all(now, pass).map((row) => integerAt(row, 0)),
      ),
    markGone(collection, id, now) {
      mirrors[collection].markGone.run(now, id);
    },
    ...createMirrorReader(connection, mirrors, readServerCopy),
    rename(collection, localId, id) {
      const mirror = mirrors[collection];
      const merged = mirror.rowidOf.get(id) !== undefined;
      if (merged) mirror.removeLocal.run(localId);
      else mirror.rename.run(id, localId);
      changed(collection);
      return merged ? 'merged' : 'renamed';
    },
    alike: createAlike(connection),
    hasAssignments: (npn) => hasAssignments.get(npn) !== undefined,
    countLocal: (collection) => integerAt(mirrors[collection].countLocal.get(), 0),
    localRows: (collection) => new Set(mirrors[collection].localRows.all().map((row) => integerAt(row, 0))),
    ids: (collection, after, limit) =>
      mirrors[collection].ids.all(after ?? '', limit).map((row) => textAt(row, 0)),
    unknownToAssignments: createReferences(connection),
  };
}

interface Found {
  readonly id: string;
  readonly rowid: number;
}

const idOf = ({ id }: Found): string => id;
const rowidOf = ({ rowid }: Found): number => rowid;

/** Where these records lie, in the order of the file: every page of it is then read and written once. */
function inFileOrder(mirror: MirrorTable, ids: readonly string[]): readonly Found[] {
  const found: Found[] = [];
  const rows = rowsFor(
    ids,
    (json) => mirror.rowidsOf.all(json),
    (id) => mirror.rowidOf.all(id).map((row) => [id, ...row]),
  );
  for (const row of rows) found.push({ id: textAt(row, 0), rowid: integerAt(row, 1) });
  return found.sort((a, b) => a.rowid - b.rowid);
}
