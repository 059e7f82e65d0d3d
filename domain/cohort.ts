/** Most producers and most levels of one cohort: more are several cohorts. */
export const mostCohortNpns = 5_000;
/** Levels one cohort may be given. */
export const mostCohortLevels = 50;
/** Assignments one invitation is about. */
export const mostInvitedAssignments = 500;
/** Most rows, producers times levels: one gesture must not hold the engine for long. */
export const mostCohortRows = 20_000;

/** Producers to be contracted, all on the same terms. A level implies its product and its carrier. */
export interface Cohort {
  readonly npns: readonly string[];
  readonly commissionLevelIds: readonly string[];
  readonly assignmentStatusId: string;
  readonly annualizationId: string | null;
  /** The producer above all of them, who has an assignment of each product; null for none. */
  readonly uplineNpn: string | null;
}

/** One level of a cohort, with what it implies, in words. */
export interface CohortOffer {
  readonly commissionLevelId: string;
  readonly level: string;
  readonly product: string;
  readonly carrier: string;
  /** Why nobody can be assigned to it; null when all is well. */
  readonly obstacle: string | null;
}

/** What would become of one producer at one level. */
export type CohortVerdict =
  | { readonly kind: 'create' }
  /** The producer has this product already, perhaps at another level. */
  | {
      readonly kind: 'exists';
      readonly assignmentId: string;
      /** Whether it is only staged on this computer. */
      readonly staged: boolean;
      readonly level: string;
      readonly status: string;
    }
  | { readonly kind: 'blocked'; readonly why: string };

/** One producer and one level of a cohort, and what would become of the two. */
export interface CohortRow {
  readonly npn: string;
  readonly commissionLevelId: string;
  readonly verdict: CohortVerdict;
}

/** What running a cohort would do, before anything is staged. */
export interface CohortDryRun {
  readonly offers: readonly CohortOffer[];
  /** Every producer at every level, in the order given. */
  readonly rows: readonly CohortRow[];
  readonly counts: { readonly create: number; readonly exists: number; readonly blocked: number };
  /** Producers whose name is known on this computer, by NPN. */
  readonly names: readonly { readonly npn: string; readonly name: string }[];
  /** Producers without any contract assignment on this computer: new, or mistyped. */
  readonly unknownNpns: readonly string[];
}

/** Who invites. */
export interface Inviter {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/** One producer to be invited to assignments that exist or are staged. */
export interface Invitee extends Inviter {
  readonly npn: string;
  readonly assignmentIds: readonly string[];
}

/** A cohort's terms under a name, to be run again with other producers. */
export interface Recipe {
  readonly id: string;
  readonly name: string;
  readonly terms: Omit<Cohort, 'npns'>;
  /** Epoch milliseconds. */
  readonly savedAt: number;
}
