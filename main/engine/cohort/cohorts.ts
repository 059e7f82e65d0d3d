import type { Cohort, CohortDryRun, CohortOffer } from '../../../domain/cohort.ts';
import type { FieldValue } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { CohortStaged, Warned } from '../../../preload/contract.ts';
import type { Outbox } from '../outbox/api.ts';
import type { NewRecordValues } from '../outbox/createMany.ts';
import type { Store } from '../store/api.ts';
import { judgeCohort, offerOf } from './dryRun.ts';

/** Contracting many producers on the same terms, with or without a network. */
export interface Cohorts {
  /** What levels stand for, in words. */
  describe(commissionLevelIds: readonly string[]): readonly CohortOffer[];
  /** What running it now would do. Reads the local store only. */
  dryRun(cohort: Cohort): Result<CohortDryRun>;
  /**
   * Stages an assignment for every producer and level that the dry run would create, as one gesture;
   * what exists or is blocked is left out. Answers the dry run as it stood at that moment. A level above
   * the upline's stages nothing until a person sets that rule aside.
   */
  stage(cohort: Cohort, label: string, warned?: Warned): Result<CohortStaged>;
}

/** Judges producers against levels and stages the assignments that are missing as one gesture. */
export function createCohorts(store: Store, outbox: Pick<Outbox, 'createMany'>): Cohorts {
  return {
    describe: (ids) => ids.map((id) => offerOf(store, id, null).described),
    dryRun(cohort) {
      const judged = judgeCohort(store, cohort);
      return judged.ok ? ok(judged.value.dryRun) : judged;
    },
    stage(cohort, label, warned) {
      const judged = judgeCohort(store, cohort);
      if (!judged.ok) return judged;
      const { dryRun, offers } = judged.value;
      const records = dryRun.rows.flatMap(({ npn, commissionLevelId, verdict }): NewRecordValues[] => {
        const offer = offers.get(commissionLevelId);
        if (verdict.kind !== 'create' || offer === undefined) return [];
        const values: Record<string, FieldValue> = {
          npn,
          productId: offer.productId,
          commissionLevelId: offer.levelId,
          assignmentStatusId: cohort.assignmentStatusId,
          annualizationId: cohort.annualizationId,
          uplineContractAssignmentId: offer.uplineAssignmentId,
        };
        return [{ collection: 'contractAssignment', values }];
      });
      const nothing = { batchId: null, label, assignmentIds: [], dryRun, warnings: null };
      if (records.length === 0) return ok(nothing);
      const made = outbox.createMany(label, records, warned);
      if (!made.ok) return made;
      const [refused] = made.value.refused;
      if (refused !== undefined) {
        return fail({
          code: 'cohort-refused',
          message: `Nothing was staged, because one assignment cannot be made. ${refused.fieldLabel}: found “${refused.found}”, expected: ${refused.expected}`,
          remedy: 'fix-fields',
        });
      }
      const { batchId, ids, warnings } = made.value;
      return ok({ ...nothing, batchId, assignmentIds: ids, warnings });
    },
  };
}
