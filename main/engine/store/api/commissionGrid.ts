import type { FieldValues } from '../../../../domain/fields.ts';

/** A record of a commission grid, as it is here: staged changes included. */
export interface GridRecord {
  readonly id: string;
  readonly values: FieldValues;
  /** Index into `changeStates`. */
  readonly state: number;
}

/** The products of a carrier and their commission levels, without what AgentSync no longer has. */
export interface CommissionGridStore {
  /** By name. */
  products(carrierId: string): readonly GridRecord[];
  /** Levels of all products of a carrier; at most `limit`, in no particular order. */
  levels(carrierId: string, limit: number): readonly GridRecord[];
  /** Levels of one product, in no particular order. */
  levelsOf(productId: string): readonly GridRecord[];
}
