import type { CollectionName } from '../../../domain/fields.ts';
import type {
  FieldChanges,
  Operation,
  OperationError,
  OperationKind,
  OperationState,
} from '../../../domain/operation.ts';
import type { BatchRow, OperationHead, StagedOperation } from './api.ts';

/** A row of the `operation` table as SQLite hands it over. */
export interface OperationRecord {
  readonly sequence: number;
  readonly id: string;
  readonly batch_id: string;
  readonly kind: OperationKind;
  readonly collection: CollectionName;
  readonly target_id: string;
  readonly changes: string;
  readonly depends_on: string;
  readonly state: OperationState;
  readonly attempts: number;
  readonly retry_at: number | null;
  readonly error: string | null;
  readonly staged_at: number;
  readonly sent_at: number | null;
  readonly settled_at: number | null;
}

/** A row of the `batch` table. */
export interface BatchRecord {
  readonly id: string;
  readonly sequence: number;
  readonly label: string;
  readonly actor: string;
  readonly environment: string;
  readonly created_at: number;
  readonly undone_at: number | null;
  readonly superseded: string;
}

/** Columns of an operation in the order in which rows are read. */
export const operationColumns =
  'sequence, id, batch_id, kind, collection, target_id, changes, depends_on, state, attempts, retry_at, error, staged_at, sent_at, settled_at';

/** The same for a query that reads another table as well. */
export const columnsOf = (alias: string): string =>
  operationColumns
    .split(', ')
    .map((name) => `${alias}.${name}`)
    .join(', ');

/** Columns of a gesture in the order in which rows are read. */
export const batchColumns = 'id, sequence, label, actor, environment, created_at, undone_at, superseded';

const noDependencies: readonly string[] = [];

/** Parses text unless it is the one before: what a gesture did to many records reads the same in most of them. */
function createParse<T>(parse: (text: string) => T): (text: string) => T {
  let known: { readonly text: string; readonly value: T } | null = null;
  return (text) => {
    if (known?.text !== text) known = { text, value: parse(text) };
    return known.value;
  };
}

const changesIn = createParse((text): FieldChanges => JSON.parse(text));
const errorIn = createParse((text): OperationError => JSON.parse(text));

/** The operation a row holds. Its JSON was written by this store, so its shape is known. */
export function toOperation(row: OperationRecord): Operation {
  const changes = changesIn(row.changes);
  const dependsOn = dependenciesIn(row.depends_on);
  const error = row.error === null ? null : errorIn(row.error);
  return {
    id: row.id,
    sequence: row.sequence,
    batchId: row.batch_id,
    kind: row.kind,
    collection: row.collection,
    targetId: row.target_id,
    changes,
    dependsOn,
    state: row.state,
    attempts: row.attempts,
    retryAt: row.retry_at,
    error,
    stagedAt: row.staged_at,
    sentAt: row.sent_at,
    settledAt: row.settled_at,
  };
}

/** What staging needs of an operation, and the record it is of, as SQLite hands it over: in arrays it takes half as long. */
export type StagedRow = readonly [
  targetId: string,
  sequence: number,
  id: string,
  changes: string,
  state: OperationState,
  error: string | null,
];

/** The part of an operation that says what is staged, as a row. */
export function stagedRow(row: OperationRecord): StagedRow {
  return [row.target_id, row.sequence, row.id, row.changes, row.state, row.error];
}

/** What is staged, from such a row. */
export function toStaged(
  [, sequence, id, changes, state, error]: StagedRow,
  collection: CollectionName,
): StagedOperation {
  return {
    sequence,
    id,
    collection,
    changes: changesIn(changes),
    state,
    error: error === null ? null : errorIn(error),
  };
}

/** A row of what planning needs of an operation. */
export type HeadRecord = Pick<
  OperationRecord,
  'sequence' | 'collection' | 'target_id' | 'state' | 'retry_at' | 'depends_on'
>;

/** The part of an operation that planning needs, without its values. */
export function toHead(row: HeadRecord): OperationHead {
  return {
    sequence: row.sequence,
    collection: row.collection,
    targetId: row.target_id,
    state: row.state,
    retryAt: row.retry_at,
    dependsOn: dependenciesIn(row.depends_on),
  };
}

function dependenciesIn(text: string): readonly string[] {
  return text === '[]' ? noDependencies : JSON.parse(text);
}

/** The batch a row holds. */
export function toBatch(row: BatchRecord): BatchRow {
  const superseded: BatchRow['superseded'] = JSON.parse(row.superseded);
  return {
    id: row.id,
    sequence: row.sequence,
    label: row.label,
    actor: row.actor,
    environment: row.environment,
    createdAt: row.created_at,
    undoneAt: row.undone_at,
    superseded,
  };
}

/** A count of zero for every state. */
export function noCounts(): Record<OperationState, number> {
  return {
    held: 0,
    ready: 0,
    sending: 0,
    waiting: 0,
    unknown: 0,
    blocked: 0,
    'needs-auth': 0,
    refused: 0,
    conflict: 0,
    done: 0,
    dropped: 0,
  };
}
