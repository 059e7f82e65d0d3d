import type { ContractingCollection } from '../../domain/fields.ts';

/** A record made here, as a person remembers it. */
export interface Thing {
  readonly collection: ContractingCollection;
  /** Never used twice; assignments carry it as their writing number. */
  readonly name: string;
  /** The gesture that made it. */
  readonly label: string;
  /** The record made here that it belongs to. */
  readonly parent: Thing | null;
  readonly localId: string;
  /** What else somebody would give a record that is the same to people. */
  readonly alike: Readonly<Record<string, string>>;
  undone: boolean;
  discarded: boolean;
  /** When somebody else made one of the same name. */
  twinAt: number | null;
}

/** Everything made here. */
export class Things {
  readonly #things: Thing[] = [];

  add(thing: Omit<Thing, 'undone' | 'discarded' | 'twinAt'>): Thing {
    const added: Thing = { ...thing, undone: false, discarded: false, twinAt: null };
    this.#things.push(added);
    return added;
  }

  all(): readonly Thing[] {
    return this.#things;
  }

  moved(label: string, undone: boolean): void {
    for (const thing of this.#things) if (thing.label === label) thing.undone = undone;
  }

  /** Whether it must be at the vendor when everything is over: what is above it must be there as well. */
  expected({ undone, discarded, parent }: Thing): boolean {
    return !undone && !discarded && (parent === null || this.expected(parent));
  }
}
