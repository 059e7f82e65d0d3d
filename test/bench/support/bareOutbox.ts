import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { openDatabase } from '../../../main/engine/store/database.ts';
import { createWriteRows, tuples } from '../../../main/engine/store/manyRows.ts';
import { prepareRaw } from '../../../main/engine/store/sqlite.ts';
import { fullRecords } from '../../../main/engine/sync/gather.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { openTestStore } from '../../engine/support/store.ts';
import { applyAll, practiceRecords } from './records.ts';

/**
 * The least that staged work costs the database: our schema with its indexes, our cipher and pragmas, the
 * same rows and the same durability, but nothing except the statements. Everything else is prepared
 * before the clock starts, and rows are visited in the order in which they lie in the file.
 */
export interface BareOutbox {
  /** Seconds to write one gesture over all records. */
  stage(): number;
  /** Seconds to take the last gesture back. */
  undo(): number;
  /** Milliseconds to write a gesture over one record. */
  one(): number;
  /** Marks records of the last gesture as being sent, durably. */
  claim(from: number, to: number): void;
  /** Lands the server's answer about them. */
  land(from: number, to: number): void;
  close(): void;
}

interface Row {
  readonly rowid: number;
  readonly id: string;
  readonly server: string;
}

export async function bareOutbox(assignments: number): Promise<BareOutbox> {
  const { contractAssignment } = await practiceRecords(assignments);
  const one = openTestStore({ readServerCopy });
  applyAll(one.store, 'contractAssignment', contractAssignment, fullRecords);
  one.store.close();
  const opened = openDatabase({ file: one.file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.message);
  const connection = opened.value;
  const rows: readonly Row[] = prepareRaw(
    connection,
    `SELECT t.rowid, t.id, s.server FROM contract_assignment AS t
     JOIN contract_assignment_server AS s ON s.rowid = t.rowid ORDER BY t.rowid`,
  )
    .all()
    .map(([rowid, id, server]) => ({ rowid: Number(rowid), id: String(id), server: String(server) }));
  const addBatch = connection.prepare(
    `INSERT INTO batch (id, sequence, label, actor, environment, created_at, superseded)
     VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM batch), 'Bench', 'tester', 'practice', 1, '[]')`,
  );
  const add = createWriteRows(
    connection,
    3,
    (count) =>
      `INSERT INTO operation (id, target_id, changes, batch_id, kind, collection, depends_on, state, error, staged_at)
       VALUES ${tuples("(?, ?, ?, $batch, 'update', 'contractAssignment', '[]', 'ready', NULL, 1)", count)}`,
  );
  const mark = createWriteRows(
    connection,
    2,
    (count) =>
      `UPDATE contract_assignment SET change_state = $mark, user_defined_1 = v.column2
       FROM (VALUES ${tuples('(?, ?)', count)}) AS v WHERE contract_assignment.rowid = v.column1`,
  );
  const drop = connection.prepare(
    `UPDATE operation SET state = 'dropped', settled_at = 1, retry_at = NULL, error = ? WHERE id = ?`,
  );
  const send = connection.prepare(
    `UPDATE operation SET state = 'sending', sent_at = 1, retry_at = NULL WHERE id = ?`,
  );
  const done = connection.prepare(
    `UPDATE operation SET state = 'done', settled_at = 1, retry_at = NULL, error = NULL WHERE id = ?`,
  );
  const seen = connection.prepare(
    'UPDATE contract_assignment SET fetched_at = ?, seen_in_pass = 1, change_state = ? WHERE rowid = ?',
  );
  const keep = connection.prepare('UPDATE contract_assignment_server SET server = ? WHERE rowid = ?');
  const audit = connection.prepare(
    `INSERT INTO audit (at, actor, environment, event, operation_id, batch_id, detail, previous_hash, hash)
     VALUES (1, 'tester', 'practice', ?, ?, ?, ?, ?, ?)`,
  );
  const hash = '0'.repeat(64);
  const detail = JSON.stringify({
    collection: 'contractAssignment',
    changes: { userDefined1: { from: null, to: 'value' } },
  });
  const error = JSON.stringify({ code: 'undone', message: 'Taken back before it was sent.', fields: {} });
  const unmarked = rows.flatMap(({ rowid }) => [rowid, null]);
  let operations: readonly string[] = [];
  let batchId = '';

  const within = (durability: 'FULL' | 'NORMAL', work: () => void): number => {
    const began = performance.now();
    connection.exec(`PRAGMA synchronous=${durability}; BEGIN IMMEDIATE`);
    work();
    connection.exec('COMMIT');
    const took = performance.now() - began;
    connection.pragma('wal_checkpoint(PASSIVE)');
    return took;
  };
  const gesture = (some: readonly Row[]): number => {
    operations = some.map(() => systemRandom.id());
    batchId = systemRandom.id();
    const added = some.flatMap(({ id }, index) => [
      operations[index] ?? '',
      id,
      JSON.stringify({ userDefined1: { base: null, value: `b ${id}` } }),
    ]);
    const marked = some.flatMap(({ id, rowid }) => [rowid, `b ${id}`]);
    return within('FULL', () => {
      addBatch.run(batchId);
      add(added, { batch: batchId });
      mark(marked, { mark: 1 });
      audit.run('staged', null, batchId, detail, hash, hash);
    });
  };
  return {
    stage: () => gesture(rows) / 1000,
    undo: () =>
      within('FULL', () => {
        for (const id of operations) drop.run(error, id);
        mark(unmarked, { mark: 0 });
        audit.run('undone', null, batchId, detail, hash, hash);
      }) / 1000,
    one: () => gesture(rows.slice(0, 1)),
    claim(from, to) {
      within('FULL', () => {
        for (const id of operations.slice(from, to)) send.run(id);
        for (const { rowid } of rows.slice(from, to)) seen.run(1, 2, rowid);
      });
    },
    land(from, to) {
      within('NORMAL', () => {
        for (const id of operations.slice(from, to)) {
          done.run(id);
          audit.run('sent', id, batchId, detail, hash, hash);
        }
        for (const { rowid, server } of rows.slice(from, to)) {
          keep.run(`${server} `, rowid);
          seen.run(2, 0, rowid);
        }
      });
    },
    close() {
      connection.close();
      one.reopen();
      one.dispose();
    },
  };
}
