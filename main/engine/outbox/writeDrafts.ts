import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { FieldChanges } from '../../../domain/operation.ts';
import type { BatchRow, NewOperation, Overlay } from '../store/api.ts';
import type { Draft } from './draft.ts';
import { dependenciesOf } from './dependencies.ts';
import { createStagedState } from './holding.ts';
import type { OutboxParts } from './parts.ts';
import { createPatches } from './patches.ts';
import { sealedFields } from './sealing.ts';
import type { Secret } from './sealing.ts';

/** What a batch must know of drafts, and how they are written inside its transaction. */
export interface DraftWriter {
  /** For the batch's `superseded`. */
  readonly aside: BatchRow['superseded'];
  /** Writes operations, sealed values and effective values. Answers the rowids. */
  readonly writeDrafts: () => readonly number[];
}

/** Works out the operations of drafts; nothing is written before `writeDrafts`, which needs the batch. */
export function draftWriter(
  parts: OutboxParts,
  collection: CollectionName,
  drafts: readonly Draft[],
  { batchId, now }: { readonly batchId: string; readonly now: number },
): DraftWriter {
  const { store, random } = parts;
  const stagedState = createStagedState(parts);
  const aside = drafts.flatMap((draft) => draft.aside);
  const added: NewOperation[] = [];
  const secrets: Secret[] = [];
  for (const draft of drafts) {
    const { changes, recordId } = draft;
    if (changes === null) continue;
    // A later value of a record made here travels with its create.
    const kind = isLocalId(recordId) ? 'create' : 'update';
    const { state, error } = stagedState(collection, changes, kind);
    const dependsOn = dependenciesOf(store, collection, recordId, changes);
    const id = random.id();
    if (draft.secrets.size > 0 || draft.aside.length > 0) secrets.push(...secretsOf(store, id, draft));
    added.push({
      id,
      batchId,
      collection,
      targetId: recordId,
      changes,
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
      state,
      ...(error === null ? {} : { error }),
      stagedAt: now,
    });
  }
  const writeDrafts = (): readonly number[] => {
    const patches = createPatches(store);
    for (const { operation, why } of aside)
      patches.add(operation, { state: 'dropped', settledAt: now, retryAt: null, error: why });
    patches.write();
    store.operations.add(added);
    for (const { operationId, field, text } of secrets) store.sealed.put(operationId, field, text);
    for (const operation of drafts.flatMap((draft) => draft.revived)) {
      // What a person has confirmed is not what an invitation says now.
      const again =
        collection === 'invitation'
          ? stagedState(collection, operation.changes, 'create')
          : { state: 'ready' as const, error: null };
      patches.add(operation, { ...again, retryAt: null });
    }
    patches.write();
    const overlays: Overlay[] = [];
    const others: Draft[] = [];
    for (const draft of drafts) {
      const { changes, bare, rowid, staged } = draft;
      if (bare !== null && showsOnlyItself(collection, draft)) {
        overlays.push({ rowid, wanted: bare, states: noStates });
      } else if (changes === null || !isOverlay(collection, draft)) others.push(draft);
      else overlays.push({ rowid, wanted: wantedOf(changes), states: withReady(staged) });
    }
    store.operations.overlay(collection, overlays);
    store.mirror.materialize(
      collection,
      others.map(({ recordId }) => recordId),
      fieldsOf(others),
    );
    return drafts.map(({ rowid }) => rowid);
  };
  return {
    aside: aside.map(({ operation: { id, state, error } }) =>
      state === 'held' && error !== null ? ([id, state, error.code] as const) : ([id, state] as const),
    ),
    writeDrafts,
  };
}

/**
 * Whether the new operation can simply be laid over what the record shows. Where earlier operations go,
 * the record is worked out anew; and one made here, or one by which others are called, may be more than it shows.
 */
function isOverlay(collection: CollectionName, draft: Draft): boolean {
  if (draft.staged.length === 0) return true;
  return draft.aside.length === 0 && showsOnlyItself(collection, draft);
}

/** Whether nothing but its own row says what a record shows, and no other record is called by it. */
function showsOnlyItself(collection: CollectionName, { recordId }: Pick<Draft, 'recordId'>): boolean {
  return collection === 'contractAssignment' && !isLocalId(recordId);
}

const noStates = [] as const satisfies Overlay['states'];
const onlyReady = ['ready'] as const satisfies Overlay['states'];

function withReady(staged: Draft['staged']): Overlay['states'] {
  return staged.length === 0 ? onlyReady : [...staged, 'ready'];
}

/** Every field that these drafts stage or put aside. */
function fieldsOf(drafts: readonly Draft[]): readonly string[] {
  const fields = new Set<string>();
  for (const { changes, aside } of drafts) {
    for (const field in changes ?? {}) fields.add(field);
    for (const { operation } of aside) for (const field in operation.changes) fields.add(field);
  }
  return [...fields];
}

/** What was typed, and what moves over from an operation that this one takes the place of. */
function secretsOf(store: OutboxParts['store'], operationId: string, draft: Draft): readonly Secret[] {
  const secrets = [...draft.secrets].map(([field, text]) => ({ operationId, field, text }));
  for (const { operation } of draft.aside) {
    for (const field of sealedFields(operation)) {
      if (draft.changes?.[field] === undefined || draft.secrets.has(field)) continue;
      const text = store.sealed.open(operation.id, field);
      if (text !== null) secrets.push({ operationId, field, text });
    }
  }
  return secrets;
}

/** The values that changes make. */
export function wantedOf(changes: FieldChanges): FieldValues {
  const wanted: Record<string, FieldValue> = {};
  for (const field in changes) wanted[field] = changes[field]?.value ?? null;
  return wanted;
}
