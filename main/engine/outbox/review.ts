import { fail, ok } from '../../../domain/result.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { SendMode } from '../../../preload/contract.ts';
import type { Result } from '../../../domain/result.ts';
import { liveNamed } from './chosen.ts';
import { forgetConfirmed } from './confirmed.ts';
import { createStagedState, heldCodes, heldWords, readMode, travelsAs, writeMode } from './holding.ts';
import type { Settlement } from './settle.ts';
import { guarded } from './stage.ts';
import { vendor } from './words.ts';

/** How a connection sends, and what a person keeps back. */
export interface Review {
  mode(): SendMode;
  /**
   * `review` holds back everything that has not left, and what comes later, until a person sends it; what is on its
   * way is not called back. `automatic` lets go what review held, and nothing else.
   */
  setMode(mode: SendMode): Result<null>;
  /** Keeps operations back until a person sends them by name. */
  hold(operationIds: readonly string[]): Result<{ readonly held: number }>;
}

/** What would leave by itself, now or later. */
const leaving = ['ready', 'waiting', 'blocked', 'needs-auth'] as const satisfies readonly OperationState[];
/** A refusal or a conflict waits for a person as it is, and keeps its words. */
const holdable: ReadonlySet<OperationState> = new Set(['held', ...leaving]);

/** What a person does who looks at changes before they are sent. */
export function createReview(settlement: Settlement, hurry: () => void): Review {
  const { parts } = settlement;
  return {
    mode: () => readMode(parts),
    setMode: (mode) =>
      guarded(() => {
        settlement.commit('gesture', (write) => {
          writeMode(parts, mode);
          if (mode === 'review') {
            // Whoever looks first means all that has not left, not only what comes.
            for (const operation of parts.store.operations.live({ states: leaving, offset: 0, limit: -1 }))
              write.move(operation, { state: 'held', retryAt: null, error: heldWords.review });
            return;
          }
          // Only what the mode itself held: what a person holds, or must confirm, stays.
          const stagedState = createStagedState(parts);
          for (const operation of parts.store.operations.live({ states: ['held'], offset: 0, limit: -1 })) {
            if (operation.error?.code !== heldCodes.review) continue;
            write.move(operation, stagedState(operation.collection, operation.changes, travelsAs(operation)));
          }
        });
        parts.changes.status();
        hurry();
        return ok(null);
      }),
    hold: (ids) =>
      guarded(() => {
        const chosen = liveNamed(parts, ids);
        const free = chosen.filter(({ state }) => holdable.has(state));
        if (free.length === 0 && chosen.length > 0) {
          return fail({
            code: 'cannot-hold',
            message: `Nothing of this can be held back: it is on its way to ${vendor}, or it already waits for a decision of yours.`,
          });
        }
        settlement.commit('gesture', (write) => {
          for (const operation of free)
            write.move(operation, { state: 'held', retryAt: null, error: heldWords.byHand });
          // Second thoughts: what ends a contract is asked about again.
          forgetConfirmed(
            parts.store,
            free.map(({ id }) => id),
          );
        });
        return ok({ held: free.length });
      }),
  };
}
