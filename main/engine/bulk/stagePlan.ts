import { fail } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { BulkLeaveOut, StageOutcome, Warned } from '../../../preload/contract.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';
import type { Sliced } from '../slices.ts';
import type { Store } from '../store/api.ts';
import { inChunks } from '../store/inChunks.ts';
import { fingerprintOf, keptIn } from './plan.ts';
import type { Plan } from './plan.ts';
import { workOut } from './workOut.ts';

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
  const letGo = plan.doubts.hold();
  try {
    let changed = 0;
    for (const chunk of inChunks(plan.doubts.among(positions))) {
      changed += movedAmong(store, plan, chunk);
      yield;
    }
    if (changed > 0) return fail(movedOn(changed));
    return yield* outbox.stageSlowly(plan.collection, label, editsOf(plan, positions), {
      warned,
      unless() {
        const now = movedAmong(store, plan, plan.doubts.among(positions));
        return now === 0 ? null : movedOn(now);
      },
    });
  } finally {
    letGo();
  }
}

/** What was worked out for these positions when it was looked at. */
function editsOf({ ids, operations, inputs }: Plan, positions: readonly number[]): readonly CellEdit[] {
  const edits: CellEdit[] = [];
  for (const position of positions) {
    const recordId = ids[position] ?? '';
    for (const [index, { field }] of operations.entries()) {
      const input = inputs[position * operations.length + index] ?? null;
      if (input !== null) edits.push({ recordId, field, input });
    }
  }
  return edits;
}

/** How many of these have other values by now than those they were worked out from. */
function movedAmong(store: Store, plan: Plan, positions: readonly number[]): number {
  if (positions.length === 0) return 0;
  const ids = positions.map((position) => plan.ids[position] ?? '');
  const same: number[] = [];
  for (const [index, worked] of [...workOut(store, plan.collection, plan.operations, ids)].entries()) {
    const position = positions[index] ?? 0;
    if (fingerprintOf(worked) === plan.fingerprint[position]) same.push(position);
  }
  // Those that moved are looked at again by whoever stages the plan once more.
  plan.doubts.settle(same);
  return positions.length - same.length;
}
