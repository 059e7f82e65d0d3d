import type { Finding, FindingKind } from '../../../domain/commissionGrid/findings.ts';
import type { CommissionGrid, GridLevel, GridProduct } from '../../../domain/commissionGrid/grid.ts';

let made = 0;

export function level(productId: string, name: string, over: Partial<GridLevel> = {}): GridLevel {
  made += 1;
  return {
    id: `l${made}`,
    productId,
    name,
    type: 'Percent',
    firstYearValue: String(50 + made),
    level: String(made),
    states: [],
    ...over,
  };
}

export function product(id: string, name: string, states: readonly string[] = []): GridProduct {
  return { id, name, states };
}

export function grid(
  products: readonly GridProduct[],
  levels: readonly GridLevel[],
  carrierStates: readonly string[] = [],
): CommissionGrid {
  return { carrier: { name: 'Acme', states: carrierStates }, products, levels };
}

export const words = (findings: readonly Finding[]): readonly string[] => findings.map((one) => one.words);

export const ofKind = (findings: readonly Finding[], kind: FindingKind): readonly string[] =>
  words(findings.filter((one) => one.kind === kind));

export const gold = product('p1', 'Gold Term', ['TX', 'OK']);
