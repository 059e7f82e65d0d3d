import { migrations } from '../../../main/engine/store/migrations/index.ts';
import type { Migration } from '../../../main/engine/store/migrations/index.ts';

/** Steps as a next version may bring them: each rewrites a whole table, so that there is time to die in them. */
const steps: readonly string[] = [
  `ALTER TABLE contract_assignment ADD COLUMN next_one TEXT;
   UPDATE contract_assignment SET next_one = id || ' one'`,
  `CREATE TABLE next_index AS SELECT id, next_one FROM contract_assignment`,
  `UPDATE contract_assignment SET next_one = next_one || ' two';
   CREATE INDEX next_by_one ON contract_assignment (next_one)`,
];

export const migrationsOfNext: readonly Migration[] = [
  ...migrations,
  ...steps.map((sql, index) => ({ number: migrations.length + index + 1, sql })),
];
