import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { changeStateOf, changeStates, operationStates } from '../../../domain/operation.ts';
import type { FieldChanges, OperationState } from '../../../domain/operation.ts';
import { textAt } from './cells.ts';
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

/** What is staged on the records of a page, asked for all of them at once. */
export interface LiveOperations {
  /** Whether the collection has any live operation: the cheap question that spares the others. */
  any(collection: CollectionName): boolean;
  /** Live operations of these records, those of one record in staging order. */
  of(collection: CollectionName, ids: readonly string[]): readonly LiveEffect[];
  /** The most urgent mark (index into `changeStates`) of each of these records that has live operations. */
  marks(collection: CollectionName, ids: readonly string[]): ReadonlyMap<string, number>;
}

const states: ReadonlyMap<unknown, OperationState> = new Map(operationStates.map((state) => [state, state]));

function stateOf(cell: unknown): OperationState {
  const state = states.get(cell);
  if (state === undefined) throw new TypeError('A stored operation is in no state');
  return state;
}

/** The planner uses the partial indexes only if it reads exactly this condition. */
export const isLive = `state NOT IN ('done', 'dropped')`;

/** Statements over operations that have not ended. */
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
  const statesOfMany = prepareRaw(connection, liveOperationsSql.states);
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
        (json) => statesOfMany.all(json, collection),
        (id) => statesOfOne.all(id, collection),
      );
      for (const row of rows) {
        const id = textAt(row, 0);
        // `changeStates` is ordered from calm to urgent.
        marks.set(id, Math.max(marks.get(id) ?? 0, markOf(stateOf(row[1]))));
      }
      return marks;
    },
  };
}

/** What changes make of a record. Those of a gesture mostly read alike: a text is parsed unless it is the one before. */
function createWanted(): (text: string) => FieldValues {
  let known: { readonly text: string; readonly wanted: FieldValues } | null = null;
  return (text) => {
    if (known?.text === text) return known.wanted;
    // Written by this store, and read a hundred thousand at a time.
    const changes: FieldChanges = JSON.parse(text);
    const wanted: Record<string, FieldValue> = {};
    for (const field in changes) wanted[field] = changes[field]?.value ?? null;
    known = { text, wanted };
    return wanted;
  };
}

const wantedIn = createWanted();

function effectOf(row: readonly unknown[]): LiveEffect {
  const state = stateOf(row[2]);
  return { targetId: textAt(row, 0), wanted: wantedIn(textAt(row, 1)), mark: markOf(state), state };
}

const marks: ReadonlyMap<OperationState, number> = new Map(
  operationStates.map((state) => [state, changeStates.indexOf(changeStateOf(state))]),
);

function markOf(state: OperationState): number {
  return marks.get(state) ?? 0;
}

/** Effects by the record they are on, those of one record in the order they had. */
export function byTarget(effects: readonly LiveEffect[]): ReadonlyMap<string, readonly LiveEffect[]> {
  const groups = new Map<string, LiveEffect[]>();
  for (const effect of effects) {
    const group = groups.get(effect.targetId);
    if (group === undefined) groups.set(effect.targetId, [effect]);
    else group.push(effect);
  }
  return groups;
}
