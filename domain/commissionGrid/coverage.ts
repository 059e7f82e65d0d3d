import type { GridCarrier, GridLevel, GridProduct } from './grid.ts';
import { listWords } from './grid.ts';

/** Stands for the states that nobody has named: where a level without states pays and no list says which. */
export const elsewhere = '*';

/** Where a product is sold, as far as the records say. */
export interface Territory {
  readonly states: ReadonlySet<string>;
  /**
   * Whether that is the whole of it. Where neither product nor carrier names states, it is only what its
   * levels name, and a level without states pays elsewhere too.
   */
  readonly closed: boolean;
}

/** The product's own states, else its carrier's, else those that its levels name. */
export function territoryOf(
  carrier: GridCarrier,
  product: GridProduct,
  levels: readonly GridLevel[],
): Territory {
  if (product.states.length > 0) return { states: new Set(product.states), closed: true };
  if (carrier.states.length > 0) return { states: new Set(carrier.states), closed: true };
  return { states: new Set(levels.flatMap(({ states }) => states)), closed: false };
}

/** Every state in which a level pays; with `elsewhere` where that is not bounded. */
export function paysIn({ states }: GridLevel, territory: Territory): readonly string[] {
  if (states.length > 0) return [...new Set(states)];
  return territory.closed ? [...territory.states] : [...territory.states, elsewhere];
}

/** Whether a level pays in this state. */
export function paysInState(
  level: GridLevel,
  product: GridProduct,
  carrier: GridCarrier,
  state: string,
): boolean {
  return level.states.length > 0 ? level.states.includes(state) : isSoldIn(product, carrier, state);
}

/** Whether a product is sold in this state, or does not say that it is not. */
export function isSoldIn(product: GridProduct, carrier: GridCarrier, state: string): boolean {
  const named = product.states.length > 0 ? product.states : carrier.states;
  return named.length === 0 || named.includes(state);
}

/** States in words that complete “pays …”: `in TX and OK`, `in all its states`, `everywhere`. */
export function stateWords(states: readonly string[], territory: Territory): string {
  if (states.includes(elsewhere)) return 'everywhere';
  const all = territory.closed && states.length > 1 && states.length === territory.states.size;
  if (all && states.every((state) => territory.states.has(state))) return 'in all its states';
  return `in ${listWords(states.toSorted())}`;
}
