import type { PlannedLevel } from '../../../domain/commissionGrid/plan.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import { createCommissionGrids } from '../../../main/engine/commissionGrid/grids.ts';
import type { CommissionGrids } from '../../../main/engine/commissionGrid/grids.ts';
import { make } from '../outbox/createSupport.ts';
import type { Rig } from '../outbox/support.ts';

export function gridsOf(r: Rig): CommissionGrids {
  return createCommissionGrids(r.store, r.outbox);
}

/** A carrier made here with products of these names, none of them sent. */
export function makeProducts(
  r: Rig,
  carrier: string,
  names: readonly string[],
): {
  readonly carrier: string;
  readonly products: readonly string[];
} {
  const [line] = r.store.lookups.list('lineOfBusiness');
  const carrierId = make(r, 'carrier', { name: carrier });
  const products = names.map((name) =>
    make(r, 'product', { carrierId, name, lineOfBusinessId: line?.id ?? '' }),
  );
  return { carrier: carrierId, products };
}

/** Values of a product's levels by name, staged ones included. */
export function levelsOf(r: Rig, productId: string): Readonly<Record<string, FieldValues>> {
  const id = r.store.operations.nameOf(productId) ?? productId;
  const levels = r.store.commissionGrid.levelsOf(id);
  return Object.fromEntries(levels.map(({ values }) => [String(values['name']), values]));
}

/** Each row of a plan in a line. */
export function verdicts(rows: readonly PlannedLevel[]): readonly string[] {
  return rows.map(({ product, name, verdict }) => `${product}: ${name} ${verdict.kind}`);
}
