import type { PositionStore } from './api/assignments.ts';
import { integerAt, textAt, textOrNullAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** Statements over the hierarchy above and below an assignment. */
export const positionSql = {
  /** From an assignment upwards, nearest first. Depth is bounded, because a chain may lead into itself. */
  uplines: `WITH RECURSIVE up (id, depth) AS (
      SELECT upline_contract_assignment_id, 1 FROM contract_assignment WHERE id = ?
      UNION ALL SELECT a.upline_contract_assignment_id, up.depth + 1
        FROM up CROSS JOIN contract_assignment AS a ON a.id = up.id WHERE up.depth < ?)
    SELECT up.id, a.npn, a.commission_level_id FROM up LEFT JOIN contract_assignment AS a ON a.id = up.id
    WHERE up.id IS NOT NULL ORDER BY up.depth`,
  direct: `SELECT count(*) FROM contract_assignment
    WHERE upline_contract_assignment_id = ? AND gone_at IS NULL`,
  /** Counted no further than the limit: an organization's whole tree may hang on one assignment. */
  below: `WITH RECURSIVE below (id) AS (
      SELECT id FROM contract_assignment WHERE upline_contract_assignment_id = ? AND gone_at IS NULL
      UNION SELECT a.id FROM below CROSS JOIN contract_assignment AS a
        ON a.upline_contract_assignment_id = below.id WHERE a.gone_at IS NULL
      LIMIT ?)
    SELECT count(*) FROM below`,
} as const;

/** Where assignments stand between those above and below them: effective values, staged work included. */
export function createPositionStore(connection: Connection): PositionStore {
  const uplines = prepareRaw(connection, positionSql.uplines);
  const direct = prepareRaw(connection, positionSql.direct);
  const below = prepareRaw(connection, positionSql.below);
  return {
    uplinesOf: (id, most) =>
      uplines.all(id, most).map((row) => ({
        id: textAt(row, 0),
        npn: textOrNullAt(row, 1),
        commissionLevelId: textOrNullAt(row, 2),
      })),
    downlineCount(id, most) {
      const near = integerAt(direct.get(id), 0);
      if (near === 0) return { direct: 0, below: 0 };
      const all = integerAt(below.get(id, most + 1), 0);
      return { direct: near, below: all > most ? null : all };
    },
  };
}
