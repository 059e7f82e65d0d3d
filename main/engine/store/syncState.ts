import { z } from 'zod';
import { mirroredNames } from '../../../domain/fields.ts';
import type { SyncStateRow, SyncStateStore, SyncTarget } from './api.ts';
import { parseJson } from '../../../domain/json.ts';
import { integerAt, integerOrNullAt, textOrNullAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

const syncTargets: readonly SyncTarget[] = ['lookups', ...mirroredNames];
const storedFailure = z.object({ code: z.string(), message: z.string() });

/** Where each collection's pass stands. The cursor is kept as JSON and is otherwise the caller's. */
export function createSyncStateStore(connection: Connection): SyncStateStore {
  const select = prepareRaw(
    connection,
    'SELECT pass, cursor, completed_pass, completed_at, failure, memo FROM sync_state WHERE collection = ?',
  );
  const begin = prepareRaw(
    connection,
    `INSERT INTO sync_state (collection, pass, cursor) VALUES (?, 1, ?)
     ON CONFLICT (collection) DO UPDATE SET pass = pass + 1, cursor = excluded.cursor, failure = NULL
     RETURNING pass`,
  );
  const advance = connection.prepare('UPDATE sync_state SET cursor = ?, failure = NULL WHERE collection = ?');
  const complete = connection.prepare(
    `UPDATE sync_state SET cursor = NULL, completed_pass = pass, completed_at = ?, failure = NULL
     WHERE collection = ?`,
  );
  const failed = connection.prepare(
    `INSERT INTO sync_state (collection, failure) VALUES (?, ?)
     ON CONFLICT (collection) DO UPDATE SET failure = excluded.failure`,
  );
  const remember = connection.prepare(
    `INSERT INTO sync_state (collection, memo) VALUES (?, ?)
     ON CONFLICT (collection) DO UPDATE SET memo = excluded.memo`,
  );

  function read(target: SyncTarget): SyncStateRow {
    const row = select.get(target);
    return row === undefined ? neverSynced(target) : stateOf(target, row);
  }

  return {
    read,
    all: () => syncTargets.map(read),
    // Read to the end: after the first row nobody would hear that a full disk did not keep it.
    begin: (target, cursor) => integerAt(begin.all(target, toJson(cursor))[0], 0),
    advance(target, cursor) {
      if (advance.run(toJson(cursor), target).changes === 0)
        throw new Error(`No pass of ${target} was begun`);
    },
    complete(target, now) {
      complete.run(now, target);
    },
    remember(target, memo) {
      remember.run(target, toJson(memo));
    },
    failed(target, { code, message }) {
      failed.run(target, JSON.stringify({ code, message }));
    },
  };
}

function neverSynced(target: SyncTarget): SyncStateRow {
  return { target, pass: 0, cursor: null, completedPass: null, completedAt: null, failure: null, memo: null };
}

function stateOf(target: SyncTarget, row: readonly unknown[]): SyncStateRow {
  const cursor = textOrNullAt(row, 1);
  const failure = textOrNullAt(row, 4);
  const memo = textOrNullAt(row, 5);
  return {
    target,
    pass: integerAt(row, 0),
    cursor: cursor === null ? null : parseJson(cursor),
    completedPass: integerOrNullAt(row, 2),
    completedAt: integerOrNullAt(row, 3),
    failure: failure === null ? null : storedFailure.parse(parseJson(failure)),
    memo: memo === null ? null : parseJson(memo),
  };
}

function toJson(cursor: unknown): string | null {
  return cursor === null || cursor === undefined ? null : JSON.stringify(cursor);
}
