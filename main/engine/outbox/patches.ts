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
  let last: { readonly patch: OperationPatch; readonly places: Place[] } | null = null;
  return {
    add(operation, patch) {
      if (last === null || !isSame(last.patch, patch)) {
        const key = JSON.stringify(patch);
        last = groups.get(key) ?? { patch, places: [] };
        groups.set(key, last);
      }
      last.places.push(operation);
    },
    write() {
      for (const { patch, places } of groups.values()) operations.updateAll(places, patch);
      groups.clear();
      last = null;
    },
  };
}

/** Whether two patches say the same with the very same values: cheaper than writing them out. */
function isSame(one: OperationPatch, other: OperationPatch): boolean {
  return (
    one.state === other.state &&
    one.changes === other.changes &&
    one.attempts === other.attempts &&
    one.retryAt === other.retryAt &&
    one.error === other.error &&
    one.sentAt === other.sentAt &&
    one.settledAt === other.settledAt
  );
}
