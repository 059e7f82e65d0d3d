import type { LookupKind, LookupValue } from '../../../../domain/lookups.ts';
import type { JsonObject } from '../../../../domain/json.ts';

/** The vendor's lists of choices, as last read. */
export interface LookupStore {
  applyAll(
    kind: LookupKind,
    values: readonly (LookupValue & { readonly server: JsonObject })[],
    at: { readonly pass: number; readonly now: number },
  ): void;
  list(kind: LookupKind): readonly LookupValue[];
  find(kind: LookupKind, id: string): LookupValue | null;
}
