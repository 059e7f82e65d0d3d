import type { CollectionName } from '../../../domain/fields.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Sliced } from '../slices.ts';
import type { CellEdit, SlowStaging } from './api.ts';
import { idNow } from './names.ts';
import type { OutboxParts } from './parts.ts';
import { createPreparing } from './prepare.ts';
import type { Gesture } from './pieces.ts';
import type { Preparing } from './prepare.ts';
import { brokenCells, fieldsForRules, ruleBreaks } from './rules.ts';
import type { RuleBreak } from './rules.ts';
import { steadily } from './steadily.ts';
import type { Steady } from './steadily.ts';

/** Leaving a cell out may lay bare another; a chain of them is not followed without end. */
const mostRounds = 10;

/** A gesture with the rules it breaks, as a person decided about them. */
export interface Decided {
  readonly gesture: Gesture;
  readonly breaks: readonly RuleBreak[];
  readonly leftOut: number;
}

/** Works the gesture out, without what breaks a rule where that is to be left out. True in the turn it ends in. */
export function* decide(
  parts: OutboxParts,
  collection: CollectionName,
  edits: readonly CellEdit[],
  { warned, onProgress, unless }: SlowStaging,
): Sliced<Result<Decided>> {
  const { store } = parts;
  let left = edits;
  let leftOut = 0;
  for (let round = 0; ; round += 1) {
    const judging = createJudging(parts, collection, left);
    const worked = yield* steadily(store, judging, () => {
      onProgress?.(judging.progress());
      return unless?.() ?? null;
    });
    if (!worked.ok) return worked;
    const { breaks } = worked.value;
    const leaves = warned !== undefined && !('accept' in warned) && breaks.length > 0;
    if (!leaves || round === mostRounds) return ok({ ...worked.value, leftOut });
    const broken = brokenCells(breaks);
    left = left.filter(({ recordId, field }) => !broken.has(`${idNow(store, recordId)} ${field}`));
    leftOut += broken.size;
  }
}

/** A gesture and the rules it breaks, worked out again where what they were read from is written. */
function createJudging(
  parts: OutboxParts,
  collection: CollectionName,
  edits: readonly CellEdit[],
): Steady<Omit<Decided, 'leftOut'>> & Pick<Preparing, 'progress'> {
  const preparing = createPreparing(parts, collection, edits);
  const ruled = fieldsForRules(collection, new Set(edits.map(({ field }) => field))).length > 0;
  return {
    progress: preparing.progress,
    *run() {
      const gesture = yield* preparing.run();
      return { gesture, breaks: yield* ruleBreaks(parts.store, collection, gesture.drafts) };
    },
    // A rule looks at records above and below, whatever the gesture says of them.
    written: (one) => preparing.written(one) || (ruled && one.kind === 'rows'),
  };
}
