import type { Connection } from './sqlite.ts';
import { integerAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';

/** What `operation_of_record` calls a record by: other records may be called the same, so ask for the id as well. */
export const endingOf = (id: string): string => `substr(${id}, -8)`;

/** Statements over the operations of a record. */
export const recordOperationsSql = {
  newest: 'SELECT coalesce(max(sequence), 0) FROM operation',
  /** Sorted, so that each page of the table is written once. */
  note: `INSERT INTO operation_of_record (id_ending, sequence)
    SELECT ${endingOf('target_id')}, sequence FROM operation WHERE sequence > ? ORDER BY 1, 2`,
  rename: `UPDATE operation_of_record SET id_ending = ${endingOf('$now')}
    WHERE id_ending = ${endingOf('$before')} AND sequence = $sequence`,
} as const;

/** Keeps the table of all operations of a record, which no index keeps. Call inside the transaction that adds them. */
export interface RecordOperations {
  /** Runs what adds operations and notes them under their records. */
  noting(add: () => void): void;
  /** The record of an operation is called otherwise now. */
  renamed(sequence: number, before: string, now: string): void;
}

/** Notes which operations were of which record, so that ended ones are found again (decision 27). */
export function createRecordOperations(connection: Connection): RecordOperations {
  const newest = prepareRaw(connection, recordOperationsSql.newest);
  const note = connection.prepare<[number]>(recordOperationsSql.note);
  const rename = connection.prepare<[Readonly<Record<'before' | 'now', string>> & { sequence: number }]>(
    recordOperationsSql.rename,
  );
  return {
    noting(add) {
      const before = integerAt(newest.get(), 0);
      add();
      note.run(before);
    },
    renamed(sequence, before, now) {
      rename.run({ sequence, before, now });
    },
  };
}
