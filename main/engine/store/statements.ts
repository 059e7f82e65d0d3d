import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

/** Prepares each statement once. */
export type Statements = (sql: string) => RawStatement;

/** A view's queries differ with its columns; more than these at once means somebody keeps changing them. */
const most = 60;

/** Prepares each text once and keeps the most recent ones. */
export function createStatements(connection: Connection): Statements {
  const kept = new Map<string, RawStatement>();
  return (sql) => {
    const statement = kept.get(sql) ?? prepareRaw(connection, sql);
    kept.delete(sql);
    kept.set(sql, statement);
    const oldest = kept.keys().next();
    if (kept.size > most && !oldest.done) kept.delete(oldest.value);
    return statement;
  };
}
