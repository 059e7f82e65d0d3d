import type { LookupKind, LookupValue } from '../../../domain/lookups.ts';
import type { LookupStore } from './api.ts';
import { textAt, textOrNullAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import type { Transact } from './transactions.ts';

/** Statements over the vendor's lists of choices. */
export const lookupsSql = {
  list: `SELECT id, name, description FROM lookup WHERE kind = ? AND gone_at IS NULL
    ORDER BY coalesce(description, name) COLLATE NOCASE, id`,
  find: 'SELECT id, name, description FROM lookup WHERE kind = ? AND id = ?',
} as const;

/**
 * The vendor's reference values. `applyAll` takes the complete list of a kind: a value no longer in
 * it is not offered any more, but `find` still names it on records that carry it.
 */
export function createLookupStore(
  connection: Connection,
  transaction: Transact,
  changed: (target: 'lookups') => void,
): LookupStore {
  const upsert = connection.prepare(
    `INSERT INTO lookup (kind, id, name, description, server, fetched_at, seen_in_pass)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, description = excluded.description,
       server = excluded.server, fetched_at = excluded.fetched_at, seen_in_pass = excluded.seen_in_pass,
       gone_at = NULL`,
  );
  const retire = connection.prepare(
    `UPDATE lookup SET gone_at = ? WHERE kind = ? AND gone_at IS NULL
     AND id NOT IN (SELECT value FROM json_each(?))`,
  );
  const list = prepareRaw(connection, lookupsSql.list);
  const find = prepareRaw(connection, lookupsSql.find);

  return {
    applyAll(kind, values, { pass, now }) {
      transaction('mirror', () => {
        for (const value of values) {
          const server = JSON.stringify(value.server);
          upsert.run(kind, value.id, value.name, value.description, server, now, pass);
        }
        retire.run(now, kind, JSON.stringify(values.map(({ id }) => id)));
      });
      changed('lookups');
    },
    list: (kind) => list.all(kind).map((row) => lookupOf(kind, row)),
    find(kind, id) {
      const row = find.get(kind, id);
      return row === undefined ? null : lookupOf(kind, row);
    },
  };
}

function lookupOf(kind: LookupKind, row: readonly unknown[]): LookupValue {
  return { kind, id: textAt(row, 0), name: textAt(row, 1), description: textOrNullAt(row, 2) };
}
