import type Database from 'better-sqlite3';
import type { HistoryQuery, HistoryStore, ServerChange } from './api.ts';
import { auditColumns, toEntry } from './audit.ts';
import type { AuditRecord } from './audit.ts';
import { inChunks } from './inChunks.ts';
import { columnsOf, toOperation } from './operationRows.ts';
import type { OperationRecord } from './operationRows.ts';
import { endingOf } from './recordOperations.ts';

/** Whether a JSON object has a member; of the whole object (`$`) that is always so. */
const names = 'json_type(changes, ?) IS NOT NULL';

const audited = auditColumns
  .split(', ')
  .map((name) => `a.${name}`)
  .join(', ');

/** Statements over what became of a record, the newest first. */
export const historySql = {
  operations: `SELECT ${columnsOf('o')} FROM operation_of_record AS r
    CROSS JOIN operation AS o ON o.sequence = r.sequence
    WHERE r.id_ending = ${endingOf('?')} AND o.target_id = ? AND o.collection = ?
      AND r.sequence < ? AND ${names} ORDER BY r.sequence DESC LIMIT ?`,
  serverChanges: `SELECT sequence, at, changes FROM server_change
    WHERE record_id = ? AND collection = ? AND sequence < ? AND ${names} ORDER BY sequence DESC LIMIT ?`,
  ofOperations: `SELECT ${audited} FROM json_each(?) AS wanted
    CROSS JOIN audit AS a ON a.operation_id = wanted.value WHERE a.event <> 'sent' ORDER BY a.sequence`,
  ofGestures: `SELECT ${audited} FROM json_each(?) AS wanted
    CROSS JOIN audit AS a ON a.batch_id = wanted.value WHERE a.operation_id IS NULL ORDER BY a.sequence`,
} as const;

interface ServerChangeRecord {
  readonly sequence: number;
  readonly at: number;
  readonly changes: string;
}

/** What is known of single records over time. */
export function createHistoryStore(db: Database.Database): HistoryStore {
  type Bound = [string, string, number, string];
  const operations = db.prepare<[string, ...Bound, number], OperationRecord>(historySql.operations);
  const serverChanges = db.prepare<[...Bound, number], ServerChangeRecord>(historySql.serverChanges);
  const ofOperations = db.prepare<[string], AuditRecord>(historySql.ofOperations);
  const ofGestures = db.prepare<[string], AuditRecord>(historySql.ofGestures);

  return {
    operations(query) {
      const { collection, id, limit } = query;
      return operations.all(id, id, collection, beforeOf(query), pathOf(query), limit).map(toOperation);
    },
    serverChanges: (query) =>
      serverChanges
        .all(query.id, query.collection, beforeOf(query), pathOf(query), query.limit)
        .map(toServerChange),
    decisions(operationIds, batchIds) {
      const rows = [
        ...[...inChunks(operationIds)].flatMap((chunk) => ofOperations.all(JSON.stringify(chunk))),
        ...[...inChunks([...new Set(batchIds)])].flatMap((chunk) => ofGestures.all(JSON.stringify(chunk))),
      ];
      return rows.sort((a, b) => a.sequence - b.sequence).map(toEntry);
    },
  };
}

function beforeOf({ before }: HistoryQuery): number {
  return before ?? Number.MAX_SAFE_INTEGER;
}

function pathOf({ field }: HistoryQuery): string {
  return field === null ? '$' : `$.${JSON.stringify(field)}`;
}

function toServerChange({ sequence, at, changes }: ServerChangeRecord): ServerChange {
  const parsed: ServerChange['changes'] = JSON.parse(changes);
  return { sequence, at, changes: parsed };
}
