import { statSync } from 'node:fs';
import { operationKinds, operationStates } from '../../../../domain/operation.ts';
import { pageBytes } from '../database.ts';
import { storeFailureOf } from '../failures.ts';
import { prepareRaw } from '../sqlite.ts';
import type { Connection } from '../sqlite.ts';
import type { Copy } from './copies.ts';

/** What was found in pages that can still be read. */
export interface ScannedPages {
  /** Rows that may be of `operation`, `batch` or `audit`, with their rowid first. */
  readonly rows: readonly (readonly unknown[])[];
  /** Entries that may be of `local_name`, of `sealed_value` or of the list of live operations by state; some more than once. */
  readonly entries: readonly (readonly unknown[])[];
}

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Most pages hold server copies. What is no work of a person is left out where it is read. */
const rowsSql = `SELECT rowid, * FROM loose_row
  WHERE (c3 IN (${quoted(operationKinds)}) AND c8 IN (${quoted(operationStates)}))
    OR (typeof(c0) = 'text' AND typeof(c1) = 'integer' AND typeof(c5) = 'integer' AND c7 LIKE '[%')
    OR (typeof(c1) = 'integer' AND length(c8) = 64 AND length(c9) = 64)`;
const entriesSql = (direction: Direction): string => `SELECT a, b, c, d FROM loose_entry
  WHERE (c IN ('key', 'text') AND typeof(b) = 'text' AND typeof(d) = 'blob')
    OR (a LIKE 'local:%' AND typeof(b) = 'text') OR (a IN (${quoted(operationStates)}) AND typeof(b) = 'integer')
  ORDER BY a ${direction}, b ${direction}`;

/**
 * Reads every page of a copy with a new head by itself: the root of a loose table is set to the page, so
 * neither the tree above it nor an index has to be whole. Each move is committed: inside a transaction
 * SQLite writes nothing any more once it has met a page that is not what it should be.
 */
export function scanPages(copy: Copy): ScannedPages {
  const found: Found = { rows: [], entries: [] };
  let reader = openReader(copy);
  const readsAll = (page: number, direction: Direction): boolean => {
    try {
      reader.read(page, direction, found);
      return true;
    } catch (error) {
      if (storeFailureOf(error) === null) throw error;
      // After one page that cannot be decrypted, a connection reads no other.
      reader.close();
      reader = openReader(copy);
      return false;
    }
  };
  try {
    const pages = Math.ceil(statSync(copy.file).size / pageBytes);
    for (let page = 2; page <= pages; page += 1)
      // What lies above leaves is read from both ends: between them is what is destroyed.
      if (!readsAll(page, 'ASC')) readsAll(page, 'DESC');
  } finally {
    reader.close();
  }
  return found;
}

type Direction = 'ASC' | 'DESC';

interface Found {
  readonly rows: (readonly unknown[])[];
  readonly entries: (readonly unknown[])[];
}

interface Reader {
  /** Adds what a page holds to what was found; throws when it is not all of it. */
  read(page: number, direction: Direction, found: Found): void;
  close(): void;
}

function openReader(copy: Copy): Reader {
  const connection = copy.open();
  connection.pragma('journal_mode = OFF');
  connection.pragma('synchronous = OFF');
  connection.unsafeMode(true);
  connection.pragma('writable_schema = ON');
  const moveRoots = connection.prepare<[number]>(
    "UPDATE sqlite_schema SET rootpage = ? WHERE name IN ('loose_row', 'loose_entry')",
  );
  return {
    read(page, direction, found) {
      moveRoots.run(page);
      connection.exec('PRAGMA writable_schema = RESET; PRAGMA writable_schema = ON');
      const kind = kindOf(connection);
      if (kind !== 'leaf' && kind !== 'internal') return;
      try {
        // What is above leaves of a table holds no rows of its own.
        if (kind === 'leaf') {
          found.rows.push(...prepareRaw(connection, rowsSql).all());
          return;
        }
      } catch (error) {
        if (storeFailureOf(error) === null) throw error;
      }
      // Lists keep entries above their leaves too.
      for (const entry of prepareRaw(connection, entriesSql(direction)).iterate()) found.entries.push(entry);
    },
    close() {
      connection.close();
    },
  };
}

function kindOf(connection: Connection): unknown {
  return prepareRaw(connection, "SELECT pagetype FROM dbstat WHERE name = 'loose_row' LIMIT 1").get()?.[0];
}
