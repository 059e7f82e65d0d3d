import type { AssignmentChangeStore } from './api.ts';
import { integerAt, parseJsonObject, textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import type { Transact } from './transactions.ts';

/** Statements over the changelogs of assignments; test/engine/store holds each to its plan. */
export const assignmentChangesSql = {
  read: 'SELECT fetched_at, unreadable FROM assignment_change_read WHERE assignment_id = ?',
  list: 'SELECT server FROM assignment_change WHERE assignment_id = ? ORDER BY position',
} as const;

/** What AgentSync said of the changes of assignments that were looked at. */
export function createAssignmentChangeStore(
  connection: Connection,
  transaction: Transact,
): AssignmentChangeStore {
  const remove = connection.prepare('DELETE FROM assignment_change WHERE assignment_id = ?');
  const add = connection.prepare(
    'INSERT INTO assignment_change (assignment_id, position, id, server) VALUES (?, ?, ?, ?)',
  );
  const note = connection.prepare(
    `INSERT INTO assignment_change_read (assignment_id, fetched_at, unreadable) VALUES (?, ?, ?)
     ON CONFLICT (assignment_id) DO UPDATE SET fetched_at = excluded.fetched_at, unreadable = excluded.unreadable`,
  );
  const read = prepareRaw(connection, assignmentChangesSql.read);
  const list = prepareRaw(connection, assignmentChangesSql.list);

  return {
    replace(assignmentId, { changes, unreadable }, now) {
      transaction('mirror', () => {
        remove.run(assignmentId);
        changes.forEach(({ id, server }, position) =>
          add.run(assignmentId, position, id, JSON.stringify(server)),
        );
        note.run(assignmentId, now, unreadable);
      });
    },
    read(assignmentId) {
      const row = read.get(assignmentId);
      if (row === undefined) return null;
      const changes = list.all(assignmentId).map((item) => parseJsonObject(textAt(item, 0)));
      return { fetchedAt: integerAt(row, 0), unreadable: integerAt(row, 1), changes };
    },
  };
}
