import type { ChainStore } from './api.ts';
import { integerAt, textAt, textOrNullAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** Statements over uplines and downlines of several assignments at once. */
export const chainSql = {
  levels: `SELECT id, commission_level_id FROM contract_assignment
    WHERE id IN (SELECT value FROM json_each(?))`,
  downlines: `SELECT upline_contract_assignment_id, id, commission_level_id FROM contract_assignment
    WHERE upline_contract_assignment_id IN (SELECT value FROM json_each(?)) AND gone_at IS NULL`,
  /** By the place of the upline in the question. */
  below: `SELECT wanted.key, d.rowid FROM json_each(?) AS wanted
    CROSS JOIN contract_assignment AS d ON d.upline_contract_assignment_id = wanted.value
    WHERE d.gone_at IS NULL`,
  levelPairs: `SELECT d.commission_level_id, u.commission_level_id, count(*), min(d.npn)
    FROM contract_assignment AS d CROSS JOIN contract_assignment AS u ON u.id = d.upline_contract_assignment_id
    WHERE d.product_id IN (SELECT value FROM json_each(?)) AND d.gone_at IS NULL AND u.product_id = d.product_id
      AND d.commission_level_id IS NOT NULL AND u.commission_level_id IS NOT NULL
    GROUP BY 1, 2`,
  /** Through the carrier's products: the assignments themselves do not name their carrier. */
  ofCarrier: `SELECT a.id, a.npn, a.writing_number FROM product AS p
    CROSS JOIN contract_assignment AS a ON a.product_id = p.id
    WHERE p.carrier_id = ? AND a.gone_at IS NULL`,
  npn: `SELECT t.npn, t.rowid, t.id FROM json_each(?) AS wanted
    CROSS JOIN contract_assignment AS t ON t.npn = wanted.value WHERE t.gone_at IS NULL
    ORDER BY wanted.key, t.rowid`,
  /** Few ask by writing number: one walk over the table, however many numbers, instead of an index for them. */
  writingNumber: `SELECT writing_number, rowid, id FROM contract_assignment
    WHERE writing_number IN (SELECT value FROM json_each(?)) AND gone_at IS NULL ORDER BY rowid`,
} as const;

/** Who stands above whom, and at which level: effective values, staged work included. */
export function createChainStore(connection: Connection): ChainStore {
  const levels = prepareRaw(connection, chainSql.levels);
  const downlines = prepareRaw(connection, chainSql.downlines);
  const below = prepareRaw(connection, chainSql.below);
  const levelPairs = prepareRaw(connection, chainSql.levelPairs);
  const ofCarrier = prepareRaw(connection, chainSql.ofCarrier);
  return {
    levelsOf(ids) {
      const rows = ids.length === 0 ? [] : levels.all(JSON.stringify(ids));
      return new Map(rows.map((row) => [textAt(row, 0), textOrNullAt(row, 1)] as const));
    },
    numbered: (key, numbers) =>
      prepareRaw(connection, chainSql[key])
        .all(JSON.stringify(numbers))
        .map((row) => ({ number: textAt(row, 0), rowid: integerAt(row, 1), id: textAt(row, 2) })),
    downlinesOf(ids) {
      const rows = ids.length === 0 ? [] : downlines.all(JSON.stringify(ids));
      return rows.map((row) => ({
        uplineId: textAt(row, 0),
        id: textAt(row, 1),
        commissionLevelId: textOrNullAt(row, 2),
      }));
    },
    below: (ids) =>
      below.all(JSON.stringify(ids)).map((row) => ({ upline: integerAt(row, 0), rowid: integerAt(row, 1) })),
    levelPairs: (productIds) =>
      levelPairs.all(JSON.stringify(productIds)).map((row) => ({
        levelId: textAt(row, 0),
        uplineLevelId: textAt(row, 1),
        count: integerAt(row, 2),
        npn: textOrNullAt(row, 3) ?? '',
      })),
    ofCarrier: (carrierId) =>
      ofCarrier.all(carrierId).map((row) => ({
        id: textAt(row, 0),
        npn: textOrNullAt(row, 1) ?? '',
        writingNumber: textOrNullAt(row, 2) ?? '',
      })),
  };
}
