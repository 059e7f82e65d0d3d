import { z } from 'zod';
import { operationStates } from '../../../domain/operation.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { rebase } from '../../../domain/merge.ts';
import type { FieldChanges, Operation, OperationError } from '../../../domain/operation.ts';
import type { Store } from '../store/api.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { createStagedState, travelsAs } from './holding.ts';
import { lostFields, typeAgain } from './sealing.ts';
import type { Settlement } from './settle.ts';
import { codes, vendor } from './words.ts';

/** What became of changes that were to come back. */
export interface Restored {
  /** Changes that are back. */
  readonly restored: number;
  /** Changes that stay discarded, because their record has moved on since. */
  readonly left: number;
}

/** What was discarded last, so that it can be brought back: on disk, with the state each change had. */
export interface Discards {
  /** Notes a discard inside the transaction that carries it out; answers its id. */
  note(discarded: readonly Operation[]): string;
  /** The newest discard, unless a gesture that can still be undone came after it. */
  newest(): { readonly id: string; readonly label: string } | null;
  /** Brings a discard back; the newest when none is named. */
  restore(id: string): Result<Restored>;
}

const setting = 'outbox.discards';
/** Older ones are forgotten. */
const mostKept = 10;

const entry = z.object({
  id: z.string(),
  /** Number of the newest gesture when this was discarded. */
  after: z.number(),
  operations: z.array(z.tuple([z.string(), z.enum(operationStates), z.unknown()])),
});
type Entry = z.infer<typeof entry>;

/** A state that says nothing of its own: what is sent by itself is staged anew. */
const calm: ReadonlySet<Operation['state']> = new Set(['ready', 'waiting', 'blocked', 'needs-auth']);

/** Keeps the newest discards on disk; `restored` is told when one of them has come back. */
export function createDiscards(settlement: Settlement, restored: () => void): Discards {
  const { parts } = settlement;
  const { store, random } = parts;
  let known: readonly Entry[] | null = null;
  const read = (): readonly Entry[] => {
    if (known !== null) return known;
    const text = store.settings.get(setting);
    const parsed = z.array(entry).safeParse(text === null ? [] : JSON.parse(text));
    known = parsed.success ? parsed.data : [];
    return known;
  };
  const write = (entries: readonly Entry[]): void => {
    // Read again after the transaction: it may yet be rolled back.
    known = null;
    store.settings.set(setting, JSON.stringify(entries.slice(-mostKept)));
  };

  /** Why a change stays discarded; null when it can come back. */
  const obstacle = (
    operation: Operation,
    coming: ReadonlySet<string>,
    sentSince: ReturnType<Store['operations']['sentSince']>,
  ): 'moved-on' | null => {
    const { collection, targetId, sequence, changes, dependsOn } = operation;
    if (operation.state !== 'dropped' || operation.error?.code !== codes.discarded) return 'moved-on';
    if ((sentSince(collection, targetId) ?? 0) > sequence) return 'moved-on';
    const newer = store.operations
      .liveOf(collection, targetId)
      .some(
        (other) => other.sequence > sequence && Object.keys(other.changes).some((field) => field in changes),
      );
    if (newer) return 'moved-on';
    // A record made here that it needs was discarded on its own.
    const orphan = dependsOn.some((id) => store.operations.get(id)?.state === 'dropped' && !coming.has(id));
    return orphan ? 'moved-on' : null;
  };

  return {
    note(discarded) {
      const id = random.id();
      const [newest] = store.operations.batches(0, 1);
      write([
        ...read(),
        {
          id,
          after: newest?.sequence ?? 0,
          operations: discarded.map((operation) => [operation.id, operation.state, operation.error]),
        },
      ]);
      return id;
    },
    newest() {
      const last = read().at(-1);
      if (last === undefined) return null;
      const undoable = store.operations.lastUndoable();
      if (undoable !== null && undoable.sequence > last.after) return null;
      const count = last.operations.length;
      return {
        id: last.id,
        label: `Discard of ${count.toLocaleString('en-US')} ${count === 1 ? 'change' : 'changes'}`,
      };
    },
    restore(id) {
      const found = read().find((one) => one.id === id);
      if (found === undefined) return fail(tooLate);
      const stagedState = createStagedState(parts);
      const coming = new Set(found.operations.map(([operationId]) => operationId));
      const discarded = new Map(store.operations.getMany([...coming]).map((one) => [one.id, one] as const));
      const sequences = [...discarded.values()].map(({ sequence }) => sequence).sort((a, b) => a - b);
      const sentSince = store.operations.sentSince(sequences[0] ?? 0);
      const back = found.operations.flatMap(([operationId, state, error]) => {
        const operation = discarded.get(operationId);
        return operation === undefined || obstacle(operation, coming, sentSince) !== null
          ? []
          : [{ operation, state, error }];
      });
      if (back.length === 0) {
        // It would stand in the way of what was done before it.
        store.transaction('gesture', () => write(read().filter((one) => one.id !== id)));
        restored();
        return fail(tooLate);
      }
      settlement.commit('gesture', (writing) => {
        for (const { operation, state, error } of back) {
          const lost = lostFields(store, operation);
          const start =
            lost.length > 0
              ? { state: 'refused' as const, error: typeAgain(operation, lost) }
              : calm.has(state)
                ? stagedState(operation.collection, operation.changes, travelsAs(operation))
                : { state, error: errorOf(error) };
          writing.restored(operation, { ...start, changes: fromNow(store, operation, state) });
        }
        write(read().filter((one) => one.id !== id));
      });
      restored();
      return ok({ restored: back.length, left: found.operations.length - back.length });
    },
  };
}

/**
 * Bringing back is doing it now, as redo is: from what the server copy holds now, which may be an earlier
 * value of ours that was sent meanwhile. A conflict keeps what it was about.
 */
function fromNow(store: Store, operation: Operation, state: Operation['state']): FieldChanges {
  const { kind, collection, targetId, changes } = operation;
  if (state === 'conflict' || kind === 'create' || isLocalId(targetId)) return changes;
  const server = store.mirror.get(collection, targetId)?.server;
  return server === null || server === undefined ? changes : rebase(changes, Object.keys(changes), server);
}

/** The last word of a change as it was noted; it was ours, so its shape is known. */
function errorOf(noted: unknown): OperationError | null {
  const parsed = z
    .object({
      code: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.string()),
      theirs: z.exactOptional(
        z.record(z.string(), z.union([z.string(), z.boolean(), z.null(), z.array(z.string())])),
      ),
    })
    .safeParse(noted);
  return parsed.success ? parsed.data : null;
}

const tooLate = {
  code: 'cannot-restore',
  message: `What was discarded cannot be brought back: the same fields were changed again or sent to ${vendor} since. The receipts still list it with old and new values.`,
};
