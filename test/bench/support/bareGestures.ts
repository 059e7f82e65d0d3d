import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { createWriteRows, tuples } from '../../../main/engine/store/manyRows.ts';
import { prepareRaw } from '../../../main/engine/store/sqlite.ts';
import { fullRecords } from '../../../main/engine/sync/gather.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { openTestStore } from '../../engine/support/store.ts';
import { applyAll, practiceRecords } from './records.ts';

/**
 * The least that gestures cost the database: our schema with its indexes, our cipher, pragmas and durability,
 * the same rows, and statements that write many of them at a time. Everything else is prepared before the
 * clock starts, and rows are visited in the order in which they lie in the file. Each answers seconds.
 */
export interface BareGestures {
  /** One value in these columns (`user_defined_1` …) of so many rows: an operation for each row. */
  write(columns: readonly string[], rows: number): number;
  /** Drops the operations of the last `gestures` of `write`, as one gesture that remembers them. */
  clear(columns: readonly string[], gestures: number): number;
  /** Drops the operations of the last `write`, and gives the rows this mark. */
  undo(columns: readonly string[], mark: number): number;
  /** Brings what was dropped last back. */
  redo(columns: readonly string[]): number;
  /** Reads these columns of all rows. */
  read(columns: readonly string[]): number;
  close(): void;
}

export async function bareGestures(assignments: number): Promise<BareGestures> {
  const { contractAssignment } = await practiceRecords(assignments);
  const one = openTestStore({ readServerCopy });
  applyAll(one.store, 'contractAssignment', contractAssignment, fullRecords);
  one.store.close();
  const opened = openDatabase({ file: one.file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.message);
  const connection = opened.value;
  const all = prepareRaw(connection, 'SELECT rowid, id FROM contract_assignment ORDER BY rowid')
    .all()
    .map(([rowid, id]) => ({ rowid: Number(rowid), id: String(id) }));
  const addBatch = connection.prepare(
    `INSERT INTO batch (id, sequence, label, actor, environment, created_at, superseded)
     VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM batch), 'Bench', 'tester', 'practice', 1, ?)`,
  );
  const add = createWriteRows(
    connection,
    3,
    (count) =>
      `INSERT INTO operation (id, target_id, changes, batch_id, kind, collection, depends_on, state, error, staged_at)
       VALUES ${tuples("(?, ?, ?, $batch, 'update', 'contractAssignment', '[]', 'ready', NULL, 1)", count)}`,
  );
  const move = connection.prepare(
    `UPDATE operation SET state = ?, settled_at = ?, retry_at = NULL, error = ?
     WHERE id IN (SELECT value FROM json_each(?))`,
  );
  const audit = connection.prepare(
    `INSERT INTO audit (at, actor, environment, event, operation_id, batch_id, detail, previous_hash, hash)
     VALUES (1, 'tester', 'practice', ?, NULL, ?, '{}', ?, ?)`,
  );
  const hash = '0'.repeat(64);
  const error = JSON.stringify({ code: 'undone', message: 'Taken back before it was sent.', fields: {} });
  const written: (readonly string[])[] = [];
  /** What was dropped last, by gesture. */
  let dropped: readonly (readonly string[])[] = [];

  const within = (work: () => void): number => {
    const began = performance.now();
    connection.exec('PRAGMA synchronous=FULL; BEGIN IMMEDIATE');
    work();
    connection.exec('COMMIT');
    const took = performance.now() - began;
    connection.pragma('wal_checkpoint(PASSIVE)');
    return took / 1000;
  };
  /** Prepared writing of a value and a mark into rows. */
  const marking = (columns: readonly string[], rows: number, value: string | null, mark: number) => {
    const write = createWriteRows(
      connection,
      1 + columns.length,
      (count) =>
        `UPDATE contract_assignment SET change_state = $mark,
           ${columns.map((column, index) => `${column} = v.column${index + 2}`).join(', ')}
         FROM (VALUES ${tuples(`(?${', ?'.repeat(columns.length)})`, count)}) AS v
         WHERE contract_assignment.rowid = v.column1`,
    );
    const cells = all.slice(0, rows).flatMap(({ rowid }) => [rowid, ...columns.map(() => value)]);
    return (): void => write(cells, { mark });
  };
  const moving = (ids: readonly string[], ...set: readonly [string, number | null, string | null]) => {
    const chunks: string[] = [];
    for (let from = 0; from < ids.length; from += 1_000)
      chunks.push(JSON.stringify(ids.slice(from, from + 1_000)));
    return (): void => {
      for (const chunk of chunks) move.run(...set, chunk);
    };
  };
  return {
    write(columns, rows) {
      const batch = systemRandom.id();
      const ids = all.slice(0, rows).map(() => systemRandom.id());
      const changes = JSON.stringify(
        Object.fromEntries(columns.map((column) => [column, { base: null, value: 'bench' }])),
      );
      const cells = all.slice(0, rows).flatMap(({ id }, index) => [ids[index] ?? '', id, changes]);
      const mark = marking(columns, rows, 'bench', 1);
      written.push(ids);
      return within(() => {
        addBatch.run(batch, '[]');
        add(cells, { batch });
        mark();
        audit.run('staged', batch, hash, hash);
      });
    },
    clear(columns, gestures) {
      dropped = written.splice(-gestures);
      const ids = dropped.flat();
      const batch = systemRandom.id();
      const superseded = JSON.stringify(ids.map((id) => [id, 'ready']));
      const drop = moving(ids, 'dropped', 1, error);
      const mark = marking(columns, all.length, null, 0);
      return within(() => {
        addBatch.run(batch, superseded);
        drop();
        mark();
        audit.run('staged', batch, hash, hash);
      });
    },
    undo(columns, to) {
      const ids = written.pop() ?? [];
      dropped = [ids];
      const drop = moving(ids, 'dropped', 1, error);
      const mark = marking(columns, ids.length, to === 0 ? null : 'bench', to);
      return within(() => {
        drop();
        mark();
        audit.run('undone', null, hash, hash);
      });
    },
    redo(columns) {
      const revive = moving(dropped.flat(), 'ready', null, null);
      const mark = marking(columns, all.length, 'bench', 1);
      written.push(...dropped);
      return within(() => {
        revive();
        mark();
        audit.run('redone', null, hash, hash);
      });
    },
    read(columns) {
      const select = prepareRaw(
        connection,
        `SELECT rowid, id, ${columns.join(', ')} FROM contract_assignment ORDER BY rowid`,
      );
      const began = performance.now();
      let rows = 0;
      for (const row of select.iterate()) rows += row.length > 0 ? 1 : 0;
      if (rows !== all.length) throw new Error(`${rows} rows were read`);
      return (performance.now() - began) / 1000;
    },
    close() {
      connection.close();
      one.reopen();
      one.dispose();
    },
  };
}
