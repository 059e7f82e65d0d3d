import type { BulkOperation } from '../../../domain/bulkOperation.ts';
import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import type { BulkGroup, BulkLeaveOut, BulkPreview } from '../../../preload/contract.ts';
import type { CellEdit } from '../outbox/api.ts';
import { fieldsForRules } from '../outbox/rules.ts';
import type { Intended } from '../outbox/rules.ts';
import type { Sliced } from '../slices.ts';
import type { Store } from '../store/api.ts';
import { inChunks } from '../store/inChunks.ts';
import { createDoubts } from './doubts.ts';
import type { Doubts } from './doubts.ts';
import { createChecker, textFieldsOf, workOut } from './workOut.ts';
import type { WorkedOut } from './workOut.ts';

/** What a bulk edit does to a record. */
export const outcomes = ['change', 'unchanged', 'refused'] as const;

/** What a change over many records would do, as it was looked at: a few numbers for each record. */
export interface Plan {
  readonly collection: CollectionName;
  readonly operations: readonly BulkOperation[];
  readonly ids: readonly string[];
  /** Of each, by position; 0 where there is none. */
  readonly rowid: Uint32Array;
  /** Index into `outcomes`, by position. */
  readonly outcome: Uint8Array;
  /** 1 where it changes although a value is refused, by position. */
  readonly partly: Uint8Array;
  /** Of the values each was worked out from. */
  readonly fingerprint: Uint32Array;
  /** Which of them may have other values by now. */
  readonly doubts: Doubts;
  /** What would be typed: for each position as many as there are operations; null where nothing is. */
  readonly inputs: readonly (CellEdit['input'] | null)[];
  /** Index into `groups` of its carrier and of its status, by position. */
  readonly carrier: Uint32Array;
  readonly status: Uint32Array;
  readonly groups: readonly Omit<BulkGroup, 'count'>[];
  /** For the rules, of those that would change; null where no rule speaks of what is changed. */
  readonly intended: readonly (Intended | null)[];
  readonly refusals: BulkPreview['refusals'];
  /** Contracts right below those that would change: the position of their upline, and their own rowid. */
  readonly below: readonly { readonly upline: number; readonly rowid: number }[];
}

/** Records checked at once. */
const batchSize = 1_000;
const mostRefusals = 50;

/** Works a plan out in slices; reads the local store only. Whoever has done with it ends its doubts. */
export function* makePlan(
  store: Store,
  collection: CollectionName,
  operations: readonly BulkOperation[],
  ids: readonly string[],
): Sliced<Plan> {
  const rowid = new Uint32Array(ids.length);
  const outcome = new Uint8Array(ids.length);
  const partly = new Uint8Array(ids.length);
  const fingerprint = new Uint32Array(ids.length);
  const carrier = new Uint32Array(ids.length);
  const status = new Uint32Array(ids.length);
  const intended: (Intended | null)[] = [];
  const inputs: (CellEdit['input'] | null)[] = [];
  const borrowed = textFieldsOf(collection, operations).length > 0;
  const doubts = createDoubts(store, collection, rowid, borrowed);
  const groups = createGroups(store, collection);
  const refusals = createRefusals(collection);
  const check = createChecker(store, collection);
  const ruled = fieldsForRules(collection, new Set(operations.map(({ field }) => field))).length > 0;
  let position = 0;
  for (const batch of batchesOf(workOut(store, collection, operations, ids), batchSize)) {
    const drafts = check(batch);
    batch.forEach((worked, index) => {
      const draft = drafts[index] ?? null;
      for (const { field, expected } of worked.refused) refusals.add(field, expected);
      for (const { edit, expected } of draft?.refused ?? []) refusals.add(edit.field, expected);
      const refused = worked.refused.length + (draft?.refused.length ?? 0) > 0;
      const changes = (draft?.cells ?? 0) > 0;
      rowid[position] = worked.record?.rowid ?? 0;
      outcome[position] = outcomes.indexOf(changes ? 'change' : refused ? 'refused' : 'unchanged');
      partly[position] = changes && refused ? 1 : 0;
      fingerprint[position] = fingerprintOf(worked);
      carrier[position] = groups.carrierOf(worked);
      status[position] = groups.statusOf(worked);
      intended.push(
        ruled && changes && draft !== null
          ? { recordId: worked.recordId, before: draft.before, changes: draft.changes }
          : null,
      );
      for (const { field } of operations)
        inputs.push((changes ? worked.edits.find((edit) => edit.field === field)?.input : null) ?? null);
      position += 1;
    });
    yield;
  }
  return {
    collection,
    operations,
    ids,
    rowid,
    outcome,
    partly,
    fingerprint,
    doubts,
    inputs,
    carrier,
    status,
    groups: groups.all,
    intended,
    refusals: refusals.list(),
    below: collection === 'contractAssignment' ? yield* belowOf(store, ids, outcome) : [],
  };
}

/** Contracts right below those that would change. */
function* belowOf(store: Store, ids: readonly string[], outcome: Uint8Array): Sliced<Plan['below']> {
  const changing = [...ids.keys()].filter((position) => outcome[position] === 0);
  const found: Plan['below'][number][] = [];
  for (const chunk of inChunks(changing)) {
    const uplines = chunk.map((position) => ids[position] ?? '');
    for (const { upline, rowid } of store.chain.below(uplines))
      found.push({ upline: chunk[upline] ?? 0, rowid });
    yield;
  }
  return found;
}

/** Whether a record would be staged, for every position. */
export function keptIn(plan: Plan, leaveOut: BulkLeaveOut): (position: number) => boolean {
  const ids = new Set(leaveOut.ids);
  const unticked = new Set(leaveOut.groups.map(({ by, key }) => `${by} ${key}`));
  const groups = plan.groups.map(({ by, key }) => unticked.has(`${by} ${key}`));
  return (position) =>
    plan.outcome[position] === 0 &&
    groups[plan.carrier[position] ?? 0] !== true &&
    groups[plan.status[position] ?? 0] !== true &&
    !ids.has(plan.ids[position] ?? '');
}

/** Pieces of `size` items in their order, the last of them shorter. */
export function* batchesOf<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** FNV-1a: two sets of values that differ have the same number once in four thousand million times. */
export function fingerprintOf({ source }: Pick<WorkedOut, 'source'>): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < source.length; index += 1) {
    hash = Math.imul(hash ^ source.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

interface Groups {
  /** The first stands for records that belong to none. */
  readonly all: Omit<BulkGroup, 'count'>[];
  readonly carrierOf: (worked: WorkedOut) => number;
  readonly statusOf: (worked: WorkedOut) => number;
}

/** Carriers and statuses that records belong to, each looked up once. */
function createGroups(store: Store, collection: CollectionName): Groups {
  const all: Omit<BulkGroup, 'count'>[] = [{ by: 'carrier', key: '', label: '' }];
  const numbers = new Map<string, number>();
  const carriers = new Map<string, string>();
  const numberOf = (by: BulkGroup['by'], key: string, label: () => string): number => {
    const known = numbers.get(`${by} ${key}`);
    if (known !== undefined) return known;
    numbers.set(`${by} ${key}`, all.length);
    return all.push({ by, key, label: label() }) - 1;
  };
  const carrierIdOf = (productId: string): string => {
    let carrierId = carriers.get(productId);
    if (carrierId === undefined) {
      carrierId = textIn(store.mirror.get('product', productId)?.effective['carrierId']);
      carriers.set(productId, carrierId);
    }
    return carrierId;
  };
  const ofProducts = collection === 'contractAssignment' || collection === 'commissionLevel';
  return {
    all,
    carrierOf({ record }) {
      if (record === null || (!ofProducts && collection !== 'product')) return 0;
      const key = ofProducts
        ? carrierIdOf(textIn(record.effective['productId']))
        : textIn(record.effective['carrierId']);
      return numberOf('carrier', key, () =>
        key === '' ? 'Carrier not known' : store.views.label('product', 'carrierId', key),
      );
    },
    statusOf({ record }) {
      if (collection !== 'contractAssignment' || record === null) return 0;
      const key = textIn(record.effective['assignmentStatusId']);
      return numberOf('status', key, () =>
        key === '' ? 'No status' : store.views.label(collection, 'assignmentStatusId', key),
      );
    },
  };
}

function textIn(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function createRefusals(collection: CollectionName): {
  readonly add: (field: string, expected: string) => void;
  readonly list: () => BulkPreview['refusals'];
} {
  const counts = new Map<string, { field: string; reason: string; count: number }>();
  return {
    add(field, reason) {
      const known = counts.get(`${field} ${reason}`);
      if (known === undefined) counts.set(`${field} ${reason}`, { field, reason, count: 1 });
      else known.count += 1;
    },
    list: () =>
      [...counts.values()]
        .sort((a, b) => b.count - a.count)
        .slice(0, mostRefusals)
        .map((each) => ({ ...each, label: fieldOf(collection, each.field)?.label ?? each.field })),
  };
}
