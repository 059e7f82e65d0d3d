import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { RefusedEdit, StageOutcome, Warned } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { MirroredRecord } from '../store/api.ts';
import { storeFailureOf } from '../store/failures.ts';
import type { CellEdit, Outbox } from './api.ts';
import { draftOf, fieldsOfLive } from './draft.ts';
import type { Draft } from './draft.ts';
import { idNow, inputNow } from './names.ts';
import type { OutboxParts } from './parts.ts';
import { chunksOf } from './plan.ts';
import { brokenCells, fieldsForRules, rulesBroken, warningsOf } from './rules.ts';
import type { RuleBreak } from './rules.ts';
import { mayStage, setAsideOf } from './setAside.ts';
import { clearOthers, singleFlagOf } from './singles.ts';
import { createCellReader } from './typed.ts';
import { draftWriter, wantedOf } from './writeDrafts.ts';
import { withUniqueNames } from './unique.ts';
import { vendor } from './words.ts';

/** Refusals named one by one; all of them are counted. */
const mostNamed = 200;
/** Records read at once while a gesture is checked. */
const recordsAtOnce = 2_000;

/** Everything a gesture will write, worked out before the transaction opens. */
export interface Gesture {
  readonly drafts: readonly Draft[];
  readonly staged: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedEdit[];
  readonly refusedCount: number;
}

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

/** Writes a person's gesture: one batch, one operation per record, durable when answered. */
export function createStage(parts: OutboxParts, staged: () => void): Outbox['stage'] {
  return (collection, label, edits, warned) =>
    guarded<StageOutcome>(() => {
      const { gesture, breaks, leftOut } = decide(parts, collection, edits, warned);
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

/** Leaving a cell out may lay bare another; a chain of them is not followed without end. */
const mostRounds = 10;

/** Works the gesture out, without what breaks a rule where that is to be left out. */
function decide(
  parts: OutboxParts,
  collection: CollectionName,
  edits: readonly CellEdit[],
  warned: Warned | undefined,
): { readonly gesture: Gesture; readonly breaks: readonly RuleBreak[]; readonly leftOut: number } {
  const { store } = parts;
  let left = edits;
  let gesture = prepareWhole(parts, collection, left);
  let breaks = rulesBroken(store, collection, gesture.drafts);
  let leftOut = 0;
  if (warned === undefined || 'accept' in warned) return { gesture, breaks, leftOut };
  for (let round = 0; round < mostRounds && breaks.length > 0; round += 1) {
    const broken = brokenCells(breaks);
    left = left.filter(({ recordId, field }) => !broken.has(`${idNow(store, recordId)} ${field}`));
    leftOut += broken.size;
    gesture = prepareWhole(parts, collection, left);
    breaks = rulesBroken(store, collection, gesture.drafts);
  }
  return { gesture, breaks, leftOut };
}

/** The gesture with what it takes from others: a flag that only one record may have. */
export function prepareWhole(
  parts: OutboxParts,
  collection: CollectionName,
  edits: readonly CellEdit[],
): Gesture {
  const gesture = prepare(parts, collection, edits);
  const flag = singleFlagOf(collection);
  if (flag === null) return gesture;
  const outcomes = gesture.drafts.map(({ recordId, edited }) => {
    const wanted = wantedOf(edited);
    const values = { ...parts.store.mirror.get(collection, recordId)?.effective, ...wanted };
    return { recordId, values, touched: flag in wanted || 'type' in wanted };
  });
  const others = clearOthers(parts.store, collection, outcomes);
  return others.length === 0 ? gesture : prepare(parts, collection, [...edits, ...others]);
}

function prepare({ store }: OutboxParts, collection: CollectionName, edits: readonly CellEdit[]): Gesture {
  const definitions = new Map(collections[collection].fields.map((field) => [field.name, field] as const));
  const read = withUniqueNames({ store }, collection, createCellReader(store, collection));
  // The product decides which levels are choices and the type which fields a producer has: always read.
  const edited = new Set(edits.map(({ field }) => field));
  const fields = [...new Set([...edited, 'productId', 'type', ...fieldsForRules(collection, edited)])];
  const drafts: Draft[] = [];
  const refused: RefusedEdit[] = [];
  const totals = { staged: 0, unchanged: 0, refused: 0 };
  const refuse = (record: MirroredRecord | null, edit: CellEdit, expected: string): void => {
    totals.refused += 1;
    if (refused.length >= mostNamed) return;
    refused.push({
      id: edit.recordId,
      record:
        record === null
          ? `${collections[collection].singular} not found`
          : titleOf(store, collection, record),
      field: edit.field,
      fieldLabel: definitions.get(edit.field)?.label ?? edit.field,
      // A number that was refused is no less a secret.
      found: definitions.get(edit.field)?.sealed === true ? maskedText(edit) : foundText(edit),
      expected,
    });
  };

  for (const group of chunksOf([...byRecord(store, edits)], recordsAtOnce)) {
    const ids = group.map(([recordId]) => recordId);
    const clean = store.operations.readClean(collection, ids, fields);
    const others = clean.size === ids.length ? [] : ids.filter((id) => !clean.has(id));
    const live = store.operations.liveOfMany(collection, others);
    const dirty = store.mirror.getSome(collection, others, [...fields, ...fieldsOfLive(live)]);
    for (const [recordId, cells] of group) {
      const record = clean.get(recordId) ?? dirty.get(recordId) ?? null;
      const obstacle =
        obstacleOf(record) ?? (collection === 'invitation' ? sentObstacle(store, recordId) : null);
      if (record === null || obstacle !== null) {
        for (const edit of cells) refuse(record, edit, obstacle ?? '');
        continue;
      }
      const draft = draftOf(record, cells, live.get(recordId) ?? [], definitions, read);
      totals.staged += draft.cells;
      totals.unchanged += draft.unchanged;
      for (const { edit, expected } of draft.refused) refuse(record, edit, expected);
      if (draft.cells > 0) drafts.push(draft);
    }
  }
  return {
    drafts,
    staged: totals.staged,
    unchanged: totals.unchanged,
    refused,
    refusedCount: totals.refused,
  };
}

/** A record read for staging carries only some fields, so its title needs all of it. */
function titleOf(store: OutboxParts['store'], collection: CollectionName, record: MirroredRecord): string {
  return recordTitle(store, collection, store.mirror.get(collection, record.id) ?? record);
}

export function obstacleOf(record: MirroredRecord | null): string | null {
  if (record === null)
    return 'A record on this computer. It may have been removed; reload the list and try again.';
  if (record.goneAt !== null)
    return `A record that still exists: this one is no longer at ${vendor}, so a change could not be sent.`;
  return null;
}

/** What an invitation says can be corrected until it goes out, or may have. */
function sentObstacle(store: OutboxParts['store'], id: string): string | null {
  if (!isLocalId(id)) return 'An invitation that has not gone out: this one was sent.';
  const out = store.operations
    .liveOf('invitation', id)
    .some(({ state }) => state === 'sending' || state === 'unknown');
  return out
    ? 'An invitation that has not gone out: this one is on its way, or may be. Decide that first.'
    : null;
}

function foundText({ input }: CellEdit): string {
  if ('typed' in input) return input.typed.slice(0, 200);
  return String(input.value ?? '').slice(0, 200);
}

function maskedText(edit: CellEdit): string {
  const text = foundText(edit);
  return text === '' ? '' : '••••';
}

/** The edits by record, with records and values called by the ids they have by now. */
function byRecord(
  store: OutboxParts['store'],
  edits: readonly CellEdit[],
): ReadonlyMap<string, readonly CellEdit[]> {
  const groups = new Map<string, CellEdit[]>();
  for (const edit of edits) {
    const recordId = idNow(store, edit.recordId);
    const input = inputNow(store, edit.input);
    const cell = input === edit.input ? edit : { ...edit, input };
    const group = groups.get(recordId);
    if (group === undefined) groups.set(recordId, [cell]);
    else group.push(cell);
  }
  return groups;
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
