import { z } from 'zod';
import { mirroredNames } from '../../../domain/fields.ts';
import type { SetAsideStore } from './api.ts';
import { integerAt, textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import type { Transact } from './transactions.ts';

const syncTarget = z.enum(['lookups', ...mirroredNames]);
/** Longest stretch of a bad record's JSON that is kept, in characters. */
const rawLimit = 4000;

/** Statements over records that could not be read. */
export const setAsideSql = {
  list: 'SELECT collection, record_key, reason, raw, at FROM set_aside ORDER BY rowid DESC LIMIT ? OFFSET ?',
  clear: 'DELETE FROM set_aside WHERE collection = ? AND pass < ?',
} as const;

/** Records that could not be understood, newest first, each with its reason. */
export function createSetAsideStore(connection: Connection, transaction: Transact): SetAsideStore {
  const put = connection.prepare(
    `INSERT INTO set_aside (collection, record_key, reason, raw, pass, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (collection, record_key) DO UPDATE SET reason = excluded.reason, raw = excluded.raw,
       pass = excluded.pass, at = excluded.at`,
  );
  const clear = connection.prepare(setAsideSql.clear);
  const count = prepareRaw(connection, 'SELECT count(*) FROM set_aside');
  const list = prepareRaw(connection, setAsideSql.list);

  return {
    put(collection, records, { pass, now }) {
      transaction('mirror', () => {
        for (const { key, reason, raw } of records) {
          put.run(collection, key, reason, raw.slice(0, rawLimit), pass, now);
        }
      });
    },
    clearBefore(collection, pass) {
      clear.run(collection, pass);
    },
    count: () => integerAt(count.get(), 0),
    list: (offset, limit) =>
      list.all(limit, offset).map((row) => ({
        collection: syncTarget.parse(row[0]),
        key: textAt(row, 1),
        reason: textAt(row, 2),
        raw: textAt(row, 3),
        at: integerAt(row, 4),
      })),
  };
}
