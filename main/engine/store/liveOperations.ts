import { z } from 'zod';
import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { changeStateOf, changeStates, operationStates } from '../../../domain/operation.ts';
import type { OperationState } from '../../../domain/operation.ts';
import { parseJson, textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** What a live operation does to its record's effective values and marks. */
export interface LiveEffect {
  readonly targetId: string;
  /** Wanted value by field. */
  readonly wanted: FieldValues;
  /** Index into `changeStates`. */
  readonly mark: number;
  readonly state: OperationState;
}

export interface LiveOperations {
  /** Whether the collection has any live operation: the cheap question that spares the others. */
  any(collection: CollectionName): boolean;
  /** Live operations of these records, in staging order. */
  of(collection: CollectionName, ids: readonly string[]): readonly LiveEffect[];
}

const storedChanges = z.record(
  z.string(),
  z.object({ value: z.union([z.string(), z.boolean(), z.null(), z.array(z.string())]) }),
);
const storedState = z.enum(operationStates);

/** The planner uses the partial indexes only if it reads exactly this condition. */
export const isLive = `state NOT IN ('done', 'dropped')`;

export const liveOperationsSql = {
  any: `SELECT EXISTS (SELECT 1 FROM operation WHERE collection = ? AND ${isLive})`,
  of: `SELECT o.target_id, o.changes, o.state FROM json_each(?) AS wanted
    CROSS JOIN operation AS o ON o.collection = ? AND o.target_id = wanted.value
    WHERE o.${isLive} ORDER BY o.sequence`,
} as const;

/** Reads the outbox for those who show or recompute records. */
export function createLiveOperations(connection: Connection): LiveOperations {
  const any = prepareRaw(connection, liveOperationsSql.any);
  const of = prepareRaw(connection, liveOperationsSql.of);
  return {
    any: (collection) => any.get(collection)?.[0] === 1,
    of: (collection, ids) => (ids.length === 0 ? [] : of.all(JSON.stringify(ids), collection).map(effectOf)),
  };
}

function effectOf(row: readonly unknown[]): LiveEffect {
  const changes = storedChanges.parse(parseJson(textAt(row, 1)));
  const state = storedState.parse(row[2]);
  const wanted: Record<string, FieldValue> = {};
  for (const [field, change] of Object.entries(changes)) wanted[field] = change.value;
  return { targetId: textAt(row, 0), wanted, mark: changeStates.indexOf(changeStateOf(state)), state };
}
