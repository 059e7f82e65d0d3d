import { z } from 'zod';
import { mostCohortLevels, mostCohortNpns, mostInvitedAssignments } from '../../domain/cohort.ts';
import type { CohortDryRun, CohortOffer, Invitee, Inviter, Recipe } from '../../domain/cohort.ts';
import { warned } from './staging.ts';
import type { RefusedEdit, StageWarnings } from './staging.ts';
import { answers } from './definition.ts';
import { id, rowRanges } from './vocabulary.ts';

/** Contracting many producers on the same terms. */

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
  /** Then nothing was staged: the call is repeated with `warned`. */
  readonly warnings: StageWarnings | null;
}

const person = z.object({
  firstName: z.string().max(255),
  lastName: z.string().max(255),
  email: z.string().max(255),
});

/** What inviting a cohort staged. It is all or nothing: what is refused names the producer and the field. */
export interface CohortInvited {
  readonly batchId: string | null;
  readonly invited: number;
  /** At most 200. */
  readonly refused: readonly RefusedEdit[];
}

/** Rows of a view of assignments, or assignments by their ids. */
const askedInvitees = z.union([
  z.object({ ids: z.array(id).min(1).max(1_000) }),
  z.object({
    viewId: id,
    ranges: rowRanges,
  }),
]);
export type AskedInvitees = z.infer<typeof askedInvitees>;

/** Producers of chosen assignments, each once, with what Producer Profile knows of them. */
export interface Invitees {
  readonly people: readonly Invitee[];
  readonly assignments: number;
  /** Assignments left out: gone, without an NPN, or beyond what one invitation is about. */
  readonly left: number;
}

/** Calls about giving many producers the same levels. */
export const cohortCalls = {
  /** What levels stand for, in words; a level that is gone says so. */
  'cohort.describe': answers<{ readonly offers: readonly CohortOffer[] }>()(
    z.object({ commissionLevelIds: z.array(id).max(mostCohortLevels) }),
  ),
  /** What running a cohort now would do: create, already there, or blocked and why. Reads the local store only. */
  'cohort.dry-run': answers<CohortDryRun>()(cohort, 30_000),
  /** Stages what the dry run would create, as one gesture. */
  'cohort.stage': answers<CohortStaged>()(
    cohort.extend({ label: z.string().min(1).max(200), warned: warned.optional() }),
    60_000,
  ),

  /**
   * Stages an invitation for each producer, as one gesture. They are held until a person confirms them
   * with their number, in whichever way this connection sends.
   */
  'cohort.invite': answers<CohortInvited>()(
    z.object({
      label: z.string().min(1).max(200),
      inviter: person,
      invitees: z
        .array(
          person.extend({
            npn: z.string().max(15),
            assignmentIds: z.array(id).min(1).max(mostInvitedAssignments),
          }),
        )
        .min(1)
        .max(mostCohortNpns),
    }),
    60_000,
  ),
  /** Whom invitations about these assignments would go to. */
  'cohort.invitees': answers<Invitees>()(askedInvitees, 20_000),
  /** Who invited last on this connection, to fill in the form; null while nobody has. */
  'cohort.inviter': answers<{ readonly inviter: Inviter | null }>()(z.object({})),

  /** Saved terms, newest first. */
  'recipe.list': answers<{ readonly recipes: readonly Recipe[] }>()(z.object({})),
  /** Saves terms under a name; the same name replaces what it held. */
  'recipe.save': answers<Recipe>()(z.object({ name: z.string().trim().min(1).max(80), terms })),
  'recipe.remove': answers<null>()(z.object({ id })),
} as const;
