import Database from 'better-sqlite3';

/** The one place that names the driver: an open connection, and the errors it throws. */
export type Connection = Database.Database;
/** What the driver throws; only this folder knows it. */
export const SqliteError = Database.SqliteError;

/** A prepared statement that answers rows as arrays of values not yet looked at. */
export type RawStatement = Database.Statement<unknown[], unknown[]>;

/** Prepares a query whose rows come as arrays: about twice as fast as objects on wide pages. */
export function prepareRaw(connection: Connection, sql: string): RawStatement {
  return connection.prepare<unknown[], unknown[]>(sql).raw();
}

/** Opens a file without reading it yet. `timeout` is how long to wait for a lock, in milliseconds. */
export function connect(file: string, timeout: number, nativeBinding: string | undefined): Connection {
  return new Database(file, nativeBinding === undefined ? { timeout } : { timeout, nativeBinding });
}
