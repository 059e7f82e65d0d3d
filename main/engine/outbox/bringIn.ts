import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { FieldChange, FieldChanges, OperationKind } from '../../../domain/operation.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { RefusedEdit, StageOutcome } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { MirroredRecord, NewOperation } from '../store/api.ts';
import { createStagedState } from './holding.ts';
import type { OutboxParts } from './parts.ts';
import { guarded } from './stage.ts';
import { createTouched } from './touched.ts';
import { createCellReader } from './typed.ts';
import type { ReadCell } from './typed.ts';
import { codes, vendor, word } from './words.ts';

/** An unsent change of another computer. */
export interface Travelled {
  readonly id: string;
  readonly kind: OperationKind;
  readonly collection: CollectionName;
  readonly targetId: string;
  readonly changes: FieldChanges;
  readonly dependsOn: readonly string[];
  /** It may have reached the server before it travelled. */
  readonly perhapsSent: boolean;
}

export interface BringIn {
  /**
   * Stages changes of another computer as one gesture, with the values from which they started there, so
   * that a change somebody made since is found before anything is sent. Those known here are left out.
   */
  bringIn(label: string, travelled: readonly Travelled[]): Result<StageOutcome>;
}

const mostNamed = 200;
const unsure = word(
  codes.noAnswer,
  `Whether this arrived before it was brought here is not known. Upline looks at ${vendor} first, before it sends anything again.`,
);

export function createBringIn(parts: OutboxParts, staged: () => void): BringIn {
  const { store, random, clock } = parts;

  return {
    bringIn: (label, travelled) =>
      guarded<StageOutcome>(() => {
        const stagedState = createStagedState(parts);
        const readers = new Map<CollectionName, ReadCell>();
        const readerOf = (collection: CollectionName): ReadCell => {
          const reader = readers.get(collection) ?? createCellReader(store, collection);
          readers.set(collection, reader);
          return reader;
        };
        const batchId = random.id();
        const now = clock.now();
        const added: NewOperation[] = [];
        const refused: RefusedEdit[] = [];
        let cells = 0;
        let known = 0;
        for (const one of travelled) {
          const count = Object.keys(one.changes).length;
          if (store.operations.get(one.id) !== null) {
            known += count;
            continue;
          }
          const record = store.mirror.get(one.collection, one.targetId);
          const obstacle = obstacleTo(one, record);
          if (record === null || obstacle !== null) {
            refused.push(refusalOf(parts, one, record, '', obstacle ?? ''));
            continue;
          }
          const changes = checked(parts, one, record, readerOf(one.collection), refused);
          if (Object.keys(changes).length === 0) continue;
          cells += Object.keys(changes).length;
          const { state, error } = stagedState(one.collection, changes, one.kind);
          const start = one.perhapsSent ? { state: 'unknown' as const, error: unsure } : { state, error };
          added.push({
            id: one.id,
            batchId,
            collection: one.collection,
            targetId: one.targetId,
            changes,
            state: start.state,
            ...(start.error === null ? {} : { error: start.error }),
            stagedAt: now,
          });
        }
        const outcome = {
          label,
          staged: cells,
          unchanged: known,
          refused: refused.slice(0, mostNamed),
          refusedCount: refused.length,
        } satisfies Omit<StageOutcome, 'batchId'>;
        if (added.length === 0) return ok({ ...outcome, batchId: null });
        write(parts, { batchId, label, now, cells }, added);
        staged();
        return ok({ ...outcome, batchId });
      }),
  };
}

function write(
  parts: OutboxParts,
  gesture: { readonly batchId: string; readonly label: string; readonly now: number; readonly cells: number },
  added: readonly NewOperation[],
): void {
  const { store, actor, environment } = parts;
  const { batchId, label, now, cells } = gesture;
  const touched = createTouched(store, parts.changes);
  store.transaction('gesture', () => {
    store.operations.addBatch({ id: batchId, label, actor, environment, createdAt: now, superseded: [] });
    store.operations.add(added);
    for (const operation of added) touched.add(operation);
    touched.materialize();
    store.audit.append({
      at: now,
      actor,
      environment,
      event: 'staged',
      operationId: null,
      batchId,
      detail: { label, records: added.length, cells, from: 'file' },
    });
  });
  touched.announce();
}

function obstacleTo({ kind, collection }: Travelled, record: MirroredRecord | null): string | null {
  const { singular } = collections[collection];
  if (kind === 'create')
    return `A ${singular.toLowerCase()} that exists: new records are not brought in yet. Make it again here.`;
  if (record === null)
    return `A ${singular.toLowerCase()} that is on this computer. Sync first, then bring the file in again.`;
  if (record.goneAt !== null) return `A record that still exists: this one is no longer at ${vendor}.`;
  return null;
}

/** The changes that hold, with the values they started from; the others are named. */
function checked(
  parts: OutboxParts,
  one: Travelled,
  record: MirroredRecord,
  read: ReadCell,
  refused: RefusedEdit[],
): FieldChanges {
  const changes: Record<string, FieldChange> = {};
  for (const [field, { base, value }] of Object.entries(one.changes)) {
    const definition = fieldOf(one.collection, field);
    const result = definition === undefined ? null : read(definition, record, { value });
    if (result?.ok === true) changes[field] = { base, value: result.value };
    else refused.push(refusalOf(parts, one, record, field, result?.error.message ?? 'A field that exists.'));
  }
  return changes;
}

function refusalOf(
  { store }: OutboxParts,
  { collection, targetId, changes }: Travelled,
  record: MirroredRecord | null,
  field: string,
  expected: string,
): RefusedEdit {
  const { singular } = collections[collection];
  const found = field === '' ? '' : store.views.label(collection, field, changes[field]?.value ?? null);
  return {
    id: targetId,
    record: record === null ? `${singular} not found` : recordTitle(store, collection, record),
    field,
    fieldLabel: fieldOf(collection, field)?.label ?? singular,
    found: found.slice(0, 200),
    expected,
  };
}
