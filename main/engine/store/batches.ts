import type Database from 'better-sqlite3';
import type { OperationStore } from './api.ts';
import { batchColumns, toBatch } from './operationRows.ts';
import type { BatchRecord } from './operationRows.ts';

type BatchStore = Pick<
  OperationStore,
  'addBatch' | 'updateBatch' | 'batch' | 'batches' | 'lastUndoable' | 'lastRedoable'
>;

/** Where the stack of undone gestures is kept, so that redo works after a restart. */
const REDO = 'outbox.undone';

/** An operation in one of these states has not reached the server and can be taken back. */
const UNSENT = ['held', 'ready', 'waiting', 'refused', 'conflict', 'needs-auth', 'blocked'] as const;

/** One query per state, because the index is ordered by sequence within a state. */
export const newestUnsentSql = UNSENT.map(
  (state) =>
    `SELECT * FROM (SELECT sequence, batch_id FROM operation
     WHERE state = '${state}' AND state NOT IN ('done', 'dropped') AND sequence < $below
     ORDER BY sequence DESC LIMIT 1)`,
).join(' UNION ALL ');

/** Gestures: one row each, newest first, with the stack of those taken back. */
export function createBatchStore(db: Database.Database): BatchStore {
  const insert = db.prepare<[string, string, string, string, number, string], { readonly sequence: number }>(
    `INSERT INTO batch (id, sequence, label, actor, environment, created_at, superseded)
     VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM batch), ?, ?, ?, ?, ?) RETURNING sequence`,
  );
  const setUndone = db.prepare<[number | null, string]>('UPDATE batch SET undone_at = ? WHERE id = ?');
  const setSuperseded = db.prepare<[string, string]>('UPDATE batch SET superseded = ? WHERE id = ?');
  const one = db.prepare<[string], BatchRecord>(`SELECT ${batchColumns} FROM batch WHERE id = ?`);
  const page = db.prepare<[number, number], BatchRecord>(
    `SELECT ${batchColumns} FROM batch ORDER BY sequence DESC LIMIT ? OFFSET ?`,
  );
  const newestUnsent = db.prepare<
    [{ readonly below: number }],
    { readonly sequence: number; readonly batch_id: string }
  >(`SELECT sequence, batch_id FROM (${newestUnsentSql}) ORDER BY sequence DESC LIMIT 1`);
  const firstOf = db
    .prepare<[string], number>('SELECT min(sequence) FROM operation WHERE batch_id = ?')
    .pluck();
  const sentOf = db
    .prepare<[string], number>(
      `SELECT 1 FROM operation WHERE batch_id = ? AND state IN ('sending', 'unknown', 'done') LIMIT 1`,
    )
    .pluck();
  const typedBack = db.prepare<[number], BatchRecord>(
    `SELECT ${batchColumns} FROM batch
     WHERE sequence > ? AND undone_at IS NULL AND superseded <> '[]'
     ORDER BY sequence DESC`,
  );
  const readStack = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck();
  const writeStack = db.prepare<[string, string]>(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const stack = (): readonly string[] => {
    const text = readStack.get(REDO);
    if (text === undefined) return [];
    const ids: readonly string[] = JSON.parse(text);
    return ids;
  };

  const batch: BatchStore['batch'] = (id) => {
    const row = one.get(id);
    return row === undefined ? null : toBatch(row);
  };

  /** The newest gesture with unsent operations and none sent. Operations of a gesture are contiguous. */
  const newestWithOperations = (): ReturnType<BatchStore['batch']> => {
    let below = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const found = newestUnsent.get({ below });
      if (found === undefined) return null;
      if (sentOf.get(found.batch_id) === undefined) return batch(found.batch_id);
      below = firstOf.get(found.batch_id) ?? 0;
    }
  };

  return {
    addBatch(added) {
      const superseded = JSON.stringify(added.superseded);
      const row = insert.get(
        added.id,
        added.label,
        added.actor,
        added.environment,
        added.createdAt,
        superseded,
      );
      // A new gesture makes what was taken back unreachable, as in every editor.
      if (stack().length > 0) writeStack.run(REDO, '[]');
      return { ...added, sequence: row?.sequence ?? 0, undoneAt: null };
    },
    updateBatch(id, patch) {
      if (patch.superseded !== undefined) setSuperseded.run(JSON.stringify(patch.superseded), id);
      if (patch.undoneAt === undefined) return;
      setUndone.run(patch.undoneAt, id);
      const others = stack().filter((other) => other !== id);
      writeStack.run(REDO, JSON.stringify(patch.undoneAt === null ? others : [...others, id]));
    },
    batch,
    batches: (offset, limit) => page.all(limit, offset).map(toBatch),
    lastUndoable() {
      const candidate = newestWithOperations();
      // A gesture that only typed values back has no operation of its own, but put others aside.
      for (const row of typedBack.iterate(candidate?.sequence ?? 0)) {
        if (sentOf.get(row.id) === undefined) return toBatch(row);
      }
      return candidate;
    },
    lastRedoable() {
      const id = stack().at(-1);
      return id === undefined ? null : batch(id);
    },
  };
}
