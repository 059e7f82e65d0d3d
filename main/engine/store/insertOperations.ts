import type { NewOperation } from './api.ts';
import type { Cell } from './columns.ts';
import { createWriteRows, tuples } from './manyRows.ts';
import type { Connection } from './sqlite.ts';

const insertSql = (rows: number): string =>
  `INSERT INTO operation
     (id, target_id, changes, batch_id, kind, collection, depends_on, state, error, staged_at)
   VALUES ${tuples('(?, ?, ?, $batch, $kind, $collection, $dependsOn, $state, $error, $stagedAt)', rows)}`;

/** Inserts operations in their order; those of one gesture differ in little, and what they share is bound once. */
export function createInsert(connection: Connection): (operations: readonly NewOperation[]) => void {
  const write = createWriteRows(connection, 3, insertSql);
  return (operations) => {
    let run: Cell[] = [];
    let first: NewOperation | null = null;
    const flush = (): void => {
      if (first === null) return;
      write(run, {
        batch: first.batchId,
        kind: first.kind ?? 'update',
        collection: first.collection,
        dependsOn: JSON.stringify(first.dependsOn ?? []),
        state: first.state,
        error: first.error === undefined ? null : JSON.stringify(first.error),
        stagedAt: first.stagedAt,
      });
      run = [];
    };
    for (const operation of operations) {
      if (first !== null && !isAlike(first, operation)) flush();
      if (run.length === 0) first = operation;
      run.push(operation.id, operation.targetId, JSON.stringify(operation.changes));
    }
    flush();
  };
}

/** Whether two operations share all that is bound once. */
function isAlike(one: NewOperation, other: NewOperation): boolean {
  return (
    one.batchId === other.batchId &&
    one.state === other.state &&
    one.collection === other.collection &&
    one.kind === other.kind &&
    one.error === other.error &&
    one.dependsOn === other.dependsOn &&
    one.stagedAt === other.stagedAt
  );
}
