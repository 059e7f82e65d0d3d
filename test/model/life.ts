import { cellOf, Oracle } from './oracle.ts';
import { Slots } from './slots.ts';
import type { Ground, World } from './world.ts';

/** Text fields that gestures of a life write. */
export const fields = ['userDefined1', 'userDefined2', 'writingNumber'] as const;
/** Fields compared in the end. */
export const compared = [...fields, 'assignmentStatusId'] as const;
/** Records the gestures of a life touch: few, so that they meet. */
export const records = 6;

/** One life under test: the world, and what a person may expect of it. */
export interface Life {
  readonly world: World;
  readonly oracle: Oracle;
  readonly ids: readonly string[];
  readonly slots: Slots;
  /** What the cells held at the beginning. */
  readonly original: ReadonlyMap<string, string>;
  /** Everybody who works on these records, each at a computer of their own. */
  readonly everybody: readonly Life[];
  /** Effects looked at already. */
  looked: number;
}

/** One person's life, or those of two on the same records. */
export function beginLife(ground: Ground, seed: number, people: 1 | 2 = 1): Life {
  const everybody: Life[] = [];
  const join = (world: World, own: string): Life => {
    const ids = ground.sandbox.control.records('contractAssignments', 0, records).map(({ id }) => id);
    const original = new Map(
      ids.flatMap((id) => compared.map((field) => [cellOf(id, field), world.held(id, field)] as const)),
    );
    const slots = new Slots(world, ids);
    const life: Life = { world, oracle: new Oracle(own), ids, slots, original, everybody, looked: 0 };
    everybody.push(life);
    return life;
  };
  const first = join(ground.begin(seed), 'mine');
  if (people === 2) join(ground.join(seed + 1), 'yours');
  return first;
}

/** The id under which a person works on the record of this row now. */
export function idOf({ ids, slots }: Life, row: number): string {
  return slots.now(ids[row] ?? '');
}

/** The name of a cell, whatever id its record has now. */
export function cellIn({ slots }: Life, id: string, field: string): string {
  return cellOf(slots.firstOf(id), field);
}
