import type { CollectionName } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { StageOutcome } from '../../../preload/contract.ts';
import { atOnce } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import { storeFailureOf } from '../store/failures.ts';
import type { Outbox } from './api.ts';
import { decide } from './decide.ts';
import type { OutboxParts } from './parts.ts';
import type { Gesture } from './pieces.ts';
import { warningsOf } from './rules.ts';
import { mayStage, setAsideOf } from './setAside.ts';
import { draftWriter } from './writeDrafts.ts';

/** Runs work on the store; a full or failing disk is an answer, a bug stays an exception. */
export function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure === null) throw error;
    return fail(failure);
  }
}

export interface Staging {
  readonly stage: Outbox['stage'];
  readonly stageSlowly: Outbox['stageSlowly'];
}

/** Writes a person's gesture: one batch, one operation per record, durable when answered. */
export function createStaging(parts: OutboxParts, staged: () => void): Staging {
  function* stageSlowly(
    ...[collection, label, edits, options = {}]: Parameters<Outbox['stageSlowly']>
  ): Sliced<Result<StageOutcome>> {
    const { warned } = options;
    const decided = yield* decide(parts, collection, edits, options);
    if (!decided.ok) return decided;
    // From here on without a pause: what was worked out is true now.
    return guarded<StageOutcome>(() => {
      const { gesture, breaks, leftOut } = decided.value;
      const outcome = {
        label,
        staged: gesture.staged,
        unchanged: gesture.unchanged,
        refused: gesture.refused,
        refusedCount: gesture.refusedCount,
        warnings: null,
        leftOut,
      } satisfies Omit<StageOutcome, 'batchId'>;
      if (!mayStage(breaks, warned)) {
        const warnings = warningsOf(parts.store, collection, breaks, gesture.staged);
        return ok({ ...outcome, batchId: null, staged: 0, warnings });
      }
      if (gesture.drafts.length === 0) return ok({ ...outcome, batchId: null });
      const setAside = setAsideOf(breaks, warned);
      const { batchId, rowids } = write(parts, { collection, label, gesture, setAside });
      parts.changes.rows(collection, rowids);
      parts.changes.outbox();
      staged();
      return ok({ ...outcome, batchId });
    });
  }
  return {
    stageSlowly,
    stage: (collection, label, edits, warned) =>
      guarded(() => atOnce(stageSlowly(collection, label, edits, { warned }))),
  };
}

function write(
  parts: OutboxParts,
  {
    collection,
    label,
    gesture,
    setAside,
  }: {
    readonly collection: CollectionName;
    readonly label: string;
    readonly gesture: Gesture;
    readonly setAside: JsonObject | null;
  },
): { readonly batchId: string; readonly rowids: readonly number[] } {
  const { store, clock, random, actor, environment } = parts;
  const batchId = random.id();
  const now = clock.now();
  const { aside, writeDrafts } = draftWriter(parts, collection, gesture.drafts, { batchId, now });
  const rowids = store.transaction('gesture', () => {
    store.operations.addBatch({
      id: batchId,
      label,
      actor,
      environment,
      createdAt: now,
      superseded: aside,
    });
    writeDrafts();
    store.audit.append({
      at: now,
      actor,
      environment,
      event: 'staged',
      operationId: null,
      batchId,
      detail: {
        label,
        collection,
        records: gesture.drafts.length,
        cells: gesture.staged,
        aside: aside.length,
        ...(setAside === null ? {} : { setAside }),
      },
    });
    return gesture.drafts.map(({ rowid }) => rowid);
  });
  return { batchId, rowids };
}
