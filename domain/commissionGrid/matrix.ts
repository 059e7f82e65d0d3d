import { isSoldIn, paysInState } from './coverage.ts';
import { compareLevels, compareNumbers } from './findings.ts';
import { nameKey, rungName } from './grid.ts';
import type { CommissionGrid, GridLevel, GridProduct } from './grid.ts';

/** The grid as carriers print it: products down, rungs across. */
export interface LevelMatrix<Product extends GridProduct, Level extends GridLevel> {
  /** Names of rungs, the highest first. */
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  readonly rows: readonly {
    readonly product: Product;
    /** Whether the product is sold in the chosen state, or no state is chosen. */
    readonly sold: boolean;
    /** In the order of the columns; empty where the product has no such level, or not in that state. */
    readonly cells: readonly (readonly Level[])[];
  }[];
}

/** Lays a grid out; with a state, only what pays there. Products in the order given. */
export function matrixOf<Product extends GridProduct, Level extends GridLevel>(
  grid: CommissionGrid<Product, Level>,
  state: string | null,
): LevelMatrix<Product, Level> {
  const byProduct = new Map<string, Map<string, Level[]>>(grid.products.map(({ id }) => [id, new Map()]));
  const highest = new Map<string, { name: string; level: string | null }>();
  for (const level of grid.levels.toSorted(compareLevels)) {
    const names = byProduct.get(level.productId);
    if (names === undefined) continue;
    const name = rungName(level.name);
    const key = nameKey(name);
    const known = highest.get(key);
    if (known === undefined) highest.set(key, { name, level: level.level });
    else if (compareNumbers(level.level, known.level) > 0) known.level = level.level;
    const levels = names.get(key);
    if (levels === undefined) names.set(key, [level]);
    else levels.push(level);
  }
  const columns = [...highest]
    .map(([key, { name, level }]) => ({ key, name, level }))
    .sort((a, b) => compareNumbers(b.level, a.level) || (a.key < b.key ? -1 : 1));
  return {
    columns: columns.map(({ key, name }) => ({ key, name })),
    rows: grid.products.map((product) => ({
      product,
      sold: state === null || isSoldIn(product, grid.carrier, state),
      cells: columns.map(({ key }) =>
        (byProduct.get(product.id)?.get(key) ?? []).filter(
          (level) => state === null || paysInState(level, product, grid.carrier, state),
        ),
      ),
    })),
  };
}

/** Every state that the grid names, sorted: what a person may want to look at alone. */
export function statesNamed(grid: CommissionGrid): readonly string[] {
  const named = new Set(grid.carrier.states);
  for (const { states } of grid.products) for (const state of states) named.add(state);
  for (const { states } of grid.levels) for (const state of states) named.add(state);
  return [...named].sort();
}
