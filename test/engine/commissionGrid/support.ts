import { afterEach } from 'vitest';
import type { PlannedLevel, WantedLevels } from '../../../domain/commissionGrid/plan.ts';
import type { FieldValues } from '../../../domain/fields.ts';
import { createCommissionGrids } from '../../../main/engine/commissionGrid/grids.ts';
import type { CommissionGrids } from '../../../main/engine/commissionGrid/grids.ts';
import { make } from '../outbox/createSupport.ts';
import { rig } from '../outbox/support.ts';
import type { Rig, RigOptions } from '../outbox/support.ts';

/** For a test file: starts a rig with few assignments, and disposes of it after each test. */
export function rigs(): (options?: RigOptions) => Promise<Rig> {
  let used: Rig | null = null;
  afterEach(async () => {
    await used?.dispose();
    used = null;
  });
  return async (options = {}) => {
    used = await rig({ assignments: 20, ...options });
    return used;
  };
}

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

export const add = (
  productIds: readonly string[],
  levels: readonly Readonly<Record<string, string>>[],
  carrierId = 'any',
): WantedLevels => ({
  kind: 'add',
  carrierId,
  productIds,
  levels,
});
export const copy = (fromProductId: string, toProductIds: readonly string[]): WantedLevels => ({
  kind: 'copy',
  fromProductId,
  toProductIds,
});

/** Three levels as a person types them. */
export const three = [
  { name: 'Street', type: 'percent', firstYearValue: '80 %', level: '10', administrativeDivisions: 'tx, ok' },
  { name: 'GA', type: 'Percent', firstYearValue: '95.50%', level: '20', userDefined3: 'from the March grid' },
  { name: 'MGA', type: 'PERCENT', firstYearValue: '110', level: '30' },
] as const;
