import { changeMoment, newestFirst } from '../../domain/assignmentChange.ts';
import type { AssignmentChange } from '../../domain/assignmentChange.ts';
import { collections, fieldOf } from '../../domain/collections.ts';
import type { CollectionName, FieldValue } from '../../domain/fields.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Operation } from '../../domain/operation.ts';
import type { HistoryChange, HistoryEntry, HistoryPlace, RecordHistory } from '../../preload/contract.ts';
import type { ContractingConnector } from './connectors/api.ts';
import { stepsOf } from './historySteps.ts';
import { idNow } from './outbox/names.ts';
import type { NumberedEntry, ServerChange, Store } from './store/api.ts';

export interface RecordHistoryParts {
  readonly store: Store;
  readonly connector: Pick<ContractingConnector, 'readAssignmentChange' | 'sourceOf'>;
}

/** A page of what is known of a record, or of one field, from a place onwards. */
export interface HistoryQuestion {
  readonly collection: CollectionName;
  readonly id: string;
  readonly field?: string | undefined;
  readonly after?: HistoryPlace | undefined;
  readonly limit: number;
}

const newest: HistoryPlace = { operation: null, server: null, vendor: 0 };

/** An entry with the place in the history that comes right after it. */
interface Placed {
  readonly entry: HistoryEntry;
  readonly step: Partial<HistoryPlace>;
}

/** A page of what is known of a record, or of one of its fields, over time; asks nothing of the network. */
export function readRecordHistory(
  { store, connector }: RecordHistoryParts,
  { collection, id: asked, field, after = newest, limit }: HistoryQuestion,
): Result<RecordHistory> {
  const id = idNow(store, asked);
  if (store.mirror.get(collection, id) === null) {
    return fail({
      code: 'record-not-found',
      message: `This ${collections[collection].singular.toLowerCase()} is not on this computer any more.`,
    });
  }
  const telling: Telling = { store, collection, field: field ?? null };
  const query = { collection, id, field: telling.field, limit: limit + 1 };
  const waiting: (readonly Placed[])[] = [
    ownEntries(telling, store.histories.operations({ ...query, before: after.operation })),
    store.histories
      .serverChanges({ ...query, before: after.server })
      .map((change) => ({ entry: serverEntry(telling, change), step: { server: change.sequence } })),
    vendorEntries(telling, connector, id)
      .slice(after.vendor, after.vendor + limit + 1)
      .map((entry, index) => ({ entry, step: { vendor: after.vendor + index + 1 } })),
  ];
  const { page, rest } = newestOf(waiting, limit);
  return ok({
    source: connector.sourceOf(collection),
    entries: page.map(({ entry }) => entry),
    next: rest ? page.reduce<HistoryPlace>((place, { step }) => ({ ...place, ...step }), after) : null,
  });
}

/** The newest of several lists that are each in order, the newest first. */
function newestOf(
  lists: readonly (readonly Placed[])[],
  limit: number,
): { readonly page: readonly Placed[]; readonly rest: boolean } {
  const places = lists.map(() => 0);
  const page: Placed[] = [];
  for (;;) {
    let best: number | null = null;
    lists.forEach((list, index) => {
      const head = list[places[index] ?? 0];
      const leading = best === null ? undefined : lists[best]?.[places[best] ?? 0];
      if (head !== undefined && (leading === undefined || head.entry.at > leading.entry.at)) best = index;
    });
    const found: Placed | undefined = best === null ? undefined : lists[best]?.[places[best] ?? 0];
    if (best === null || found === undefined) return { page, rest: false };
    if (page.length === limit) return { page, rest: true };
    page.push(found);
    places[best] = (places[best] ?? 0) + 1;
  }
}

/** What an entry is told with. */
interface Telling {
  readonly store: Store;
  readonly collection: CollectionName;
  /** Null for the whole record. */
  readonly field: string | null;
}

/** A change in words; null for a field that is not asked for or that this version does not know. */
function changeOf(
  { store, collection, field: wanted }: Telling,
  field: string,
  from: FieldValue | undefined,
  to: FieldValue,
): HistoryChange | null {
  const definition = fieldOf(collection, field);
  if (definition === undefined || (wanted !== null && wanted !== field)) return null;
  const shown = (value: FieldValue): string => store.views.label(collection, field, value);
  return { field, label: definition.label, from: from === undefined ? null : shown(from), to: shown(to) };
}

function ownEntries(telling: Telling, operations: readonly Operation[]): readonly Placed[] {
  const { store, collection } = telling;
  const ofOperation = new Map<string, NumberedEntry[]>();
  const ofGesture = new Map<string, NumberedEntry[]>();
  const decisions = store.histories.decisions(
    operations.map(({ id }) => id),
    operations.map(({ batchId }) => batchId),
  );
  for (const entry of decisions) {
    const [group, key] =
      entry.operationId === null ? [ofGesture, entry.batchId] : [ofOperation, entry.operationId];
    if (key === null) continue;
    const known = group.get(key);
    if (known === undefined) group.set(key, [entry]);
    else known.push(entry);
  }
  return operations.map((operation) => {
    const batch = store.operations.batch(operation.batchId);
    const said = [...(ofGesture.get(operation.batchId) ?? []), ...(ofOperation.get(operation.id) ?? [])];
    return {
      step: { operation: operation.sequence },
      entry: {
        source: 'here',
        id: operation.id,
        at: operation.stagedAt,
        by: batch?.actor ?? '',
        environment: batch?.environment ?? '',
        gesture: batch?.label ?? '',
        made: operation.kind === 'create',
        changes: Object.entries(operation.changes)
          .map(([field, { base, value }]) => changeOf(telling, field, base, value))
          .filter((change) => change !== null),
        state: operation.state,
        steps: stepsOf(operation, said, (field, value) => store.views.label(collection, field, value)),
      },
    };
  });
}

function serverEntry(telling: Telling, { sequence, at, changes }: ServerChange): HistoryEntry {
  const told = Object.entries(changes);
  const isInstant = (field: string): boolean => fieldOf(telling.collection, field)?.kind.type === 'instant';
  const changedAt = told.find(([field]) => field === 'modifiedDate')?.[1][1];
  return {
    source: 'server',
    id: `server ${sequence}`,
    at,
    changedAt: typeof changedAt === 'string' ? changedAt : '',
    changes: told
      .filter(([field]) => !isInstant(field) || field === telling.field)
      .map(([field, [before, after]]) => changeOf(telling, field, before, after))
      .filter((change) => change !== null),
  };
}

/** The value each field of an assignment has after a change, as far as the vendor's changelog tells it. */
const toldBy: Readonly<Record<string, (change: AssignmentChange) => FieldValue>> = {
  assignmentStatusId: (change) => change.newAssignmentStatusId,
  commissionLevelId: (change) => change.newCommissionLevelId,
  annualizationId: (change) => change.newAnnualizationId,
};

/** What the vendor's own changelog, as last read, says of one field: the newest first, changes of it only. */
function vendorEntries(
  telling: Telling,
  connector: RecordHistoryParts['connector'],
  id: string,
): readonly HistoryEntry[] {
  const { store, collection, field } = telling;
  const told = field === null ? undefined : toldBy[field];
  if (collection !== 'contractAssignment' || field === null || told === undefined) return [];
  const known = (store.assignmentChanges.read(id)?.changes ?? [])
    .map((server) => connector.readAssignmentChange(server))
    .filter((change) => change !== null);
  const entries: HistoryEntry[] = [];
  let before: FieldValue | undefined;
  for (const change of newestFirst(known).toReversed()) {
    const value = told(change);
    if (value === null || value === before) continue;
    const line = changeOf(telling, field, before, value);
    const at = Date.parse(changeMoment(change));
    if (line !== null)
      entries.push({ source: 'vendor', id: change.id, at: Number.isNaN(at) ? 0 : at, changes: [line] });
    before = value;
  }
  return entries.reverse();
}
