import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../../main/engine/store/database.ts';
import type { Connection } from '../../../main/engine/store/sqlite.ts';
import { createStatements } from '../../../main/engine/store/statements.ts';
import { areAllThere, readMarks, readMarksOfAll } from '../../../main/engine/store/vectors/marks.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { incoming } from './fixtures.ts';

const rows = 1_000;

let one: TestStore | null = null;
let connection: Connection | null = null;
afterEach(() => {
  connection?.close();
  one?.dispose();
  connection = null;
  one = null;
});

/** So many assignments, of which these statements make what they want. */
function written(...changes: readonly string[]): Connection {
  one = openTestStore();
  one.store.mirror.applyPage(
    'contractAssignment',
    Array.from({ length: rows }, (_, index) => incoming(`a${index}`, { npn: `${index}` })),
    { pass: 1, now: 1 },
  );
  one.store.close();
  const opened = openDatabase({ file: one.file, key: one.key });
  if (!opened.ok) throw new Error(opened.error.code);
  connection = opened.value;
  for (const sql of changes) connection.exec(sql);
  return connection;
}

/** What is said of each rowid, in stretches of this length, by the indexes and by the rows themselves. */
function marksOf(from: Connection, length: number): { readonly read: number[]; readonly true: number[] } {
  const statements = createStatements(from);
  // Whatever stood there before does not count.
  const shown = new Uint8Array(rows + 1).fill(7);
  const read = areAllThere(statements, 'contract_assignment', rows) ? readMarksOfAll : readMarks;
  for (let start = 0; start < rows; start += length)
    read(statements, 'contract_assignment', shown, start, Math.min(rows, start + length));
  const there = new Map(
    from
      .prepare<[], { rowid: number; gone: number; change: number }>(
        'SELECT rowid, gone_at IS NOT NULL AS gone, change_state AS change FROM contract_assignment',
      )
      .all()
      .map((row) => [row.rowid, row] as const),
  );
  const wanted = Array.from({ length: rows }, (_, index) => {
    const row = there.get(index + 1);
    if (row === undefined) return 0;
    return row.gone === 1 && row.change === 0 ? 1 : 2 + row.change;
  });
  return { read: [...shown.subarray(1)], true: wanted };
}

test.each([
  ['all are there', []],
  ['some are changed', ['UPDATE contract_assignment SET change_state = 1 + rowid % 4 WHERE rowid % 7 = 0']],
  [
    'a few are missing, gone, or gone and changed',
    [
      'DELETE FROM contract_assignment WHERE rowid % 97 = 0',
      'UPDATE contract_assignment SET gone_at = 5 WHERE rowid % 53 = 0',
      'UPDATE contract_assignment SET change_state = 3 WHERE rowid % 106 = 0',
    ],
  ],
  [
    'many are missing or gone',
    [
      'DELETE FROM contract_assignment WHERE rowid BETWEEN 100 AND 400',
      'UPDATE contract_assignment SET gone_at = 5 WHERE rowid % 3 = 0',
      'UPDATE contract_assignment SET change_state = 2 WHERE rowid % 12 = 0',
    ],
  ],
  ['one is missing', ['DELETE FROM contract_assignment WHERE rowid = 400']],
  ['the last is missing', [`DELETE FROM contract_assignment WHERE rowid = ${rows}`]],
  [
    'one is gone, and another gone and changed',
    [
      'UPDATE contract_assignment SET gone_at = 5 WHERE rowid IN (3, 900)',
      'UPDATE contract_assignment SET change_state = 3 WHERE rowid = 900',
    ],
  ],
  ['nothing is there', ['DELETE FROM contract_assignment']],
] as const)('where %s, indexes say of each row what the row itself would', (_, changes) => {
  const from = written(...changes);
  for (const length of [250, rows]) {
    const marks = marksOf(from, length);
    expect(marks.read).toEqual(marks.true);
  }
});
