import { turrisCollectionNames } from '../../../domain/fields.ts';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { integerAt } from './cells.ts';
import { tables } from './columns.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import type { Transact } from './transactions.ts';

/** What was read from Turris, as a whole. */
export interface TurrisStore {
  /** Records of all its collections, those included that Turris no longer has. */
  count(): number;
  /** Deletes them: records, copies, passes, what was set aside and what was found changed. Answers how many records. */
  forget(): number;
}

/** `forgotten` is told of each collection, so that what was derived from it is dropped. */
export function createTurrisStore(
  connection: Connection,
  transaction: Transact,
  forgotten: (collection: TurrisCollection) => void,
): TurrisStore {
  const counts = turrisCollectionNames.map((collection) =>
    prepareRaw(connection, `SELECT count(*) FROM ${tables[collection].name}`),
  );
  const ofCollection = ['sync_state', 'set_aside', 'server_change'].map((table) =>
    connection.prepare<[string]>(`DELETE FROM ${table} WHERE collection = ?`),
  );
  const count = (): number => counts.reduce((sum, one) => sum + integerAt(one.get(), 0), 0);

  return {
    count,
    forget: () =>
      transaction('mirror', () => {
        const records = count();
        for (const collection of turrisCollectionNames) {
          const { name } = tables[collection];
          // Without a condition SQLite drops the pages instead of walking the rows.
          connection.exec(`DELETE FROM ${name}; DELETE FROM ${name}_server`);
          for (const statement of ofCollection) statement.run(collection);
          forgotten(collection);
        }
        return records;
      }),
  };
}
