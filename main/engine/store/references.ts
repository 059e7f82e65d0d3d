import { textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

const unknown = (column: string, table: string): string =>
  `WITH named AS (SELECT DISTINCT ${column} AS id FROM contract_assignment WHERE gone_at IS NULL)
   SELECT id FROM named WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} AS t WHERE t.id = named.id)
   ORDER BY id`;

/** Statements that find products and levels which assignments name and nobody has read. */
export const referenceSql = {
  product: unknown('product_id', 'product'),
  commissionLevel: unknown('commission_level_id', 'commission_level'),
} as const;

/** What assignments name and nobody has read. Looks at every assignment: tens of milliseconds at 100,000. */
export function createReferences(
  connection: Connection,
): (collection: keyof typeof referenceSql) => readonly string[] {
  const statements: Readonly<Record<keyof typeof referenceSql, RawStatement>> = {
    product: prepareRaw(connection, referenceSql.product),
    commissionLevel: prepareRaw(connection, referenceSql.commissionLevel),
  };
  return (collection) => statements[collection].all().map((row) => textAt(row, 0));
}
