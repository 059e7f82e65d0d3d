import type { Operation } from '../../../domain/operation.ts';
import type { OperationPatch, Store } from '../store/api.ts';

type Place = Pick<Operation, 'sequence'>;

/** Changes to many operations, gathered so that those that are alike take one statement. */
export interface Patches {
  add(operation: Place, patch: OperationPatch): void;
  /** Writes what was gathered. Call inside a transaction, before anything reads the operations again. */
  write(): void;
}

/** Each operation may be named once between two writes: the order among them is not kept. */
export function createPatches({ operations }: Pick<Store, 'operations'>): Patches {
  const groups = new Map<string, { readonly patch: OperationPatch; readonly places: Place[] }>();
  return {
    add(operation, patch) {
      const key = JSON.stringify(patch);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { patch, places: [operation] });
      else group.places.push(operation);
    },
    write() {
      for (const { patch, places } of groups.values()) operations.updateAll(places, patch);
      groups.clear();
    },
  };
}
