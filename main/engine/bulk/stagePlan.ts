import { fail } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { BulkLeaveOut, StageOutcome, Warned } from '../../../preload/contract.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';
import type { Sliced } from '../slices.ts';
import type { Store, Written } from '../store/api.ts';
import { batchesOf, fingerprintOf, keptIn } from './plan.ts';
import type { Plan } from './plan.ts';
import { workOut } from './workOut.ts';

/** Records worked out between two pauses. */
const batchSize = 1_000;

const nothingTicked = fail({
  code: 'nothing-chosen',
  message: 'No record that would change is ticked. Nothing was changed.',
  remedy: 'fix-fields',
});

function movedOn(records: number): Failure {
  return {
    code: 'changed-since-preview',
    message: `${records} of these records ${records === 1 ? 'has' : 'have'} changed since you looked at them. Nothing was changed; look at the preview again.`,
    remedy: 'retry',
  };
}

/**
 * Stages what is ticked of a plan, in slices up to the writing. Nothing is staged where a record has other values
 * than those it was worked out from when it was looked at, whenever it got them.
 */
export function* stagePlan(
  { store, outbox }: { readonly store: Store; readonly outbox: Pick<Outbox, 'stageSlowly'> },
  plan: Plan,
  {
    leaveOut,
    label,
    warned,
  }: { readonly leaveOut: BulkLeaveOut; readonly label: string; readonly warned: Warned | undefined },
): Sliced<Result<StageOutcome>> {
  const kept = keptIn(plan, leaveOut);
  const positions = [...plan.ids.keys()].filter(kept);
  if (positions.length === 0) return nothingTicked;
  const written = new Set<number>();
  let anything = false;
  const stop = store.watch((one: Written) => {
    if (one.kind !== 'rows' || one.collection !== plan.collection) return;
    if (one.rowids === 'all') anything = true;
    else for (const rowid of one.rowids) written.add(rowid);
  });
  const moved = (among: readonly number[]): number =>
    workedOut(store, plan, among).reduce((sum, one) => sum + (one.moved ? 1 : 0), 0);
  try {
    const edits: CellEdit[] = [];
    let changed = 0;
    for (const batch of batchesOf(positions, batchSize)) {
      for (const one of workedOut(store, plan, batch)) {
        if (one.moved) changed += 1;
        for (const edit of one.edits) edits.push(edit);
      }
      yield;
    }
    if (changed > 0) return fail(movedOn(changed));
    return yield* outbox.stageSlowly(plan.collection, label, edits, {
      warned,
      unless() {
        if (!anything && written.size === 0) return null;
        const among = positions.filter((position) => anything || written.has(plan.rowid[position] ?? 0));
        anything = false;
        written.clear();
        const now = moved(among);
        return now === 0 ? null : movedOn(now);
      },
    });
  } finally {
    stop();
  }
}

/** What becomes of these positions by now, and whether that is still worked out from what was looked at. */
function workedOut(
  store: Store,
  plan: Plan,
  positions: readonly number[],
): readonly { readonly edits: readonly CellEdit[]; readonly moved: boolean }[] {
  const ids = positions.map((position) => plan.ids[position] ?? '');
  return [...workOut(store, plan.collection, plan.operations, ids)].map((worked, index) => ({
    edits: worked.edits,
    moved: fingerprintOf(worked) !== plan.fingerprint[positions[index] ?? 0],
  }));
}
