import type { Operation, OperationState } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { BatchRow, Store } from '../store/api.ts';
import type { Outbox } from './api.ts';
import type { Discards } from './discards.ts';
import { nothingLeftBehind } from './dependencies.ts';
import { forgetConfirmed } from './confirmed.ts';
import { createStagedState, heldWord, travelsAs } from './holding.ts';
import { guarded } from './stage.ts';
import { lostFields, typeAgain } from './sealing.ts';
import type { OutboxParts } from './parts.ts';
import { createPatches } from './patches.ts';
import { redoAll } from './redo.ts';
import { createTouched } from './touched.ts';
import type { Touched } from './touched.ts';
import { codes, lastWords } from './words.ts';

export type History = Pick<Outbox, 'undo' | 'redo' | 'undoable'> & {
  /** What undo and redo would do may have changed. */
  readonly forget: () => void;
};

const idOf = ({ id }: Operation): string => id;

/** Takes gestures back and does them again, as long as nothing of them was sent. */
export function createHistory(
  parts: OutboxParts,
  discards: Pick<Discards, 'newest' | 'restore'>,
  moved: () => void,
): History {
  const { store, clock, changes, environment } = parts;
  let known: ReturnType<Outbox['undoable']> | null = null;

  const finish = (batch: BatchRow, event: 'undone' | 'redone', at: number, touched: Touched): void => {
    store.operations.updateBatch(batch.id, { undoneAt: event === 'undone' ? at : null });
    touched.materialize();
    store.audit.append({
      at,
      actor: parts.actor,
      environment,
      event,
      operationId: null,
      batchId: batch.id,
      detail: { label: batch.label },
    });
  };

  /** Gives back what the gesture had put aside, unless the server has moved on with the record since. */
  const restoreAside = (batch: BatchRow, touched: Touched): void => {
    const stagedState = createStagedState(parts);
    const before = new Map(batch.superseded.map(([id, state, why]) => [id, { state, why }] as const));
    const aside = store.operations
      .getMany([...before.keys()])
      .filter((operation) => operation.state === 'dropped' && isAside(operation));
    const [oldest] = aside.map(({ sequence }) => sequence).sort((a, b) => a - b);
    if (oldest === undefined) return;
    const sentSince = store.operations.sentSince(oldest);
    const patches = createPatches(store);
    for (const operation of aside) {
      const { sequence } = operation;
      const { state, why } = before.get(operation.id) ?? {};
      if ((sentSince(operation.collection, operation.targetId) ?? 0) > sequence) continue;
      const staged = stagedState(operation.collection, operation.changes, travelsAs(operation));
      // What a person kept back by hand waits to be sent by name, whatever else holds it.
      const given = state === 'held' ? (heldWord(why) ?? staged.error) : staged.error;
      const lost = lostFields(store, operation);
      patches.add(operation, {
        state: lost.length > 0 ? 'refused' : state === 'held' ? 'held' : staged.state,
        settledAt: null,
        error: lost.length > 0 ? typeAgain(operation, lost) : given,
      });
      touched.add(operation);
    }
    patches.write();
  };

  const undo: Outbox['undo'] = () =>
    guarded(() => {
      const discarded = discards.newest();
      if (discarded !== null) {
        const back = discards.restore(discarded.id);
        return back.ok ? ok({ label: discarded.label }) : back;
      }
      const batch = store.operations.lastUndoable();
      if (batch === null) {
        return fail({
          code: 'nothing-to-undo',
          message: 'There is nothing to undo: what was edited last has been sent, or nothing was edited.',
        });
      }
      const operations = store.operations.ofBatch(batch.id);
      const whole = nothingLeftBehind(store, operations, 'taken back');
      if (!whole.ok) return whole;
      const at = clock.now();
      const touched = createTouched(store, changes);
      store.transaction('gesture', () => {
        const unsent = operations.filter(({ state }) => state !== 'done' && state !== 'dropped');
        store.operations.updateAll(unsent, {
          state: 'dropped',
          settledAt: at,
          retryAt: null,
          error: lastWords.undone,
        });
        for (const operation of unsent) touched.add(operation);
        restoreAside(batch, touched);
        finish(batch, 'undone', at, touched);
      });
      touched.announce();
      known = null;
      moved();
      return ok({ label: batch.label });
    });

  const redo: Outbox['redo'] = () =>
    guarded(() => {
      const batch = redoable(store);
      if (batch === null) {
        return fail({
          code: 'nothing-to-redo',
          message:
            'There is nothing to redo: nothing was undone, or what it would take away has been sent meanwhile.',
        });
      }
      const at = clock.now();
      const touched = createTouched(store, changes);
      store.transaction('gesture', () => {
        // What is on its way is no longer ours to take back: what is done again follows it.
        const aside = store.operations
          .getMany(batch.superseded.map(([id]) => id))
          .filter((operation) => operation.state !== 'dropped' && !reached(operation));
        store.operations.updateAll(aside, {
          state: 'dropped',
          settledAt: at,
          retryAt: null,
          error: lastWords.replaced,
        });
        const undone = store.operations
          .ofBatch(batch.id)
          .filter(({ state, error }) => state === 'dropped' && error?.code === codes.undone);
        for (const operation of aside) touched.add(operation);
        redoAll(parts, undone, touched);
        forgetConfirmed(store, undone.map(idOf));
        finish(batch, 'redone', at, touched);
      });
      touched.announce();
      known = null;
      moved();
      return ok({ label: batch.label });
    });

  return {
    undo,
    redo,
    undoable() {
      known ??= {
        undo: discards.newest()?.label ?? store.operations.lastUndoable()?.label ?? null,
        redo: redoable(store)?.label ?? null,
      };
      return known;
    },
    forget() {
      known = null;
    },
  };
}

/** The server has an operation in one of these states, or may have it. */
const reachedStates = ['done', 'sending', 'unknown'] as const satisfies readonly OperationState[];

function reached({ state }: Operation): boolean {
  return reachedStates.some((one) => one === state);
}

/**
 * The gesture that redo would do again. One that typed values back put operations aside; once the server
 * has one of those, and the gesture has no value of its own for it, there is nothing left to take back.
 */
function redoable(store: Store): BatchRow | null {
  const batch = store.operations.lastRedoable();
  if (batch === null || batch.superseded.length === 0) return batch;
  let own: ReadonlySet<string> | null = null;
  const aside = batch.superseded.map(([id]) => id);
  for (const operation of store.operations.getMany(aside, reachedStates)) {
    const known: ReadonlySet<string> = own ?? new Set(store.operations.ofBatch(batch.id).flatMap(cellsOf));
    own = known;
    if (!cellsOf(operation).every((cell) => known.has(cell))) return null;
  }
  return batch;
}

function cellsOf({ collection, targetId, changes }: Operation): readonly string[] {
  return Object.keys(changes).map((field) => `${collection} ${targetId} ${field}`);
}

function isAside(operation: Operation): boolean {
  return operation.error?.code === codes.typedBack || operation.error?.code === codes.replaced;
}
