/** Most rows, products times levels, of one gesture on a grid: one gesture must not hold the engine for long. */
export const mostPlannedLevels = 5_000;
/** Most products chosen at once, and most levels typed at once. */
export const mostPlannedProducts = 500;
/** Lines of typed or copied levels that are judged at once. */
export const mostTypedLevels = 200;
/** Most levels of one carrier that are looked at as a whole; the sheet shows any number. */
export const mostGridLevels = 20_000;

/** Levels somebody wants products to have. */
export type WantedLevels =
  /**
   * Levels as typed. Fields that are empty are left to AgentSync. One that names a product of the carrier (in
   * `productId`, by name or id) is for that one, the others for all of these products.
   */
  | {
      readonly kind: 'add';
      readonly carrierId: string;
      readonly productIds: readonly string[];
      readonly levels: readonly Readonly<Record<string, string>>[];
    }
  /** Every level of one product, with every field that can be written. */
  | { readonly kind: 'copy'; readonly fromProductId: string; readonly toProductIds: readonly string[] };

/** A field in which a level that is there differs from the wanted one, both as people read them. */
export interface LevelDifference {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What would become of one level on one product. */
export type LevelVerdict =
  | { readonly kind: 'create' }
  /** The product has it, with these very values. */
  | { readonly kind: 'same'; readonly levelId: string; readonly staged: boolean }
  /** The product has a level of this name with other values. */
  | { readonly kind: 'differs'; readonly levelId: string; readonly differences: readonly LevelDifference[] }
  | { readonly kind: 'refused'; readonly label: string; readonly why: string };

/** One wanted level of one product and what would become of it. */
export interface PlannedLevel {
  readonly productId: string;
  readonly product: string;
  readonly name: string;
  /** What it would pay, e.g. `105%`. */
  readonly pay: string;
  /** Which of the typed or copied levels it is, from 0. */
  readonly line: number;
  readonly verdict: LevelVerdict;
}

/** What adding or copying levels would do, before anything is staged. */
export interface LevelPlan {
  /** Product by product, in the order given. */
  readonly rows: readonly PlannedLevel[];
  readonly counts: Readonly<Record<LevelVerdict['kind'], number>>;
}
