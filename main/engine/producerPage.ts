import { fieldOf } from '../../domain/collections.ts';
import type { ProducerDetail } from '../../domain/collections.ts';
import type { CollectionName } from '../../domain/fields.ts';
import { isLocalId } from '../../domain/localId.ts';
import type { Operation } from '../../domain/operation.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { ProducerEvent, ProducerPage, RecordDetail } from '../../preload/contract.ts';
import { resultOf } from './outbox/receipts.ts';
import { readRecordDetail, recordTitle } from './recordDetail.ts';
import type { Store } from './store/api.ts';

const mostEvents = 200;

/** Reads everything known of one producer from the local store: by id, or by an NPN that only assignments name. */
export function readProducerPage(
  store: Store,
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
  return ok({ npn, producer, assignments: assignments.length, details, timeline });
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
