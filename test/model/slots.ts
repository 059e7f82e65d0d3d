import type { World } from './world.ts';

/**
 * The assignments a life is about. One that was removed at the vendor may be made again under another id;
 * to people it is the same one, so its cells keep the name of the first id.
 */
export class Slots {
  readonly first: readonly string[];
  readonly #world: World;
  readonly #again = new Map<string, string[]>();

  constructor(world: World, first: readonly string[]) {
    this.#world = world;
    this.first = first;
  }

  /** The record of this row has been staged again under a local id. */
  madeAgain(first: string, localId: string): void {
    this.#again.set(first, [...(this.#again.get(first) ?? []), localId]);
  }

  wasMadeAgain(first: string): boolean {
    return this.#again.has(first);
  }

  /** The id under which a person works on it now. */
  now(first: string): string {
    const { operations } = this.#world.store;
    for (const localId of [...(this.#again.get(first) ?? [])].reverse()) {
      const named = operations.nameOf(localId);
      if (named !== null) return named;
      if (operations.liveOf('contractAssignment', localId).length > 0) return localId;
    }
    return first;
  }

  /** The first id of a record; the id itself when it is none of these. */
  firstOf(id: string): string {
    const { operations } = this.#world.store;
    for (const [first, again] of this.#again)
      if (again.some((localId) => localId === id || operations.nameOf(localId) === id)) return first;
    return id;
  }
}
