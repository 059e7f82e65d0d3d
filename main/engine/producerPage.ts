import { fieldOf } from '../../domain/collections.ts';
import type { ProducerDetail } from '../../domain/collections.ts';
import type { CollectionName, FieldValue } from '../../domain/fields.ts';
import { isLocalId } from '../../domain/localId.ts';
import type { Operation } from '../../domain/operation.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { ProducerEvent, ProducerPage, RecordDetail, ToldEvent } from '../../preload/contract.ts';
import { changeLine } from './assignmentHistory.ts';
import type { ContractingConnector } from './connectors/api.ts';
import { newestFirst } from '../../domain/assignmentChange.ts';
import { resultOf } from './outbox/receipts.ts';
import { ownOrganization } from './outbox/invitation.ts';
import { positionsOf } from './producerPositions.ts';
import { readRecordDetail, recordTitle } from './recordDetail.ts';
import type { Store } from './store/api.ts';

const mostEvents = 200;

export interface ProducerPageParts {
  readonly store: Store;
  /** Reads changes back from what was stored of them. */
  readonly connector: Pick<ContractingConnector, 'readAssignmentChange' | 'readHierarchyChange'>;
}

/** Reads everything known of one producer from the local store: by id, or by an NPN that only assignments name. */
export function readProducerPage(
  { store, connector }: ProducerPageParts,
  asked: { readonly id: string } | { readonly npn: string },
): Result<ProducerPage> {
  const wanted = 'id' in asked ? idNow(store, asked.id) : store.producers.idOf(asked.npn);
  const record = wanted === null ? null : store.mirror.get('producer', wanted);
  if (record === null && 'id' in asked) {
    return fail({
      code: 'record-not-found',
      message:
        'This producer is not on this computer. It may have been removed at the server; sync to be sure.',
      remedy: 'retry',
    });
  }
  const known = record?.effective['npn'];
  const npn = typeof known === 'string' ? known : 'npn' in asked ? asked.npn : '';
  const assignments = npn === '' ? [] : store.producers.assignments(npn);
  const records: { readonly collection: CollectionName; readonly id: string }[] = assignments.map((id) => ({
    collection: 'contractAssignment',
    id,
  }));
  if (npn !== '')
    for (const id of store.invitations.ofNpn(npn)) records.push({ collection: 'invitation', id });
  const read = (collection: CollectionName, id: string): RecordDetail | null => {
    records.push({ collection, id });
    const detail = readRecordDetail(store, collection, id);
    return detail.ok ? detail.value : null;
  };
  const producer = record === null ? null : read('producer', record.id);
  const list = (collection: ProducerDetail): readonly RecordDetail[] =>
    record === null
      ? []
      : store.producers.details(collection, record.id).flatMap((id) => {
          const detail = read(collection, id);
          return detail === null ? [] : [detail];
        });
  const details = {
    address: list('address'),
    phone: list('phone'),
    bankAccount: list('bankAccount'),
    insurancePolicy: list('insurancePolicy'),
  };
  const timeline = store.producers.operationsOn(records, mostEvents).map((one) => eventOf(store, one));
  return ok({
    npn,
    producer,
    assignments: assignments.length,
    details,
    positions: positionsOf(store, assignments),
    timeline,
    told: toldOf(store, connector, assignments),
  });
}

/** What AgentSync told of the changes of these assignments, as far as somebody looked at them. */
function toldOf(
  store: Store,
  connector: ProducerPageParts['connector'],
  assignmentIds: readonly string[],
): readonly ToldEvent[] {
  const events = assignmentIds.flatMap((id): readonly ToldEvent[] => {
    const held = store.assignmentChanges.read(id);
    const record = held === null ? null : store.mirror.get('contractAssignment', id);
    if (held === null || record === null) return [];
    const title = recordTitle(store, 'contractAssignment', record);
    const changes = held.changes
      .map((server) => connector.readAssignmentChange(server))
      .filter((change) => change !== null);
    const names = changedBy(store, connector, { id, productId: record.effective['productId'] });
    return newestFirst(changes).map((change) => {
      const { at, statusFrom, statusTo, level } = changeLine(store, change);
      return {
        id: `${id} ${change.id}`,
        at,
        record: title,
        statusFrom,
        statusTo,
        level,
        by: names.get(change.id) ?? '',
        fetchedAt: held.fetchedAt,
      };
    });
  });
  return events.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, mostEvents);
}

/** Who made the changes of an assignment, by change: the changelog of its product's hierarchy tells, where it was read. */
function changedBy(
  store: Store,
  connector: ProducerPageParts['connector'],
  { id, productId }: { readonly id: string; readonly productId: FieldValue | undefined },
): ReadonlyMap<string, string> {
  const organizationId = ownOrganization({ store });
  if (organizationId === null || typeof productId !== 'string') return new Map();
  const known = store.hierarchies.ofProduct(organizationId, productId);
  const entries = known === null ? [] : store.hierarchies.changesOf(known.id, id, [], mostEvents);
  return new Map(
    entries.flatMap((server) => {
      const entry = connector.readHierarchyChange(server);
      return entry?.modifiedByName ? [[entry.changeId, entry.modifiedByName] as const] : [];
    }),
  );
}

/** The server may have named the producer since the screen learned its id. */
function idNow(store: Store, id: string): string {
  return isLocalId(id) ? (store.operations.nameOf(id) ?? id) : id;
}

function eventOf(store: Store, operation: Operation): ProducerEvent {
  const { collection, targetId, changes } = operation;
  const batch = store.operations.batch(operation.batchId);
  const record = store.mirror.get(collection, targetId);
  return {
    operationId: operation.id,
    batchId: operation.batchId,
    gesture: batch?.label ?? '',
    actor: batch?.actor ?? '',
    record: record === null ? targetId : recordTitle(store, collection, record),
    stagedAt: operation.stagedAt,
    settledAt: operation.settledAt,
    result: resultOf(operation),
    note: operation.error?.message ?? '',
    changes: Object.entries(changes).map(([field, { base, value }]) => ({
      label: fieldOf(collection, field)?.label ?? field,
      from: store.views.label(collection, field, base),
      to: store.views.label(collection, field, value),
    })),
  };
}
