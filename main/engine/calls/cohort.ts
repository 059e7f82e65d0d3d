import { ok } from '../../../domain/result.ts';
import type { Cohorts } from '../cohort/cohorts.ts';
import { findInvitees } from '../cohort/invitees.ts';
import type { CohortInvitations } from '../cohort/invitations.ts';
import type { Recipes } from '../cohort/recipes.ts';
import type { EngineHandlers } from '../dispatch.ts';
import type { OpenViews } from '../openViews.ts';
import type { Store } from '../store/api.ts';

export interface CohortParts {
  readonly cohorts: Cohorts;
  readonly invitations: CohortInvitations;
  readonly recipes: Recipes;
  readonly store: Store;
  readonly views: Pick<OpenViews, 'idsAt'>;
}

type CohortCall =
  | 'cohort.describe'
  | 'cohort.dry-run'
  | 'cohort.stage'
  | 'cohort.invite'
  | 'cohort.invitees'
  | 'cohort.inviter'
  | 'recipe.list'
  | 'recipe.save'
  | 'recipe.remove';

/** Contracting many producers on the same terms, by the contract's names. */
export function cohortHandlers({
  cohorts,
  invitations,
  recipes,
  store,
  views,
}: CohortParts): Pick<EngineHandlers, CohortCall> {
  return {
    'cohort.describe': ({ commissionLevelIds }) => ok({ offers: cohorts.describe(commissionLevelIds) }),
    'cohort.dry-run': (cohort) => cohorts.dryRun(cohort),
    'cohort.stage': ({ label, warned, ...cohort }) => cohorts.stage(cohort, label, warned),
    'cohort.invite': ({ label, inviter, invitees }) => invitations.invite(label, inviter, invitees),
    'cohort.invitees': (asked) => findInvitees(store, views, asked),
    'cohort.inviter': () => ok({ inviter: invitations.lastInviter() }),
    'recipe.list': () => {
      const list = recipes.list();
      return list.ok ? ok({ recipes: list.value }) : list;
    },
    'recipe.save': ({ name, terms }) => recipes.save(name, terms),
    'recipe.remove': ({ id }) => recipes.remove(id),
  };
}
