import { operationStates, tellingStates } from '../../../domain/operation.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { OperationStore, ShownFilter } from './api.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import { integerAt } from './cells.ts';

/** The condition of the partial indexes, word for word, so that SQLite can use them. */
const LIVE = "state NOT IN ('done', 'dropped')";

const rankOf = (state: OperationState): number => tellingStates.findIndex((one) => one === state);
const rank = `CASE state ${tellingStates.map((state, index) => `WHEN '${state}' THEN ${index}`).join(' ')} END`;

/** Whether an operation waits for a record other than its own to be made. */
const waits = `CASE WHEN depends_on = '[]' THEN 0 ELSE EXISTS (
  SELECT 1 FROM json_each(operation.depends_on) AS need JOIN operation AS parent ON parent.id = need.value
  WHERE parent.state <> 'done'
    AND (parent.collection <> operation.collection OR parent.target_id <> operation.target_id)) END`;

/** States that would move by themselves, were it not for what the record waits for. */
const calm = (['ready', 'waiting', 'blocked'] as const).map(rankOf).join(', ');

/** The state a record is shown in: the most telling of its operations, or that it waits for another record. */
const shown = `CASE WHEN min(${rank}) IN (${calm}) AND max(${waits}) = 1 THEN ${rankOf('blocked')} ELSE min(${rank}) END`;

function having({ states, toDecide }: ShownFilter): string {
  const conditions: string[] = [];
  if (states !== undefined) {
    const known = operationStates.filter((state) => states.includes(state));
    conditions.push(`${shown} IN (${known.map(rankOf).join(', ')})`);
  }
  if (toDecide === true)
    conditions.push(
      `(min(${rank}) = ${rankOf('conflict')}
        OR max(state = 'refused' AND coalesce(json_extract(error, '$.code'), '') = 'gone') = 1)`,
    );
  return conditions.length === 0 ? '' : `HAVING ${conditions.join(' AND ')}`;
}

/** Statements over the operations that a state of the tray stands for. */
export const shownQueries = {
  records: (filter: ShownFilter): string =>
    `SELECT collection, target_id FROM operation WHERE ${LIVE}
     GROUP BY collection, target_id ${having(filter)} ORDER BY min(sequence) LIMIT ? OFFSET ?`,
  count: (filter: ShownFilter): string =>
    `SELECT count(*) FROM (SELECT 1 FROM operation WHERE ${LIVE}
     GROUP BY collection, target_id ${having(filter)})`,
} as const;

/** Records by the state people see them in, so that a filter and its count agree with what is listed. */
export function createShownStates(
  connection: Connection,
): Pick<OperationStore, 'shownRecords' | 'countShownRecords'> {
  return {
    shownRecords: ({ offset, limit, ...filter }) =>
      connection
        .prepare<[number, number], { readonly collection: CollectionName; readonly target_id: string }>(
          shownQueries.records(filter),
        )
        .all(limit, offset)
        .map((row) => ({ collection: row.collection, targetId: row.target_id })),
    countShownRecords: (filter) => integerAt(prepareRaw(connection, shownQueries.count(filter)).get(), 0),
  };
}
