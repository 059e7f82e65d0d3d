import { cellOf, Oracle } from './oracle.ts';
import { Slots } from './slots.ts';
import { tableOf } from './tables.ts';
import type { Ground, World } from './world.ts';

/** Text fields that gestures of a life write. */
export const fields = ['userDefined1', 'userDefined2', 'writingNumber'] as const;
/** Fields compared in the end. */
export const compared = [...fields, 'assignmentStatusId'] as const;
/** Text fields of carriers and products that gestures write. */
export const catalogueFields = ['userDefined1', 'userDefined2', 'name'] as const;
/** Records the gestures of a life touch: few, so that they meet. */
export const records = 6;

export interface CatalogueRecord {
  readonly collection: 'carrier' | 'product';
  readonly id: string;
}

/** One life under test: the world, and what a person may expect of it. */
export interface Life {
  readonly world: World;
  readonly oracle: Oracle;
  readonly ids: readonly string[];
  readonly slots: Slots;
  /** Carriers and products of the beginning, which gestures change one by one. */
  readonly catalogue: readonly CatalogueRecord[];
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
    const catalogue = (['carrier', 'product'] as const).flatMap((collection) =>
      ground.sandbox.control.records(tableOf[collection], 0, 2).map(({ id }) => ({ collection, id })),
    );
    const original = new Map([
      ...ids.flatMap((id) => compared.map((field) => [cellOf(id, field), world.held(id, field)] as const)),
      ...catalogue.flatMap(({ collection, id }) =>
        catalogueFields.map((field) => [cellOf(id, field), world.held(id, field, collection)] as const),
      ),
    ]);
    const slots = new Slots(world, ids);
    const oracle = new Oracle(own);
    const life: Life = { world, oracle, ids, slots, catalogue, original, everybody, looked: 0 };
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
