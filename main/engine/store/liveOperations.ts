import { z } from 'zod';
import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { changeStateOf, changeStates, operationStates } from '../../../domain/operation.ts';
import type { OperationState } from '../../../domain/operation.ts';
import { parseJson, textAt } from './cells.ts';
import { rowsFor } from './inChunks.ts';
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
  /** Live operations of these records, those of one record in staging order. */
  of(collection: CollectionName, ids: readonly string[]): readonly LiveEffect[];
  /** The most urgent mark (index into `changeStates`) of each of these records that has live operations. */
  marks(collection: CollectionName, ids: readonly string[]): ReadonlyMap<string, number>;
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
  ofOne: `SELECT target_id, changes, state FROM operation
    WHERE target_id = ? AND collection = ? AND ${isLive} ORDER BY sequence`,
  states: `SELECT o.target_id, o.state FROM json_each(?) AS wanted
    CROSS JOIN operation AS o ON o.collection = ? AND o.target_id = wanted.value
    WHERE o.${isLive}`,
  statesOfOne: `SELECT target_id, state FROM operation WHERE target_id = ? AND collection = ? AND ${isLive}`,
} as const;

/** Reads the outbox for those who show or recompute records. */
export function createLiveOperations(connection: Connection): LiveOperations {
  const any = prepareRaw(connection, liveOperationsSql.any);
  const ofOne = prepareRaw(connection, liveOperationsSql.ofOne);
  const states = prepareRaw(connection, liveOperationsSql.states);
  const statesOfOne = prepareRaw(connection, liveOperationsSql.statesOfOne);
  const of = prepareRaw(connection, liveOperationsSql.of);
  return {
    any: (collection) => any.get(collection)?.[0] === 1,
    of: (collection, ids) =>
      [
        ...rowsFor(
          ids,
          (json) => of.all(json, collection),
          (id) => ofOne.all(id, collection),
        ),
      ].map(effectOf),
    marks(collection, ids) {
      const marks = new Map<string, number>();
      const rows = rowsFor(
        ids,
        (json) => states.all(json, collection),
        (id) => statesOfOne.all(id, collection),
      );
      for (const row of rows) {
        const id = textAt(row, 0);
        // `changeStates` is ordered from calm to urgent.
        marks.set(id, Math.max(marks.get(id) ?? 0, markOf(storedState.parse(row[1]))));
      }
      return marks;
    },
  };
}

function effectOf(row: readonly unknown[]): LiveEffect {
  const changes = storedChanges.parse(parseJson(textAt(row, 1)));
  const state = storedState.parse(row[2]);
  const wanted: Record<string, FieldValue> = {};
  for (const [field, change] of Object.entries(changes)) wanted[field] = change.value;
  return { targetId: textAt(row, 0), wanted, mark: markOf(state), state };
}

function markOf(state: OperationState): number {
  return changeStates.indexOf(changeStateOf(state));
}
