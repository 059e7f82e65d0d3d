import type { CollectionName } from '../../../../domain/fields.ts';
import { integerAt, integerOrNullAt, textAt, textOrNullAt } from '../cells.ts';
import { tables } from '../columns.ts';
import type { Connection } from '../sqlite.ts';
import type { Statements } from '../statements.ts';

/** What columns are kept as; another number makes all that was kept before worth nothing. */
const layout = 1;
/** Of so many rows one may have been written before a kept column is worth nothing; and so many in any case. */
const rowsPerMoved = 8;
const leastMoved = 1_000;

/** What is kept of one column. */
export interface KeptColumn {
  readonly name: string;
  /** Greatest rowid there was. */
  readonly end: number;
  /** Codes there were, that of the empty cell included. */
  readonly cells: number;
  /** Codes whose rank is kept, and the greatest rank; 0 where ranks come from labels. */
  readonly ranked: number;
  readonly most: number;
  /** The last of `kept_move` that is in it. */
  readonly asOf: number;
}

export type PartKind = 'codes' | 'cells' | 'ranks';

/**
 * Columns as they were in memory, in the database itself, so that after a start a list is sorted without reading
 * its table. They hold no truth: what was written since is noted in the same transaction, by its rowids, and read
 * again from the table; where that cannot be told, or would be much, the column is read anew.
 */
export interface KeptColumns {
  /** Null when nothing is kept that is worth anything. */
  find(collection: CollectionName, column: string): KeptColumn | null;
  /** Null when it is no longer there. */
  part(kept: KeptColumn, kind: PartKind, part: number): Uint8Array | null;
  /** Rows written since a column was kept. */
  movedSince(collection: CollectionName, column: string, kept: KeptColumn): readonly number[];
  /** Whether so much was written since that keeping the column again saves reading. */
  isWorn(collection: CollectionName, column: string): boolean;
  /** These rows were written, in the transaction that is open; see `Vectors.moved`. */
  moved(collection: CollectionName, rowids: readonly number[] | 'all', columns?: readonly string[]): void;
  /** Forgets the column and begins to keep it as it is now. */
  begin(collection: CollectionName, column: string): void;
  put(collection: CollectionName, column: string, kind: PartKind, part: number, bytes: Uint8Array): void;
  /** All parts are there, and nothing was written since `begin`. */
  finish(collection: CollectionName, column: string, kept: Omit<KeptColumn, 'name' | 'asOf'>): void;
  /** Nothing of a collection may be left in the file; in the transaction that is open. */
  erase(collection: CollectionName): void;
  /** A transaction was rolled back. */
  forget(): void;
}

export const keptSql = {
  heads: `SELECT name, collection, last_rowid, cells, ranked, most, as_of FROM kept_column WHERE form = ?`,
  moves: `SELECT columns, length(rowids) / 4, sequence FROM kept_move WHERE collection = ?`,
  movedSince: `SELECT columns, rowids FROM kept_move WHERE collection = ? AND sequence > ?`,
  part: `SELECT bytes FROM kept_part WHERE name = ? AND kind = ? AND part = ?`,
  lastMove: `SELECT coalesce(max(sequence), 0) FROM kept_move`,
} as const;

interface Followed {
  readonly kept: KeptColumn;
  readonly column: string;
  /** Rows written since. */
  moved: number;
}

export function createKeptColumns(connection: Connection, statements: Statements): KeptColumns {
  /** Ranks follow the order of lower case letters, which Unicode adds to; and a new schema may have written rows. */
  const form = [
    layout,
    integerAt(statements('PRAGMA user_version').get(), 0),
    process.versions['unicode'] ?? '',
  ].join(' ');
  const nameOf = (collection: CollectionName, column: string): string =>
    `${tables[collection].name}.${column}`;
  const writing = new Map<string, ReturnType<Connection['prepare']>>();
  let heads: Map<string, Map<string, Followed>> | null = null;

  function run(sql: string, ...values: readonly (string | number | Uint8Array | null)[]): void {
    const statement = writing.get(sql) ?? connection.prepare(sql);
    writing.set(sql, statement);
    statement.run(...values);
  }

  function followed(collection: CollectionName): Map<string, Followed> {
    heads ??= read();
    const found = heads.get(tables[collection].name) ?? new Map<string, Followed>();
    heads.set(tables[collection].name, found);
    return found;
  }

  function read(): Map<string, Map<string, Followed>> {
    const all = new Map<string, Map<string, Followed>>();
    for (const row of statements(keptSql.heads).all(form)) {
      const name = textAt(row, 0);
      const table = textAt(row, 1);
      const kept: KeptColumn = {
        name,
        end: integerAt(row, 2),
        cells: integerAt(row, 3),
        ranked: integerAt(row, 4),
        most: integerAt(row, 5),
        asOf: integerAt(row, 6),
      };
      const ofTable = all.get(table) ?? new Map<string, Followed>();
      all.set(table, ofTable.set(name, { kept, column: name.slice(table.length + 1), moved: 0 }));
    }
    for (const [table, ofTable] of all)
      for (const move of statements(keptSql.moves).all(table))
        for (const one of ofTable.values())
          if (integerAt(move, 2) > one.kept.asOf && isAbout(textOrNullAt(move, 0), one.column))
            one.moved += integerOrNullAt(move, 1) ?? 0;
    return all;
  }

  function drop(collection: CollectionName, names: readonly string[]): void {
    const ofTable = followed(collection);
    for (const name of names) {
      ofTable.delete(name);
      run('DELETE FROM kept_column WHERE name = ?', name);
    }
    const oldest = Math.min(...[...ofTable.values()].map(({ kept }) => kept.asOf));
    const { name: table } = tables[collection];
    if (ofTable.size === 0) run('DELETE FROM kept_move WHERE collection = ?', table);
    else run('DELETE FROM kept_move WHERE collection = ? AND sequence <= ?', table, oldest);
  }

  return {
    find: (collection, column) => followed(collection).get(nameOf(collection, column))?.kept ?? null,
    part({ name }, kind, part) {
      const bytes = statements(keptSql.part).pluck().get(name, kind, part);
      return bytes instanceof Uint8Array ? bytes : null;
    },
    movedSince(collection, column, { asOf }) {
      const moves = statements(keptSql.movedSince).all(tables[collection].name, asOf);
      return moves.flatMap((move) =>
        isAbout(textOrNullAt(move, 0), column) && move[1] instanceof Uint8Array
          ? [...numbersIn(move[1])]
          : [],
      );
    },
    isWorn(collection, column) {
      const found = followed(collection).get(nameOf(collection, column));
      return found === undefined || found.moved > mostMoved(found.kept) / 2;
    },
    moved(collection, rowids, columns) {
      const ofTable = followed(collection);
      if (ofTable.size === 0 || rowids.length === 0) return;
      if (rowids === 'all') {
        drop(collection, [...ofTable.keys()]);
        return;
      }
      const touched = [...ofTable.values()].filter(({ column }) => columns?.includes(column) ?? true);
      if (touched.length === 0) return;
      for (const one of touched) one.moved += rowids.length;
      const worn = touched.filter((one) => one.moved > mostMoved(one.kept));
      if (worn.length > 0) {
        drop(
          collection,
          worn.map(({ kept }) => kept.name),
        );
        if (worn.length === touched.length) return;
      }
      run(
        'INSERT INTO kept_move (collection, columns, rowids) VALUES (?, ?, ?)',
        tables[collection].name,
        columns === undefined ? null : columns.join(' '),
        bytesOf(Uint32Array.from(rowids)),
      );
    },
    erase(collection) {
      drop(collection, [...followed(collection).keys()]);
      // Parts outlive a column that is dropped, until it is kept again.
      const { name } = tables[collection];
      run(`DELETE FROM kept_part WHERE name >= ? AND name < ?`, `${name}.`, `${name}/`);
    },
    begin(collection, column) {
      drop(collection, [nameOf(collection, column)]);
    },
    put(collection, column, kind, part, bytes) {
      run(
        'INSERT OR REPLACE INTO kept_part (name, kind, part, bytes) VALUES (?, ?, ?, ?)',
        nameOf(collection, column),
        kind,
        part,
        bytes,
      );
    },
    finish(collection, column, { end, cells, ranked, most }) {
      const name = nameOf(collection, column);
      const asOf = integerAt(statements(keptSql.lastMove).get(), 0);
      const { name: table } = tables[collection];
      run(
        `INSERT INTO kept_column (name, form, collection, last_rowid, cells, ranked, most, as_of)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        name,
        form,
        table,
        end,
        cells,
        ranked,
        most,
        asOf,
      );
      followed(collection).set(name, { kept: { name, end, cells, ranked, most, asOf }, column, moved: 0 });
    },
    forget() {
      heads = null;
    },
  };
}

function mostMoved({ end }: KeptColumn): number {
  return end / rowsPerMoved + leastMoved;
}

/** `columns`: those that were written; null when any may have been. */
function isAbout(columns: string | null, column: string): boolean {
  return columns === null || columns.split(' ').includes(column);
}

export function bytesOf(numbers: Uint8Array | Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** What SQLite answers need not begin where numbers may. */
export function numbersIn(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
