import type { ProducerDetail } from '../../../domain/collections.ts';
import { producerDetailNames } from '../../../domain/collections.ts';
import type { ProducerStore } from './api.ts';
import { textAt } from './cells.ts';
import { tables } from './columns.ts';
import type { Labels } from './labels.ts';
import { operationColumns, toOperation } from './operationRows.ts';
import type { OperationRecord } from './operationRows.ts';
import { endingOf } from './recordOperations.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection, RawStatement } from './sqlite.ts';

/** Statements over producers and what hangs on them. */
export const producerSql = {
  nameOfNpn: 'SELECT display_name FROM producer WHERE npn = ? AND gone_at IS NULL LIMIT 1',
  idOf: 'SELECT id FROM producer WHERE npn = ? AND gone_at IS NULL LIMIT 1',
  assignments: 'SELECT id FROM contract_assignment WHERE npn = ?',
  operationsOn: `WITH wanted AS MATERIALIZED
      (SELECT value ->> 0 AS collection, value ->> 1 AS target_id FROM json_each(?))
    SELECT ${operationColumns} FROM operation WHERE sequence IN (
      SELECT o.sequence FROM wanted
        CROSS JOIN operation_of_record AS r ON r.id_ending = ${endingOf('wanted.target_id')}
        CROSS JOIN operation AS o ON o.sequence = r.sequence
      WHERE o.target_id = wanted.target_id AND o.collection = wanted.collection
    ) ORDER BY sequence DESC LIMIT ?`,
} as const;

/** A statement that reads the ids of a producer's details, those with unsent changes although gone. */
export function detailsSql(collection: ProducerDetail): string {
  return `SELECT id FROM ${tables[collection].name} WHERE producer_id = ?
    AND (gone_at IS NULL OR change_state <> 0) ORDER BY +rowid`;
}

/** Questions about one producer, each answered through an index. */
export function createProducerStore(connection: Connection, labels: Pick<Labels, 'some'>): ProducerStore {
  const idOf = prepareRaw(connection, producerSql.idOf);
  const assignments = prepareRaw(connection, producerSql.assignments);
  const operationsOn = connection.prepare<[string, number], OperationRecord>(producerSql.operationsOn);
  const details = new Map<ProducerDetail, RawStatement>(
    producerDetailNames.map((name) => [name, prepareRaw(connection, detailsSql(name))] as const),
  );
  return {
    idOf(npn) {
      const row = idOf.get(npn);
      return row === undefined ? null : textAt(row, 0);
    },
    namesOf: (npns) => labels.some('producerOfNpn', npns),
    details: (collection, producerId) =>
      details
        .get(collection)
        ?.all(producerId)
        .map((row) => textAt(row, 0)) ?? [],
    assignments: (npn) => assignments.all(npn).map((row) => textAt(row, 0)),
    operationsOn: (records, limit) =>
      operationsOn
        .all(JSON.stringify(records.map(({ collection, id }) => [collection, id])), limit)
        .map(toOperation),
  };
}
