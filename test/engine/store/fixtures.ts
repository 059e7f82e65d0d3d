import type { FieldValues } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { OperationState } from '../../../domain/operation.ts';
import type { FieldChanges } from '../../../domain/operation.ts';
import type { IncomingRecord, Store } from '../../../main/engine/store/api.ts';

/** A record whose server copy carries the values under their own names, plus whatever is extra. */
export function incoming(id: string, values: FieldValues, extra: JsonObject = {}): IncomingRecord {
  return { id, values, server: { id, ...values, ...extra } };
}

let staged = 0;

/** Stages one change the way the outbox does: operation and effective values in one gesture. */
export function stage(
  store: Store,
  targetId: string,
  changes: FieldChanges,
  state: OperationState = 'ready',
): string {
  staged += 1;
  const id = `operation-${staged}`;
  store.transaction('gesture', () => {
    store.operations.addBatch({
      id: `batch-${staged}`,
      label: 'Edit',
      actor: 'tester',
      environment: 'practice',
      createdAt: staged,
      superseded: [],
    });
    store.operations.add([
      {
        id,
        batchId: `batch-${staged}`,
        collection: 'contractAssignment',
        targetId,
        changes,
        state,
        stagedAt: staged,
      },
    ]);
    store.mirror.materialize('contractAssignment', [targetId]);
  });
  return id;
}

/** Two carriers, three products, four levels, statuses and five assignments with names worth sorting. */
export function fill(store: Store, pass = 1, now = 1000): void {
  const at = { pass, now };
  store.mirror.applyPage(
    'carrier',
    [incoming('c1', { name: 'Zenith Mutual' }), incoming('c2', { name: 'acme Life' })],
    at,
  );
  store.mirror.applyPage(
    'product',
    [
      incoming('p1', { name: 'Term 20', carrierId: 'c1', displayCommissionLevelPercentages: true }),
      incoming('p2', { name: 'annuity plus', carrierId: 'c2' }),
      incoming('p3', { name: 'Whole Life', carrierId: 'c2' }),
    ],
    at,
  );
  store.mirror.applyPage(
    'commissionLevel',
    [
      incoming('l1', { name: 'Street', productId: 'p1', type: 'Percent', firstYearValue: '95', level: '10' }),
      incoming('l2', {
        name: 'Agency',
        productId: 'p1',
        type: 'Dollar',
        firstYearValue: '120.5',
        level: '9',
      }),
      incoming('l3', { name: 'Master', productId: 'p2', type: 'Percent', firstYearValue: '105', level: '1' }),
    ],
    at,
  );
  store.lookups.applyAll(
    'assignmentStatus',
    [
      { kind: 'assignmentStatus', id: '1', name: 'ACTIVE', description: 'Active', server: {} },
      {
        kind: 'assignmentStatus',
        id: '2',
        name: 'PENDING_CARRIER',
        description: 'Pending with carrier',
        server: {},
      },
    ],
    at,
  );
  store.mirror.applyPage(
    'contractAssignment',
    [
      incoming('a1', {
        npn: '100',
        productId: 'p1',
        commissionLevelId: 'l1',
        assignmentStatusId: '1',
        writingNumber: 'WN-b',
        referralCodes: ['R1', 'R2'],
      }),
      incoming('a2', {
        npn: '200',
        productId: 'p2',
        commissionLevelId: 'l3',
        assignmentStatusId: '2',
        writingNumber: 'wn-A',
        uplineContractAssignmentId: 'a1',
      }),
      incoming('a3', {
        npn: '300',
        productId: 'p3',
        assignmentStatusId: '1',
        uplineContractAssignmentId: 'a1',
      }),
      incoming('a4', {
        npn: '400',
        productId: 'p1',
        commissionLevelId: 'l2',
        assignmentStatusId: '9',
        writingNumber: '',
      }),
      incoming('a5', { npn: '500', productId: 'unseen-product', writingNumber: '50% off' }),
    ],
    at,
  );
}
