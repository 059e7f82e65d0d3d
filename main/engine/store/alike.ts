import type { AgentSyncCollection, FieldValues } from '../../../domain/fields.ts';
import type { MirrorStore } from './api.ts';
import { textAt } from './cells.ts';
import { toCell } from './columns.ts';
import type { Cell } from './columns.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

const byName = (table: string, parent: string): string =>
  `SELECT id FROM ${table} WHERE ${parent}trim(name) = trim(?) COLLATE NOCASE AND gone_at IS NULL LIMIT 1`;

/** Questions for a record that is the same to people: named so that their plans can be tested. */
export const alikeSql: Readonly<Record<AgentSyncCollection, string>> = {
  carrier: byName('carrier', ''),
  product: byName('product', 'carrier_id = ? AND '),
  commissionLevel: byName('commission_level', 'product_id = ? AND '),
  contractAssignment: `SELECT id FROM contract_assignment
    WHERE npn = ? AND product_id = ? AND gone_at IS NULL LIMIT 1`,
  // `+` keeps SQLite from the index on types, which finds half the table.
  producer: 'SELECT id FROM producer WHERE npn = ? AND gone_at IS NULL LIMIT 1',
  address: `SELECT id FROM address WHERE producer_id = ? AND +type = ?
    AND trim(address_line_1) = trim(?) COLLATE NOCASE AND coalesce(zip, '') = coalesce(?, '')
    AND gone_at IS NULL LIMIT 1`,
  phone: `SELECT id FROM phone WHERE producer_id = ? AND +type = ? AND number = ? AND gone_at IS NULL LIMIT 1`,
  // The number is masked on both sides: its last four digits.
  bankAccount: `SELECT id FROM bank_account WHERE producer_id = ? AND +type = ? AND routing_number = ?
    AND number = ? AND gone_at IS NULL LIMIT 1`,
  insurancePolicy: `SELECT id FROM insurance_policy WHERE producer_id = ?
    AND coalesce(effective_date, '') = coalesce(?, '') AND (policy_number = ? OR certificate_number = ?)
    AND gone_at IS NULL LIMIT 1`,
};

/** Whether a producer has any assignment: the index by NPN answers it. */
export const hasAssignmentsSql = `SELECT 1 FROM contract_assignment
  WHERE npn = ? AND gone_at IS NULL LIMIT 1`;

/** Fields that may be empty in both. */
const optional: ReadonlySet<string> = new Set(['zip', 'effectiveDate', 'policyNumber', 'certificateNumber']);

/** What makes two records the same to people, in the order of the questions above. */
const keys: Readonly<Record<AgentSyncCollection, readonly string[]>> = {
  carrier: ['name'],
  product: ['carrierId', 'name'],
  commissionLevel: ['productId', 'name'],
  contractAssignment: ['npn', 'productId'],
  producer: ['npn'],
  address: ['producerId', 'type', 'addressLine1', 'zip'],
  phone: ['producerId', 'type', 'number'],
  bankAccount: ['producerId', 'type', 'routingNumber', 'number'],
  insurancePolicy: ['producerId', 'effectiveDate', 'policyNumber', 'certificateNumber'],
};

/** Finds records that would be made twice. */
export function createAlike(connection: Connection): MirrorStore['alike'] {
  const statements = new Map<AgentSyncCollection, RawStatement>();
  return (collection, values: FieldValues) => {
    let statement = statements.get(collection);
    if (statement === undefined) {
      statement = prepareRaw(connection, alikeSql[collection]);
      statements.set(collection, statement);
    }
    const cells: Cell[] = [];
    for (const field of keys[collection]) {
      const cell = toCell(values[field]);
      if (cell === null && !optional.has(field)) return null;
      cells.push(cell);
    }
    const row = statement.get(...cells);
    return row === undefined ? null : textAt(row, 0);
  };
}
