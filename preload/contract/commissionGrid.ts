import { z } from 'zod';
import { mostPlannedProducts, mostTypedLevels } from '../../domain/commissionGrid/plan.ts';
import type { Finding, FindingSide } from '../../domain/commissionGrid/findings.ts';
import type { CommissionGrid, GridLevel, GridProduct } from '../../domain/commissionGrid/grid.ts';
import type { LevelPlan } from '../../domain/commissionGrid/plan.ts';
import { answers } from './definition.ts';
import { warned } from './staging.ts';
import type { StageWarnings } from './staging.ts';
import { fieldName, id, text } from './vocabulary.ts';

/** The commission grid of a carrier: read as a whole, added to and copied. Cells are edited by `edit.*`. */

const productIds = z.array(id).max(mostPlannedProducts);

const wantedLevels = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('add'),
    carrierId: id,
    productIds,
    /** As typed or pasted, by field. `productId` holds the name of a product, or its id. */
    levels: z.array(z.record(fieldName, text)).max(mostTypedLevels),
  }),
  z.object({ kind: z.literal('copy'), fromProductId: id, toProductIds: productIds }),
]);

/** A product of the grid as the screen shows it. */
export interface ReadGridProduct extends GridProduct {
  /** How its levels are paid ahead, in words; empty when the product does not say. */
  readonly annualization: string;
}

/** A level of the grid as the screen marks it. */
export interface ReadGridLevel extends GridLevel {
  /** Index into `changeStates`. */
  readonly state: number;
}

/** A carrier's grid with what does not add up in it. */
export interface ReadGrid extends CommissionGrid {
  readonly products: readonly ReadGridProduct[];
  readonly levels: readonly ReadGridLevel[];
  /** At most 500, all of them counted. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<FindingSide, number>>;
}

/** What adding or copying staged; `batchId` is null when there was nothing to do. */
export interface LevelsStaged {
  readonly batchId: string | null;
  readonly created: number;
  readonly updated: number;
  /** Then nothing was staged: the call is repeated with `warned`. */
  readonly warnings: StageWarnings | null;
}

/** Calls about a carrier's commission grid. */
export const commissionGridCalls = {
  /** Fails with `record-not-found`, and with `grid-too-large` where only the sheet can show the levels. */
  'grid.read': answers<ReadGrid>()(z.object({ carrierId: id }), 20_000),
  /**
   * What adding or copying levels would do: create, already there, there with other values, or refused and
   * why. Reads the local store only. Fails with `too-many-levels` and `record-not-found`.
   */
  'grid.plan': answers<LevelPlan>()(z.object({ wanted: wantedLevels }), 30_000),
  /**
   * Stages what the plan would create, and with `update` what it would change, as one gesture; what is
   * refused is left out. The plan is worked out again at that moment.
   */
  'grid.stage': answers<LevelsStaged>()(
    z.object({
      wanted: wantedLevels,
      update: z.boolean(),
      label: z.string().min(1).max(200),
      warned: warned.optional(),
    }),
    60_000,
  ),
} as const;
