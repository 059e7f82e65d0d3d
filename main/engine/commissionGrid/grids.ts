import type { LevelPlan, WantedLevels } from '../../../domain/commissionGrid/plan.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { LevelsStaged, ReadGrid, Warned } from '../../../preload/contract.ts';
import type { Outbox } from '../outbox/api.ts';
import type { Store } from '../store/api.ts';
import { judgeLevels } from './judging.ts';
import { readGrid } from './reading.ts';

/** Commission grids of carriers, with or without a network. */
export interface CommissionGrids {
  read(carrierId: string): Result<ReadGrid>;
  /** What adding or copying levels would do. Reads the local store only. */
  plan(wanted: WantedLevels): Result<LevelPlan>;
  /**
   * Stages what the plan would create, and with `update` what it would change, as one gesture. What is
   * there already or refused is left out. Numbers that would put assignments above their upline stage
   * nothing until a person sets that rule aside.
   */
  stage(wanted: WantedLevels, update: boolean, label: string, warned?: Warned): Result<LevelsStaged>;
}

/** Reads a carrier's grid and stages wanted levels. A plan is worked out again when it is staged. */
export function createCommissionGrids(store: Store, outbox: Pick<Outbox, 'createMany'>): CommissionGrids {
  return {
    read: (carrierId) => readGrid(store, carrierId),
    plan(wanted) {
      const judged = judgeLevels(store, wanted);
      return judged.ok ? ok(judged.value.plan) : judged;
    },
    stage(wanted, update, label, warned) {
      const judged = judgeLevels(store, wanted);
      if (!judged.ok) return judged;
      const { creates, updates, updated } = judged.value;
      const edits = update ? updates : [];
      const nothing = { batchId: null, created: 0, updated: 0, warnings: null };
      if (creates.length + edits.length === 0) return ok(nothing);
      const made = outbox.createMany(label, creates, warned, { collection: 'commissionLevel', edits });
      if (!made.ok) return made;
      const { batchId, refused, warnings } = made.value;
      if (warnings !== null) return ok({ ...nothing, warnings });
      const [first] = refused;
      if (batchId === null) {
        const words =
          first === undefined
            ? ''
            : ` ${first.record}, ${first.fieldLabel}: found “${first.found}”, expected: ${first.expected}`;
        return fail({
          code: 'levels-refused',
          message: `Nothing was staged, because one level cannot be made or changed.${words}`,
          remedy: 'fix-fields',
        });
      }
      return ok({ ...nothing, batchId, created: creates.length, updated: update ? updated : 0 });
    },
  };
}
