import type { CollectionName } from '../../../domain/fields.ts';
import type { CommissionGridStore, GridRecord } from './api.ts';
import { integerAt, textAt } from './cells.ts';
import { tables, valuesOf } from './columns.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

const columnsOf = (collection: CollectionName, alias: string): string =>
  tables[collection].columns.map(({ name }) => `, ${alias}.${name}`).join('');

const levelColumns = `SELECT l.id, l.change_state${columnsOf('commissionLevel', 'l')}`;

/** Statements over a carrier's grid. */
export const commissionGridSql = {
  products: `SELECT p.id, p.change_state${columnsOf('product', 'p')} FROM product AS p
    WHERE p.carrier_id = ? AND p.gone_at IS NULL ORDER BY p.name COLLATE NOCASE, p.rowid`,
  levels: `${levelColumns} FROM product AS p CROSS JOIN commission_level AS l ON l.product_id = p.id
    WHERE p.carrier_id = ? AND p.gone_at IS NULL AND l.gone_at IS NULL LIMIT ?`,
  levelsOf: `${levelColumns} FROM commission_level AS l WHERE l.product_id = ? AND l.gone_at IS NULL`,
} as const;

/** Reads the products of a carrier and their levels, whole and in the order of the sheet. */
export function createCommissionGridStore(connection: Connection): CommissionGridStore {
  const products = prepareRaw(connection, commissionGridSql.products);
  const levels = prepareRaw(connection, commissionGridSql.levels);
  const levelsOf = prepareRaw(connection, commissionGridSql.levelsOf);
  const read = (
    collection: CollectionName,
    statement: RawStatement,
    ...bound: readonly (string | number)[]
  ): readonly GridRecord[] =>
    statement.all(...bound).map((row) => ({
      id: textAt(row, 0),
      state: integerAt(row, 1),
      values: valuesOf(tables[collection], row, 2),
    }));
  return {
    products: (carrierId) => read('product', products, carrierId),
    levels: (carrierId, limit) => read('commissionLevel', levels, carrierId, limit),
    levelsOf: (productId) => read('commissionLevel', levelsOf, productId),
  };
}
