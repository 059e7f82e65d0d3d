import type { FieldValues } from '../../../domain/fields.ts';
import { toCell } from './columns.ts';
import type { Cell, Table } from './columns.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

/** The prepared statements of one collection's mirror. */
export interface MirrorTable {
  readonly table: Table;
  readonly insert: RawStatement;
  readonly insertServer: RawStatement;
  readonly existing: RawStatement;
  readonly sameServer: RawStatement;
  readonly holdsCopy: RawStatement;
  readonly seen: RawStatement;
  readonly markSeen: RawStatement;
  /** Writes the columns at these places, with the row's marks. */
  readonly updateOnly: (places: readonly number[]) => RawStatement;
  readonly effective: RawStatement;
  readonly rowidOf: RawStatement;
  readonly serverOf: RawStatement;
  readonly serversOf: RawStatement;
  readonly updateEffective: RawStatement;
  readonly countUnseen: RawStatement;
  readonly count: RawStatement;
  readonly tombstone: RawStatement;
  readonly rename: RawStatement;
  readonly markGone: RawStatement;
  readonly removeLocal: RawStatement;
  readonly countLocal: RawStatement;
  readonly localRows: RawStatement;
  readonly get: RawStatement;
  readonly getMany: RawStatement;
  readonly rowidsOf: RawStatement;
  readonly remark: RawStatement;
  readonly ids: RawStatement;
}

/** The range of `localPrefix`, written so that the index on ids serves it. */
const isLocal = `id >= 'local:' AND id < 'local;'`;

/**
 * The SQL of a collection's mirror by purpose. A record without a server copy was made here and
 * cannot be missed by a pass, hence the `EXISTS`.
 */
export function mirrorSql(
  table: Table,
): Readonly<Record<Exclude<keyof MirrorTable, 'table' | 'updateOnly'>, string>> {
  const { name, serverName } = table;
  const columns = table.columns.map((column) => column.name);
  const assignments = columns.map((column) => `${column} = ?`).join(', ');
  const record = ['t.rowid', 't.id', 't.fetched_at', 't.gone_at', 's.server']
    .concat(columns.map((column) => `t.${column}`))
    .join(', ');
  const unseen = `gone_at IS NULL AND seen_in_pass <> ?
    AND EXISTS (SELECT 1 FROM ${serverName} AS s WHERE s.rowid = ${name}.rowid)`;
  return {
    insert: `INSERT INTO ${name} (id, fetched_at, seen_in_pass, change_state, ${columns.join(', ')})
      VALUES (?, ?, ?, ?${', ?'.repeat(columns.length)})`,
    insertServer: `INSERT INTO ${serverName} (rowid, server) VALUES (?, ?)
      ON CONFLICT (rowid) DO UPDATE SET server = excluded.server`,
    existing: `SELECT t.id, t.rowid, t.gone_at IS NOT NULL FROM json_each(?) AS wanted
      CROSS JOIN ${name} AS t ON t.id = wanted.value`,
    sameServer: `SELECT server = ? FROM ${serverName} WHERE rowid = ?`,
    holdsCopy: `SELECT s.server = ? FROM ${name} AS t JOIN ${serverName} AS s ON s.rowid = t.rowid WHERE t.id = ?`,
    seen: `UPDATE ${name} SET fetched_at = ?, seen_in_pass = ? WHERE rowid = ?`,
    markSeen: `UPDATE ${name} SET seen_in_pass = ? WHERE id = ?`,
    effective: `SELECT change_state, ${columns.join(', ')} FROM ${name} WHERE rowid = ?`,
    rowidOf: `SELECT rowid FROM ${name} WHERE id = ?`,
    serverOf: `SELECT server FROM ${serverName} WHERE rowid = ?`,
    serversOf: `SELECT s.rowid, s.server FROM json_each(?) AS wanted
      CROSS JOIN ${serverName} AS s ON s.rowid = wanted.value`,
    updateEffective: `UPDATE ${name} SET change_state = ?, ${assignments} WHERE rowid = ?`,
    countUnseen: `SELECT count(*) FROM ${name} WHERE ${unseen}`,
    // All rows are counted by the pages of an index; those that are gone are few.
    count: `SELECT (SELECT count(*) FROM ${name}) - (SELECT count(*) FROM ${name} WHERE coalesce(gone_at, 0) > 0)`,
    tombstone: `UPDATE ${name} SET gone_at = ? WHERE ${unseen} RETURNING rowid`,
    get: `SELECT ${record} FROM ${name} AS t LEFT JOIN ${serverName} AS s ON s.rowid = t.rowid WHERE t.id = ?`,
    getMany: `SELECT ${record} FROM json_each(?) AS wanted CROSS JOIN ${name} AS t ON t.id = wanted.value
      LEFT JOIN ${serverName} AS s ON s.rowid = t.rowid`,
    rowidsOf: `SELECT t.id, t.rowid FROM json_each(?) AS wanted CROSS JOIN ${name} AS t ON t.id = wanted.value`,
    remark: `UPDATE ${name} SET change_state = ? WHERE rowid = ? AND change_state <> ?`,
    markGone: `UPDATE ${name} SET gone_at = ? WHERE id = ? AND gone_at IS NULL`,
    rename: `UPDATE ${name} SET id = ? WHERE id = ?`,
    removeLocal: `DELETE FROM ${name} WHERE id = ?
      AND NOT EXISTS (SELECT 1 FROM ${serverName} AS s WHERE s.rowid = ${name}.rowid)`,
    countLocal: `SELECT count(*) FROM ${name} WHERE ${isLocal}`,
    localRows: `SELECT rowid FROM ${name} WHERE ${isLocal}`,
    ids: `SELECT id FROM ${name} WHERE id > ? AND gone_at IS NULL AND NOT (${isLocal}) ORDER BY id LIMIT ?`,
  };
}

/** Writes the columns at these places of `table.columns`, none of them or all, and says that the row was seen. */
export function updateOnlySql({ name, columns }: Table, places: readonly number[]): string {
  const written = columns
    .filter((_, place) => places.includes(place))
    .map((column) => `, ${column.name} = ?`);
  return `UPDATE ${name} SET fetched_at = ?, seen_in_pass = ?, gone_at = NULL, change_state = ?${written.join('')}
    WHERE rowid = ?`;
}

/** Sets of columns for which a statement is kept: a pass and a drain change few of them, again and again. */
const mostKept = 50;

function createUpdateOnly(connection: Connection, table: Table): MirrorTable['updateOnly'] {
  const kept = new Map<string, RawStatement>();
  return (places) => {
    const key = places.join(' ');
    let statement = kept.get(key);
    if (statement === undefined) {
      statement = connection.prepare<unknown[], unknown[]>(updateOnlySql(table, places));
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, statement);
    }
    return statement;
  };
}

/** Prepares the statements once, at opening. */
export function createMirrorTable(connection: Connection, table: Table): MirrorTable {
  const sql = mirrorSql(table);
  const prepare = (text: string): RawStatement => prepareRaw(connection, text);
  return {
    table,
    insert: connection.prepare(sql.insert),
    insertServer: connection.prepare(sql.insertServer),
    existing: prepare(sql.existing),
    sameServer: prepare(sql.sameServer),
    holdsCopy: prepare(sql.holdsCopy),
    seen: connection.prepare(sql.seen),
    markSeen: connection.prepare(sql.markSeen),
    updateOnly: createUpdateOnly(connection, table),
    effective: prepare(sql.effective),
    rowidOf: prepare(sql.rowidOf),
    serverOf: prepare(sql.serverOf),
    serversOf: prepare(sql.serversOf),
    updateEffective: connection.prepare(sql.updateEffective),
    countUnseen: prepare(sql.countUnseen),
    count: prepare(sql.count),
    tombstone: prepare(sql.tombstone),
    rename: connection.prepare(sql.rename),
    markGone: connection.prepare(sql.markGone),
    removeLocal: connection.prepare(sql.removeLocal),
    countLocal: prepare(sql.countLocal),
    localRows: prepare(sql.localRows),
    get: prepare(sql.get),
    getMany: prepare(sql.getMany),
    rowidsOf: prepare(sql.rowidsOf),
    remark: connection.prepare(sql.remark),
    ids: prepare(sql.ids),
  };
}

/** Values as the columns of a table hold them; null for one that is unknown. */
export function cellsOf(mirror: MirrorTable, values: FieldValues): Cell[] {
  return mirror.table.columns.map(({ field }) => toCell(values[field.name]));
}
