import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { rebase, sameValue } from '../../../domain/merge.ts';
import type { FieldChange, FieldChanges, Operation } from '../../../domain/operation.ts';
import type { Overlay, StagedOperation } from '../store/api.ts';
import { createStagedState, travelsAs } from './holding.ts';
import type { StagedState } from './holding.ts';
import type { OutboxParts } from './parts.ts';
import { chunksOf } from './plan.ts';
import { createPatches } from './patches.ts';
import type { Patches } from './patches.ts';
import { readServers } from './readServers.ts';
import { lostFields, typeAgain } from './sealing.ts';
import type { Touched } from './touched.ts';
import { lastWords } from './words.ts';
import { wantedOf } from './writeDrafts.ts';

/** Operations done again at once, with the records they are compared with in memory. */
const operationsAtOnce = 2_000;

type StateOf = (operation: Operation, changes: FieldChanges) => StagedState;

/** Brings operations that were taken back to life, and their values back to the screens. Call inside a transaction. */
export function redoAll(parts: OutboxParts, operations: readonly Operation[], touched: Touched): void {
  const stagedState = createStagedState(parts);
  const stateOf: StateOf = (operation, changes) =>
    stagedState(operation.collection, changes, travelsAs(operation));
  for (const page of chunksOf(operations, operationsAtOnce)) {
    for (const collection of new Set(page.map((operation) => operation.collection))) {
      const own = page.filter((operation) => operation.collection === collection);
      redoPage(parts, collection, own, stateOf, touched);
    }
  }
}

/** Of records without live operations only the fields named are read; of the others all of it. */
function redoPage(
  parts: OutboxParts,
  collection: CollectionName,
  operations: readonly Operation[],
  stateOf: StateOf,
  touched: Touched,
): void {
  const { store } = parts;
  const ids = [...new Set(operations.map(({ targetId }) => targetId))];
  const fields = [...new Set(operations.flatMap(({ changes }) => Object.keys(changes)))];
  const shown = store.operations.readShown(collection, ids, fields);
  const others = ids.filter((id) => shown.get(id)?.staged !== false);
  const live = store.operations.stagedOfMany(collection, others);
  const records = readServers(store, collection, { ids: others, shown, fields });
  const busy = new Set(live.keys());
  const before = new Map(live);
  const patches = createPatches(store);
  const overlays: Overlay[] = [];
  for (const operation of operations) {
    const { targetId } = operation;
    const record = records.get(targetId) ?? shown.get(targetId);
    const known = { server: record?.server ?? {}, busy: busy.has(targetId) };
    const changes = redoOperation(parts, operation, stateOf, known, patches);
    const states = changes === null ? null : statesAfter(operation, before.get(targetId), known.busy);
    // What must be typed again carries another mark.
    const plain = lostFields(store, operation).length === 0;
    if (changes === null || states === null || record === undefined || !plain) touched.add(operation);
    else overlays.push({ rowid: record.rowid, wanted: wantedOf(changes), states });
    if (changes !== null) {
      busy.add(targetId);
      before.delete(targetId);
    }
  }
  patches.write();
  store.operations.overlay(collection, overlays);
  touched.settled(
    collection,
    [],
    overlays.map(({ rowid }) => rowid),
  );
}

/**
 * The states of a record's live operations with this one, where it can be laid over what the record shows;
 * else null, and the record is worked out anew: where a later operation has the last word, or one of the same
 * gesture was before it.
 */
function statesAfter(
  { collection, sequence, targetId }: Operation,
  live: readonly StagedOperation[] | undefined,
  busy: boolean,
): Overlay['states'] | null {
  if (!busy) return onlyReady;
  if (live === undefined || collection !== 'contractAssignment' || isLocalId(targetId)) return null;
  if (live.some((other) => other.sequence > sequence)) return null;
  return [...live.map(({ state }) => state), 'ready'];
}

const onlyReady = ['ready'] as const satisfies Overlay['states'];

/**
 * Doing it again is doing it now: from what the server copy holds now, not from what it held then.
 * Answers what the operation changes now, or null when it stays where it is. `busy`: its record has
 * other live operations.
 */
function redoOperation(
  { store }: OutboxParts,
  operation: Operation,
  stateOf: StateOf,
  known: { readonly server: FieldValues; readonly busy: boolean },
  patches: Patches,
): FieldChanges | null {
  const { batchId, dependsOn, kind, targetId } = operation;
  // What it refers to was discarded meanwhile: it could never be sent.
  const orphan = dependsOn.some((parentId) => {
    const parent = store.operations.get(parentId);
    return parent?.state === 'dropped' && parent.batchId !== batchId;
  });
  if (orphan) return null;
  const lost = lostFields(store, operation);
  const refused = lost.length > 0 ? ({ state: 'refused', error: typeAgain(operation, lost) } as const) : null;
  if (kind === 'create' || isLocalId(targetId)) {
    patches.add(operation, { ...(refused ?? stateOf(operation, operation.changes)), settledAt: null });
    return operation.changes;
  }
  const rebased = rebase(operation.changes, Object.keys(operation.changes), known.server);
  const changes = known.busy ? rebased : differing(operation, rebased);
  if (Object.keys(changes).length === 0) {
    patches.add(operation, { error: lastWords.nothingToSend });
    return null;
  }
  const same = changes === operation.changes ? {} : { changes };
  patches.add(operation, { ...(refused ?? stateOf(operation, changes)), ...same, settledAt: null });
  return changes;
}

function differing(operation: Operation, changes: FieldChanges): FieldChanges {
  const kept: Record<string, FieldChange> = {};
  for (const [field, change] of Object.entries(changes)) {
    const { kind, sealed } = fieldOf(operation.collection, field) ?? {};
    if (kind === undefined || sealed === true || !sameValue(kind, change.base, change.value))
      kept[field] = change;
  }
  return Object.keys(kept).length === Object.keys(changes).length ? changes : kept;
}
