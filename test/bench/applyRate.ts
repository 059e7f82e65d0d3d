import { tables, toCell } from '../../main/engine/store/columns.ts';
import { createCheckpoint } from '../../main/engine/store/checkpoint.ts';
import { openDatabase } from '../../main/engine/store/database.ts';
import { mirrorSql } from '../../main/engine/store/mirrorTable.ts';
import type { IncomingRecord } from '../../main/engine/store/api.ts';
import { fullRecords } from '../../main/engine/sync/gather.ts';
import { openTestStore } from '../engine/support/store.ts';
import { readServerCopy } from '../../main/engine/connectors/agentsync/records.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { applyAll, practiceRecords } from './support/records.ts';
import { inTurn } from './support/rounds.ts';

/** How fast a first pass writes assignments, against the least that writing the same rows costs. */
export async function applyRate({ quick }: BenchOptions): Promise<readonly Measured[]> {
  const rows = quick ? 30_000 : 100_000;
  const { contractAssignment: records } = await practiceRecords(rows);
  const { ours, limit } = await inTurn(
    quick ? 3 : 5,
    () => Promise.resolve(rows / secondsOfOurs(records)),
    () => Promise.resolve(rows / secondsOfRaw(records)),
  );
  return [
    measured({
      name: 'apply',
      ours,
      limit,
      unit: 'rows/s',
      better: 'higher',
      expected: 0.6,
      note: `${rows} new assignments, ${fullRecords} in a transaction; limit: prepared inserts of the same rows`,
    }),
  ];
}

function secondsOf(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

function secondsOfOurs(records: readonly IncomingRecord[]): number {
  const one = openTestStore({ readServerCopy });
  const seconds = secondsOf(() => applyAll(one.store, 'contractAssignment', records, fullRecords));
  one.dispose();
  return seconds;
}

/** Same schema, cipher, pragmas, indexes and transactions; the rows are cells and text already. */
function secondsOfRaw(records: readonly IncomingRecord[]): number {
  const one = openTestStore();
  one.store.close();
  const opened = openDatabase({ file: one.file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.message);
  const connection = opened.value;
  const table = tables.contractAssignment;
  const insert = connection.prepare(mirrorSql(table).insert);
  const insertServer = connection.prepare(`INSERT INTO ${table.serverName} (rowid, server) VALUES (?, ?)`);
  const checkpoint = createCheckpoint(connection);
  const rows = records.map(({ id, values, server }) => ({
    cells: [id, 1, 1, 0, ...table.columns.map(({ field }) => toCell(values[field.name]))],
    server: JSON.stringify(server),
  }));
  const seconds = secondsOf(() => {
    for (let from = 0; from < rows.length; from += fullRecords) {
      connection.exec('BEGIN IMMEDIATE');
      for (const row of rows.slice(from, from + fullRecords)) {
        insertServer.run(insert.run(...row.cells).lastInsertRowid, row.server);
      }
      connection.exec('COMMIT');
      checkpoint();
    }
  });
  connection.close();
  one.reopen();
  one.dispose();
  return seconds;
}
