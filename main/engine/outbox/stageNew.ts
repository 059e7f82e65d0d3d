import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { localIdOf } from '../../../domain/localId.ts';
import type { FieldChange, FieldChanges } from '../../../domain/operation.ts';
import type { BatchRow, NewOperation, NewRow } from '../store/api.ts';
import { createsOf, namedHere } from './dependencies.ts';
import { createStagedState } from './holding.ts';
import type { OutboxParts } from './parts.ts';
import { clearOthers } from './singles.ts';
import { prepareWhole } from './prepare.ts';
import type { Gesture } from './pieces.ts';
import { createTouched } from './touched.ts';
import { draftWriter } from './writeDrafts.ts';
import type { DraftWriter } from './writeDrafts.ts';

/** A record to be made, its values checked already. */
export interface NewRecord {
  readonly collection: CollectionName;
  /** From `newId`, so that other records of the same gesture can refer to it. */
  readonly id: string;
  readonly values: FieldValues;
  /** What was typed into sealed fields; the values hold only its mask. */
  readonly secrets?: ReadonlyMap<string, string>;
}

/** Records of a collection that exist, and what becomes of them. */
export interface ChangedRecords {
  readonly collection: CollectionName;
  readonly drafts: Gesture['drafts'];
}

/** The changes that make a record of these values. */
export function fromNothing(values: FieldValues): FieldChanges {
  const changes: Record<string, FieldChange> = {};
  for (const [field, value] of Object.entries(values)) changes[field] = { base: null, value };
  return changes;
}

/** An id for a record that the server has not named yet. */
export function newId({ random }: Pick<OutboxParts, 'random'>): string {
  return localIdOf(random.id());
}

/**
 * Writes new records: one batch, an operation and a row for each, durable when this returns. Records
 * that others of the gesture refer to come before them.
 */
export function stageNew(
  parts: OutboxParts,
  gesture: {
    readonly label: string;
    readonly records: readonly NewRecord[];
    readonly superseded?: BatchRow['superseded'];
    /** What changes in records that exist, checked already. */
    readonly changed?: readonly ChangedRecords[];
    /** Rules a person set aside, for the audit. */
    readonly setAside?: JsonObject | null;
    /** Further steps of the same transaction; answers other records that they touched. */
    readonly before?: (
      now: number,
    ) => readonly { readonly collection: CollectionName; readonly targetId: string }[];
  },
): { readonly batchId: string } {
  const { store, clock, random, environment } = parts;
  const { label, records, superseded = [], changed = [], setAside = null } = gesture;
  const now = clock.now();
  const batchId = random.id();
  const touched = createTouched(store, parts.changes);
  const batch = { batchId, now };
  const others = [
    ...flagsToClear(parts, records, batch),
    ...changed.map((own) => ({ ...own, writer: draftWriter(parts, own.collection, own.drafts, batch) })),
  ];
  const edited = changed.flatMap(({ drafts }) => drafts);
  let cells = edited.reduce((sum, draft) => sum + draft.cells, 0);
  store.transaction('gesture', () => {
    store.operations.addBatch({
      id: batchId,
      label,
      actor: parts.actor,
      environment,
      createdAt: now,
      superseded: [...superseded, ...others.flatMap(({ writer }) => writer.aside)],
    });
    for (const record of gesture.before?.(now) ?? []) touched.add(record);
    for (const { writer, drafts, collection } of others) {
      writer.writeDrafts();
      for (const { recordId } of drafts) touched.add({ collection, targetId: recordId });
    }
    const adding = createAdding(parts);
    for (const { collection, id, values, secrets } of records) {
      const changes = fromNothing(values);
      cells += Object.keys(changes).length;
      const operationId = adding.add({ collection, id, values, changes, batchId, now });
      if (secrets !== undefined && secrets.size > 0) adding.flush();
      for (const [field, text] of secrets ?? []) store.sealed.put(operationId, field, text);
    }
    adding.flush();
    for (const [collection, rows] of adding.rows) {
      touched.settled(collection, [], store.mirror.addNew(collection, rows));
      touched.came(collection);
    }
    touched.materialize();
    store.audit.append({
      at: now,
      actor: parts.actor,
      environment,
      event: 'staged',
      operationId: null,
      batchId,
      detail: {
        label,
        collection: records.at(-1)?.collection ?? changed[0]?.collection ?? null,
        records: records.length + edited.length,
        cells,
        aside: superseded.length,
        ...(setAside === null ? {} : { setAside }),
      },
    });
  });
  touched.announce();
  return { batchId };
}

/** Operations written in one go. */
const operationsAtOnce = 10_000;
/** One array for all of them: operations that share it are written together. */
const nothingFirst: readonly string[] = [];

interface Adding {
  /** Answers the id of the operation, which is written at the latest by `flush`. */
  add(record: {
    readonly collection: CollectionName;
    readonly id: string;
    readonly values: FieldValues;
    /** The values again, as its create says them. */
    readonly changes: FieldChanges;
    readonly batchId: string;
    readonly now: number;
  }): string;
  flush(): void;
  /** The rows of what was added. */
  readonly rows: ReadonlyMap<CollectionName, readonly NewRow[]>;
}

/** Adds the creates of a gesture, many at once. */
function createAdding(parts: OutboxParts): Adding {
  const { store, random } = parts;
  const stagedState = createStagedState(parts);
  let open: NewOperation[] = [];
  const rows = new Map<CollectionName, NewRow[]>();
  /** Records whose creates are not written yet. */
  const unwritten = new Set<string>();
  const flush = (): void => {
    if (open.length > 0) store.operations.add(open);
    open = [];
    unwritten.clear();
  };
  return {
    add({ collection, id, values, changes, batchId, now }) {
      const needs = namedHere(collection, changes);
      // What it refers to may have been added a moment ago.
      if (needs.some((record) => unwritten.has(record.id)) || open.length >= operationsAtOnce) flush();
      const { state, error } = stagedState(collection, changes, 'create');
      const operation = {
        id: random.id(),
        batchId,
        kind: 'create',
        collection,
        targetId: id,
        changes,
        dependsOn: needs.length === 0 ? nothingFirst : createsOf(store, needs),
        state,
        ...(error === null ? {} : { error }),
        stagedAt: now,
      } as const;
      open.push(operation);
      unwritten.add(id);
      const own = rows.get(collection);
      if (own === undefined) rows.set(collection, [{ id, values, state }]);
      else own.push({ id, values, state });
      return operation.id;
    },
    flush,
    rows,
  };
}

/** A new record that takes a flag only one may have takes it from the others in the same gesture. */
function flagsToClear(
  parts: OutboxParts,
  records: readonly NewRecord[],
  batch: { readonly batchId: string; readonly now: number },
): readonly (ChangedRecords & { readonly writer: DraftWriter })[] {
  return [...new Set(records.map(({ collection }) => collection))].flatMap((collection) => {
    const outcomes = records
      .filter((record) => record.collection === collection)
      .map(({ id, values }) => ({ recordId: id, values, touched: true }));
    const edits = clearOthers(parts.store, collection, outcomes);
    if (edits.length === 0) return [];
    const { drafts } = prepareWhole(parts, collection, edits);
    return [{ collection, drafts, writer: draftWriter(parts, collection, drafts, batch) }];
  });
}
