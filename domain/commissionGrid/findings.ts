import { canonicalDecimal, compareDecimals, sameDecimal } from '../decimal.ts';
import { clashesOf } from './clashes.ts';
import type { Clash } from './clashes.ts';
import { elsewhere, paysIn, stateWords, territoryOf } from './coverage.ts';
import type { Territory } from './coverage.ts';
import { listWords, nameKey, payInName, payWords, rungName } from './grid.ts';
import type { CommissionGrid, GridLevel, GridProduct } from './grid.ts';

/** What does not add up in a grid, the most telling first. */
export const findingKinds = [
  'paid-twice',
  'no-levels',
  'states-without-level',
  'level-missing',
  'no-value',
  'same-rung',
  'same-pay',
  'outside',
  'name-differs',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** How findings are grouped: states covered twice, states not covered, and the rest. */
export const findingSides = ['overlap', 'gap', 'other'] as const;
export type FindingSide = (typeof findingSides)[number];

const sides: Readonly<Record<FindingKind, FindingSide>> = {
  'paid-twice': 'overlap',
  'no-levels': 'gap',
  'states-without-level': 'gap',
  'level-missing': 'gap',
  'no-value': 'gap',
  'same-rung': 'overlap',
  'same-pay': 'overlap',
  outside: 'other',
  'name-differs': 'other',
};

/** A gap or an overlap, in words that say which record to look at. */
export interface Finding {
  readonly kind: FindingKind;
  readonly side: FindingSide;
  readonly productId: string;
  /** The levels it is about, at most `mostLevelsNamed`; none where a level is missing. */
  readonly levelIds: readonly string[];
  /** The name of the rung that is missing, where one is. */
  readonly missing: string | null;
  readonly words: string;
}

/** A finding about thousands of levels names the first of them. */
export const mostLevelsNamed = 20;

/** A level that more than this share of the other products have is missed where it is not: half of them. */
const isUsual = (products: number, of: number): boolean => of > 1 && products * 2 > of;

/**
 * Gaps and overlaps of a carrier's grid, by product, then kind. The order in which products and levels are
 * given does not matter. Levels of products that are not in the grid are left out.
 */
export function findingsOf(grid: CommissionGrid): readonly Finding[] {
  const byProduct = new Map<string, GridLevel[]>(grid.products.map(({ id }) => [id, []]));
  for (const level of grid.levels) byProduct.get(level.productId)?.push(level);
  const products = grid.products.toSorted((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
  for (const levels of byProduct.values()) levels.sort(compareLevels);
  const usual = usualLevels(products, byProduct);
  return products.flatMap((product) => {
    const levels = byProduct.get(product.id) ?? [];
    const territory = territoryOf(grid.carrier, product, levels);
    return ofProduct(product, levels, territory, usual);
  });
}

function ofProduct(
  product: GridProduct,
  levels: readonly GridLevel[],
  territory: Territory,
  usual: UsualLevels,
): readonly Finding[] {
  if (levels.length === 0) {
    const words = `${product.name} has no commission level, so nobody can be contracted on it.`;
    return [found('no-levels', product, [], words)];
  }
  const states = (level: GridLevel): readonly string[] => paysIn(level, territory);
  const where = (clash: Clash): string => stateWords(clash.states, territory);
  const shared = (
    kind: FindingKind,
    keyOf: (level: GridLevel) => string | null,
    what: (one: GridLevel) => string,
  ): readonly Finding[] =>
    clashesOf(levels, keyOf, states).flatMap((clash) => {
      const names = differentNames(clash.levels);
      const [first] = clash.levels;
      // The same name is told as what it is: one level that pays twice.
      if (first === undefined || names.length < 2) return [];
      const who = names.length === 2 ? `${quoted(names)} both` : quoted(names);
      const words = `${product.name}: levels ${who} ${what(first)} ${where(clash)}.`;
      return [found(kind, product, clash.levels, words)];
    });

  return [
    ...clashesOf(levels, ({ name }) => nameKey(name), states).map((clash) =>
      found('paid-twice', product, clash.levels, twiceWords(product, clash, where(clash))),
    ),
    ...uncovered(product, levels, territory),
    ...missing(product, levels, usual),
    ...levels
      .filter(({ firstYearValue }) => firstYearValue === null || firstYearValue === '')
      .map((level) =>
        found(
          'no-value',
          product,
          [level],
          `${product.name}: level “${level.name}” has no first-year value.`,
        ),
      ),
    ...shared('same-rung', rungOf, (level) => `stand at level ${rungOf(level) ?? ''}`),
    ...shared('same-pay', payKey, (level) => `pay ${payWords(level)}`),
    ...outside(product, levels, territory),
    ...misnamed(product, levels),
  ];
}

function found(
  kind: FindingKind,
  { id }: GridProduct,
  levels: readonly GridLevel[],
  words: string,
  missed: string | null = null,
): Finding {
  const levelIds = levels.slice(0, mostLevelsNamed).map((level) => level.id);
  return { kind, side: sides[kind], productId: id, levelIds, missing: missed, words };
}

function twiceWords(product: GridProduct, { levels }: Clash, where: string): string {
  const [first] = levels;
  const pays = [...new Set(levels.map(payWords))];
  const times = levels.length === 2 ? 'twice' : `${levels.length} times`;
  const each =
    pays.length === 1 ? `${levels.length === 2 ? 'both' : 'each'} ${pays[0] ?? ''}` : listWords(pays);
  return `${product.name}: level “${first?.name ?? ''}” pays ${where} ${times}: ${each}.`;
}

/** States of the product in which a rung pays nowhere, under whichever of its names. */
function uncovered(
  product: GridProduct,
  levels: readonly GridLevel[],
  territory: Territory,
): readonly Finding[] {
  const groups = new Map<string, GridLevel[]>();
  for (const level of levels) {
    const key = nameKey(rungName(level.name));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [level]);
    else group.push(level);
  }
  return [...groups.values()].flatMap((group) => {
    const covered = new Set(group.flatMap((level) => paysIn(level, territory)));
    if (covered.has(elsewhere)) return [];
    const left = [...territory.states].filter((state) => !covered.has(state)).sort();
    if (left.length === 0) return [];
    const [first] = group;
    const name = group.length === 1 ? (first?.name ?? '') : rungName(first?.name ?? '');
    const sold = territory.closed ? 'where the product is sold' : 'where other levels of it pay';
    const words = `${product.name}: level “${name}” does not pay in ${listWords(left)}, ${sold}.`;
    return [found('states-without-level', product, group, words)];
  });
}

interface UsualLevels {
  /** Products with levels. */
  readonly products: number;
  readonly names: readonly { readonly key: string; readonly name: string; readonly products: number }[];
}

/** Rungs that most products of the carrier have. */
function usualLevels(
  products: readonly GridProduct[],
  byProduct: ReadonlyMap<string, readonly GridLevel[]>,
): UsualLevels {
  const counts = new Map<string, { name: string; products: number }>();
  let withLevels = 0;
  for (const { id } of products) {
    const levels = byProduct.get(id) ?? [];
    if (levels.length > 0) withLevels += 1;
    const seen = new Set<string>();
    for (const level of levels) {
      const name = rungName(level.name);
      const key = nameKey(name);
      if (seen.has(key)) continue;
      seen.add(key);
      const count = counts.get(key);
      if (count === undefined) counts.set(key, { name, products: 1 });
      else count.products += 1;
    }
  }
  const names = [...counts]
    .map(([key, count]) => ({ key, ...count }))
    .filter((one) => isUsual(one.products, withLevels) && one.products < withLevels)
    .sort((a, b) => compareText(a.key, b.key));
  return { products: withLevels, names };
}

function missing(product: GridProduct, levels: readonly GridLevel[], usual: UsualLevels): readonly Finding[] {
  const own = new Set(levels.map(({ name }) => nameKey(rungName(name))));
  return usual.names
    .filter(({ key }) => !own.has(key))
    .map(({ name, products }) => {
      const others = `which ${products} of the carrier’s ${usual.products} products with levels have`;
      return found('level-missing', product, [], `${product.name} has no level “${name}”, ${others}.`, name);
    });
}

function outside(
  product: GridProduct,
  levels: readonly GridLevel[],
  territory: Territory,
): readonly Finding[] {
  if (!territory.closed) return [];
  return levels.flatMap((level) => {
    const states = level.states.filter((state) => !territory.states.has(state)).sort();
    if (states.length === 0) return [];
    const words = `${product.name}: level “${level.name}” names ${listWords(states)}, where the product is not sold.`;
    return [found('outside', product, [level], words)];
  });
}

/** Names that end with another pay than the level has, as after its value was changed. */
function misnamed(product: GridProduct, levels: readonly GridLevel[]): readonly Finding[] {
  return levels.flatMap((level) => {
    const said = payInName(level.name);
    const { type, firstYearValue } = level;
    if (said === null || firstYearValue === null || firstYearValue === '') return [];
    if ((type === null || type === said.type) && sameDecimal(said.value, firstYearValue)) return [];
    const words = `${product.name}: level “${level.name}” pays ${payWords(level)}, not what its name says.`;
    return [found('name-differs', product, [level], words)];
  });
}

function rungOf({ level }: GridLevel): string | null {
  return level === null ? null : canonicalDecimal(level);
}

function payKey({ type, firstYearValue }: GridLevel): string | null {
  if (firstYearValue === null || firstYearValue === '') return null;
  return `${type ?? ''} ${canonicalDecimal(firstYearValue) ?? firstYearValue}`;
}

function differentNames(levels: readonly GridLevel[]): readonly string[] {
  return [...new Map(levels.toReversed().map(({ name }) => [nameKey(name), name])).values()].reverse();
}

function quoted(names: readonly string[]): string {
  return listWords(
    names.map((name) => `“${name}”`),
    4,
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Highest first, as grids are written; the id decides what nothing else tells apart. */
export function compareLevels(a: GridLevel, b: GridLevel): number {
  return (
    compareNumbers(b.level, a.level) ||
    compareText(nameKey(a.name), nameKey(b.name)) ||
    compareNumbers(b.firstYearValue, a.firstYearValue) ||
    compareText(a.id, b.id)
  );
}

/** What is no number counts as less than any. */
export function compareNumbers(a: string | null, b: string | null): number {
  const left = a === null ? null : canonicalDecimal(a);
  const right = b === null ? null : canonicalDecimal(b);
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compareDecimals(left, right) ?? 0;
}
