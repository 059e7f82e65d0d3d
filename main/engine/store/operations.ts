import type Database from 'better-sqlite3';
import type { CollectionName } from '../../../domain/fields.ts';
import { liveStates } from '../../../domain/operation.ts';
import type { Operation, OperationState } from '../../../domain/operation.ts';
import type { OperationPatch, OperationStore, StagedOperation } from './api.ts';
import { createBatchStore } from './batches.ts';
import { createInsert } from './insertOperations.ts';
import { createNaming } from './naming.ts';
import { createOverlay } from './overlay.ts';
import { createRecordOperations } from './recordOperations.ts';
import { runsOf } from './runs.ts';
import { createShownStates } from './shownStates.ts';
import { inChunks, rowsFor } from './inChunks.ts';
import {
  columnsOf,
  noCounts,
  operationColumns,
  stagedRow,
  toHead,
  toOperation,
  toStaged,
} from './operationRows.ts';
import type { HeadRecord, OperationRecord, StagedRow } from './operationRows.ts';

/** The condition of the partial indexes, word for word, so that SQLite can use them. */
const LIVE = "state NOT IN ('done', 'dropped')";

const listed = (states: readonly OperationState[]): string => states.map((state) => `'${state}'`).join(', ');

const inStates = (states: readonly OperationState[] | undefined): string =>
  states === undefined ? LIVE : `${LIVE} AND state IN (${listed(states)})`;

/** The list queries, named so that their plans can be tested. */
export const operationQueries = {
  live: (states?: readonly OperationState[]): string =>
    `SELECT ${operationColumns} FROM operation WHERE ${inStates(states ?? liveStates)}
     ORDER BY sequence LIMIT ? OFFSET ?`,
  any: (states: readonly OperationState[]): string =>
    `SELECT EXISTS (SELECT 1 FROM operation WHERE ${inStates(states)})`,
  /** One walk for each state, merged: they come in order without sorting. */
  heads: (states: readonly OperationState[]): string =>
    states
      .map(
        (state) =>
          `SELECT sequence, collection, target_id, state, retry_at, depends_on FROM operation
           WHERE state = '${state}' AND ${LIVE} AND sequence > $after`,
      )
      .join(' UNION ALL ')
      .concat(' ORDER BY sequence LIMIT $limit'),
  liveOf: `SELECT ${operationColumns} FROM operation
    WHERE collection = ? AND target_id = ? AND ${LIVE} ORDER BY sequence`,
  liveOfMany: `SELECT ${columnsOf('o')} FROM json_each(?) AS wanted
    CROSS JOIN operation AS o ON o.collection = ? AND o.target_id = wanted.value
    WHERE o.${LIVE} ORDER BY o.sequence`,
  stagedOfMany: `SELECT o.target_id, o.sequence, o.id, o.changes, o.state, o.error FROM json_each(?) AS wanted
    CROSS JOIN operation AS o ON o.collection = ? AND o.target_id = wanted.value
    WHERE o.${LIVE} ORDER BY o.sequence`,
  getMany: (states?: readonly OperationState[]): string =>
    `SELECT ${columnsOf('o')} FROM json_each(?) AS wanted CROSS JOIN operation AS o ON o.id = wanted.value
     ${states === undefined ? '' : `WHERE o.state IN (${listed(states)})`} ORDER BY wanted.key`,
  liveRecords: (states?: readonly OperationState[]): string =>
    `SELECT collection, target_id FROM operation WHERE ${inStates(states)}
     GROUP BY collection, target_id ORDER BY min(sequence) LIMIT ? OFFSET ?`,
  countLiveRecords: (states?: readonly OperationState[]): string =>
    `SELECT count(*) FROM (SELECT DISTINCT collection, target_id FROM operation WHERE ${inStates(states)})`,
  /** Records with an operation in this state whose last word has this code. */
  countLiveRecordsByWord: `SELECT count(*) FROM (SELECT DISTINCT collection, target_id FROM operation
    WHERE ${LIVE} AND state = ? AND json_extract(error, '$.code') = ?)`,
  /** Records in one of these states, or held for the reason with this code; each counted once. */
  countLiveRecordsOrHeld: (states: readonly OperationState[]): string =>
    `SELECT count(*) FROM (SELECT DISTINCT collection, target_id FROM operation
     WHERE (${inStates(states)}) OR (${LIVE} AND state = 'held' AND json_extract(error, '$.code') = ?))`,
  countByState: `SELECT state, count(*) AS count FROM operation WHERE ${LIVE} GROUP BY state`,
  sentSince: `SELECT collection, target_id, max(sequence) AS newest FROM operation
    WHERE sequence > ? AND state = 'done' GROUP BY collection, target_id`,
  ofBatch: `SELECT ${operationColumns} FROM operation WHERE batch_id = ? ORDER BY sequence LIMIT ? OFFSET ?`,
  nextOfBatch: `SELECT ${operationColumns} FROM operation WHERE batch_id = ? AND sequence > ?
    ORDER BY sequence LIMIT ?`,
} as const;

/** How operations that get the same patch are named. */
export const updatePlaces = {
  /** A gesture's operations follow one another; SQLite then need not gather them before it writes. */
  stretch: 'sequence BETWEEN ? AND ?',
  named: 'sequence IN (SELECT value FROM json_each(?))',
} as const;

interface StateCount {
  readonly state: OperationState;
  readonly count: number;
}

type PatchValue = string | number | null;

/** The columns a patch sets, in a fixed order so that its statement can be reused. */
function assignments(patch: OperationPatch): readonly (readonly [string, PatchValue])[] {
  const set: (readonly [string, PatchValue])[] = [];
  if (patch.state !== undefined) set.push(['state', patch.state]);
  if (patch.changes !== undefined) set.push(['changes', JSON.stringify(patch.changes)]);
  if (patch.attempts !== undefined) set.push(['attempts', patch.attempts]);
  if (patch.retryAt !== undefined) set.push(['retry_at', patch.retryAt]);
  if (patch.error !== undefined)
    set.push(['error', patch.error === null ? null : JSON.stringify(patch.error)]);
  if (patch.sentAt !== undefined) set.push(['sent_at', patch.sentAt]);
  if (patch.settledAt !== undefined) set.push(['settled_at', patch.settledAt]);
  return set;
}

/** Staged work in the database. No method opens a transaction: the outbox decides what is atomic. */
export function createOperationStore(db: Database.Database): OperationStore {
  const insert = createInsert(db);
  const recordOperations = createRecordOperations(db);
  const { addDependencies, ...naming } = createNaming(db, recordOperations);
  const one = db.prepare<[string], OperationRecord>(`SELECT ${operationColumns} FROM operation WHERE id = ?`);
  const nextOfBatch = db.prepare<[string, number, number], OperationRecord>(operationQueries.nextOfBatch);
  const ofBatch = db.prepare<[string, number, number], OperationRecord>(operationQueries.ofBatch);
  const liveOf = db.prepare<[CollectionName, string], OperationRecord>(operationQueries.liveOf);
  const liveOfMany = db.prepare<[string, CollectionName], OperationRecord>(operationQueries.liveOfMany);
  const stagedOfMany = db.prepare<[string, CollectionName], StagedRow>(operationQueries.stagedOfMany).raw();
  const byState = db.prepare<[], StateCount>(operationQueries.countByState);
  const byWord = db
    .prepare<[OperationState, string], number>(operationQueries.countLiveRecordsByWord)
    .pluck();
  const byBatch = db.prepare<[string], ReturnType<OperationStore['countsOfBatch']>[number]>(
    `SELECT state, json_extract(error, '$.code') AS code, count(*) AS count, max(settled_at) AS settledAt
     FROM operation WHERE batch_id = ? GROUP BY 1, 2`,
  );
  const sentSince = db.prepare<
    [number],
    { readonly collection: CollectionName; readonly target_id: string; readonly newest: number }
  >(operationQueries.sentSince);
  const nextRetry = db
    .prepare<[], number | null>(
      `SELECT min(retry_at) FROM operation WHERE state IN ('waiting', 'unknown') AND ${LIVE}`,
    )
    .pluck();
  const sendingToUnknown = db.prepare<[]>(
    `UPDATE operation SET state = 'unknown' WHERE state = 'sending' AND ${LIVE}`,
  );
  const updates = new Map<string, Database.Statement<PatchValue[]>>();
  const updateWhere = (
    set: ReturnType<typeof assignments>,
    condition: string,
  ): Database.Statement<PatchValue[]> => {
    const sql = `UPDATE operation SET ${set.map(([column]) => `${column} = ?`).join(', ')} WHERE ${condition}`;
    let statement = updates.get(sql);
    if (statement === undefined) {
      statement = db.prepare<PatchValue[]>(sql);
      updates.set(sql, statement);
    }
    return statement;
  };

  return {
    ...createBatchStore(db),
    ...createOverlay(db),
    ...createShownStates(db),
    ...naming,
    add(operations) {
      recordOperations.noting(() => insert(operations));
      for (const { id, dependsOn } of operations) if (dependsOn !== undefined) addDependencies(id, dependsOn);
    },
    update(id, patch) {
      const set = assignments(patch);
      if (set.length > 0) updateWhere(set, 'id = ?').run(...set.map(([, value]) => value), id);
    },
    updateAll(operations, patch) {
      const set = assignments(patch);
      if (set.length === 0) return;
      // By place and in order, so that each page of the table is met once: ids lie all over it.
      const values = set.map(([, value]) => value);
      const places = Float64Array.from(operations, ({ sequence }) => sequence).sort();
      const { runs, others } = runsOf(places);
      const stretch = updateWhere(set, updatePlaces.stretch);
      for (const { first, last } of runs) stretch.run(...values, first, last);
      const named = updateWhere(set, updatePlaces.named);
      for (const chunk of inChunks(others)) named.run(...values, JSON.stringify(chunk));
    },
    get(id) {
      const row = one.get(id);
      return row === undefined ? null : toOperation(row);
    },
    getMany(ids, states) {
      const statement = db.prepare<[string], OperationRecord>(operationQueries.getMany(states));
      return [...inChunks(ids)].flatMap((chunk) => statement.all(JSON.stringify(chunk)).map(toOperation));
    },
    ofBatch: (batchId) => ofBatch.all(batchId, -1, 0).map(toOperation),
    nextOfBatch: (batchId, after, limit) => nextOfBatch.all(batchId, after, limit).map(toOperation),
    pageOfBatch: (batchId, offset, limit) => ofBatch.all(batchId, limit, offset).map(toOperation),
    liveOf: (collection, targetId) => liveOf.all(collection, targetId).map(toOperation),
    liveOfMany(collection, targetIds) {
      const found = new Map<string, Operation[]>();
      const rows = rowsFor(
        targetIds,
        (json) => liveOfMany.all(json, collection),
        (id) => liveOf.all(collection, id),
      );
      for (const operation of rows) {
        const others = found.get(operation.target_id);
        if (others === undefined) found.set(operation.target_id, [toOperation(operation)]);
        else others.push(toOperation(operation));
      }
      return found;
    },
    stagedOfMany(collection, targetIds) {
      const found = new Map<string, StagedOperation[]>();
      const rows = rowsFor(
        targetIds,
        (json) => stagedOfMany.all(json, collection),
        (id) => liveOf.all(collection, id).map(stagedRow),
      );
      for (const row of rows) {
        const operation = toStaged(row, collection);
        const others = found.get(row[0]);
        if (others === undefined) found.set(row[0], [operation]);
        else others.push(operation);
      }
      return found;
    },
    live: ({ states, offset, limit }) =>
      db
        .prepare<[number, number], OperationRecord>(operationQueries.live(states))
        .all(limit, offset)
        .map(toOperation),
    any: (states) => db.prepare<[], number>(operationQueries.any(states)).pluck().get() === 1,
    heads: (states, after, limit) =>
      db
        .prepare<[{ readonly after: number; readonly limit: number }], HeadRecord>(
          operationQueries.heads(states),
        )
        .all({ after, limit })
        .map(toHead),
    liveRecords: ({ states, offset, limit }) =>
      db
        .prepare<[number, number], { readonly collection: CollectionName; readonly target_id: string }>(
          operationQueries.liveRecords(states),
        )
        .all(limit, offset)
        .map((row) => ({ collection: row.collection, targetId: row.target_id })),
    countLiveRecords: (states) =>
      db.prepare<[], number>(operationQueries.countLiveRecords(states)).pluck().get() ?? 0,
    countLiveRecordsOrHeld: (states, code) =>
      db.prepare<[string], number>(operationQueries.countLiveRecordsOrHeld(states)).pluck().get(code) ?? 0,
    countLiveRecordsByWord: (state, code) => byWord.get(state, code) ?? 0,
    countByState() {
      const counts = noCounts();
      for (const row of byState.iterate()) counts[row.state] = row.count;
      return counts;
    },
    countsOfBatch: (batchId) => byBatch.all(batchId),
    sentSince(sequence) {
      const newest = new Map<string, number>();
      for (const row of sentSince.iterate(sequence))
        newest.set(`${row.collection} ${row.target_id}`, row.newest);
      return (collection, targetId) => newest.get(`${collection} ${targetId}`) ?? null;
    },
    nextRetryAt: () => nextRetry.get() ?? null,
    markSendingAsUnknown: () => sendingToUnknown.run().changes,
  };
}
