import { z } from 'zod';
import { mostCohortLevels, mostCohortNpns } from '../../domain/cohort.ts';
import type { CohortDryRun, CohortOffer, Recipe } from '../../domain/cohort.ts';
import { answers } from './definition.ts';

/** Contracting many producers on the same terms. */

const id = z.string().min(1).max(200);

const terms = z.object({
  commissionLevelIds: z.array(id).max(mostCohortLevels),
  assignmentStatusId: id,
  annualizationId: id.nullable(),
  uplineNpn: z.string().max(15).nullable(),
});

const cohort = terms.extend({
  /** As found; what is no NPN is answered as blocked. */
  npns: z.array(z.string().max(200)).max(mostCohortNpns),
});

/** What running a cohort staged; `batchId` is null when there was nothing to create. */
export interface CohortStaged {
  readonly batchId: string | null;
  readonly label: string;
  readonly assignmentIds: readonly string[];
  /** The dry run as it stood at that moment: what exists or is blocked was left out. */
  readonly dryRun: CohortDryRun;
}

export const cohortCalls = {
  /** What levels stand for, in words; a level that is gone says so. */
  'cohort.describe': answers<{ readonly offers: readonly CohortOffer[] }>()(
    z.object({ commissionLevelIds: z.array(id).max(mostCohortLevels) }),
  ),
  /** What running a cohort now would do: create, already there, or blocked and why. Reads the local store only. */
  'cohort.dry-run': answers<CohortDryRun>()(cohort, 30_000),
  /** Stages what the dry run would create, as one gesture. */
  'cohort.stage': answers<CohortStaged>()(cohort.extend({ label: z.string().min(1).max(200) }), 60_000),

  /** Saved terms, newest first. */
  'recipe.list': answers<{ readonly recipes: readonly Recipe[] }>()(z.object({})),
  /** Saves terms under a name; the same name replaces what it held. */
  'recipe.save': answers<Recipe>()(z.object({ name: z.string().trim().min(1).max(80), terms })),
  'recipe.remove': answers<null>()(z.object({ id })),
} as const;
