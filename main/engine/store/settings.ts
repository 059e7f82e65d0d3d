import type { SettingStore } from './api.ts';
import { textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** Small named values. Never secrets: those belong to the keychain. */
export function createSettingStore(connection: Connection): SettingStore {
  const get = prepareRaw(connection, 'SELECT value FROM setting WHERE name = ?');
  const set = connection.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    get(name) {
      const row = get.get(name);
      return row === undefined ? null : textAt(row, 0);
    },
    set(name, value) {
      set.run(name, value);
    },
  };
}
