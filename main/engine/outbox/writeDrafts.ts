import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { FieldChanges } from '../../../domain/operation.ts';
import type { BatchRow, NewOperation } from '../store/api.ts';
import type { Draft } from './draft.ts';
import { dependenciesOf } from './dependencies.ts';
import { createStagedState } from './holding.ts';
import type { OutboxParts } from './parts.ts';
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
    secrets.push(...secretsOf(store, id, draft));
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
    for (const { operation, why } of aside)
      store.operations.update(operation.id, { state: 'dropped', settledAt: now, retryAt: null, error: why });
    store.operations.add(added);
    for (const { operationId, field, text } of secrets) store.sealed.put(operationId, field, text);
    for (const { id, changes } of drafts.flatMap((draft) => draft.revived)) {
      // What a person has confirmed is not what an invitation says now.
      const again =
        collection === 'invitation'
          ? stagedState(collection, changes, 'create')
          : { state: 'ready' as const, error: null };
      store.operations.update(id, { ...again, retryAt: null });
    }
    const touched: number[] = [];
    for (const draft of drafts) {
      touched.push(draft.rowid);
      if (draft.clean && draft.changes !== null)
        store.operations.overlayClean(collection, draft.rowid, wantedOf(draft.changes), 'ready');
      else store.mirror.materialize(collection, draft.recordId);
    }
    return touched;
  };
  return {
    aside: aside.map(({ operation: { id, state, error } }) =>
      state === 'held' && error !== null ? ([id, state, error.code] as const) : ([id, state] as const),
    ),
    writeDrafts,
  };
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
