import { compareDecimals } from './decimal.ts';

/** Where a commission level stands in the grid of its product. */
export interface Rung {
  readonly productId: string | null;
  /** The vendor's `level`: a decimal as text, higher is more. */
  readonly level: string | null;
}

/** Which neighbour in the hierarchy a commission level is too high or too low beside. */
export type LevelRule = 'above-upline' | 'below-downline';

/**
 * Whether a downline's rung is above its upline's, which leaves the upline without an override (domain
 * section 2e). Rungs of different products, or without a number, cannot be compared and break no rule.
 */
export function isAbove(downline: Rung, upline: Rung): boolean {
  if (downline.productId !== upline.productId) return false;
  if (downline.level === null || upline.level === null) return false;
  return (compareDecimals(downline.level, upline.level) ?? 0) > 0;
}
