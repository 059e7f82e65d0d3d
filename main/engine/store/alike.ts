import type { FieldValues, MirroredName } from '../../../domain/fields.ts';
import type { MirrorStore } from './api.ts';
import { textAt } from './cells.ts';
import { toCell } from './columns.ts';
import type { Cell } from './columns.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

const byName = (table: string, parent: string): string =>
  `SELECT id FROM ${table} WHERE ${parent}trim(name) = trim(?) COLLATE NOCASE AND gone_at IS NULL LIMIT 1`;

/** Questions for a record that is the same to people: named so that their plans can be tested. */
export const alikeSql: Readonly<Record<MirroredName, string>> = {
  carrier: byName('carrier', ''),
  product: byName('product', 'carrier_id = ? AND '),
  commissionLevel: byName('commission_level', 'product_id = ? AND '),
  contractAssignment: `SELECT id FROM contract_assignment
    WHERE npn = ? AND product_id = ? AND gone_at IS NULL LIMIT 1`,
};

export const hasAssignmentsSql = `SELECT 1 FROM contract_assignment
  WHERE npn = ? AND gone_at IS NULL LIMIT 1`;

/** What makes two records the same to people, in the order of the questions above. */
const keys: Readonly<Record<MirroredName, readonly string[]>> = {
  carrier: ['name'],
  product: ['carrierId', 'name'],
  commissionLevel: ['productId', 'name'],
  contractAssignment: ['npn', 'productId'],
};

/** Finds records that would be made twice. */
export function createAlike(connection: Connection): MirrorStore['alike'] {
  const statements = new Map<MirroredName, RawStatement>();
  return (collection, values: FieldValues) => {
    let statement = statements.get(collection);
    if (statement === undefined) {
      statement = prepareRaw(connection, alikeSql[collection]);
      statements.set(collection, statement);
    }
    const cells: Cell[] = keys[collection].map((field) => toCell(values[field]));
    if (cells.includes(null)) return null;
    const row = statement.get(...cells);
    return row === undefined ? null : textAt(row, 0);
  };
}
