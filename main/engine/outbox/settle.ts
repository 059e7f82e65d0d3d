import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { rebase } from '../../../domain/merge.ts';
import type { Operation, OperationError } from '../../../domain/operation.ts';
import type { ReadRecord } from '../connectors/api.ts';
import { asAnswered } from '../connectors/narrow.ts';
import type { AuditEntry, NewOperation, OperationPatch } from '../store/api.ts';
import { createLate } from './late.ts';
import type { Late } from './late.ts';
import type { OutboxParts } from './parts.ts';
import type { Receipts } from './receipts.ts';
import { createTouched } from './touched.ts';
import type { Touched } from './touched.ts';

/** What may happen to operations inside one transaction. */
export interface Writing {
  sending(operation: Operation, note: OperationError | null): void;
  /** Many on their way at once, with nothing to note about them. */
  sendingAll(operations: readonly Operation[]): void;
  /** Settled: the server took all of them from us. */
  sent(operations: readonly Operation[]): void;
  /** Settled. `how` is null when the server took it from us. */
  done(operation: Operation, how: OperationError | null): void;
  dropped(operation: Operation, why: OperationError): void;
  refused(operation: Operation, error: OperationError): void;
  conflict(operation: Operation, error: OperationError): void;
  /** An invitation went out and no answer tells whether it arrived. Nothing but a person moves it on. */
  uncertain(operation: Operation, error: OperationError): void;
  /** Settled because a person said so. */
  said(operation: Operation, how: OperationError): void;
  /** A change that had been discarded is back, in this state. */
  restored(operation: Operation, patch: Pick<OperationPatch, 'state' | 'error' | 'changes'>): void;
  /** Any other move: waiting, unknown, needs-auth, ready again. */
  move(operation: Operation, patch: OperationPatch): void;
  /** Later live operations of the record now start from what the server took or already held. */
  rebaseLater(
    collection: CollectionName,
    recordId: string,
    settled: readonly Operation[],
    server: FieldValues,
  ): void;
  /** The server has named a record made here: everything that refers to it now carries the new id. */
  named(collection: CollectionName, localId: string, id: string): void;
  /** A further operation of a gesture that is under way. */
  add(operation: NewOperation): void;
  /** The server's copies, landed at the end of this transaction. */
  land(collection: CollectionName, records: readonly ReadRecord[]): void;
}

/** Moves operations: every step is one transaction with effective values, audit and, after it, the news. */
export interface Settlement {
  readonly parts: OutboxParts;
  readonly late: Late;
  commit(durability: 'gesture' | 'mirror', work: (write: Writing) => void): void;
}

/** The one door through which operations change state after staging. */
export function createSettlement(parts: OutboxParts, receipts: Receipts, moved: () => void): Settlement {
  return {
    parts,
    late: createLate(parts.clock, parts.lateMs),
    commit(durability, work) {
      const touched = createTouched(parts.store, parts.changes);
      const settled: Operation[] = [];
      parts.store.transaction(durability, () => {
        const landed: Landed = new Map();
        work(writing(parts, touched, settled, landed));
        land(parts, landed, touched);
        touched.materialize();
      });
      moved();
      touched.announce();
      receipts.settled(settled);
    },
  };
}

/** The server's copies of a transaction, by collection and id; of two of one record the later counts. */
type Landed = Map<CollectionName, Map<string, ReadRecord>>;

/** Copies land when all operations have moved, so that each row is worked out once, from what is in hand. */
function land({ store, clock }: OutboxParts, landed: Landed, touched: Touched): void {
  for (const [collection, byId] of landed) {
    const records = [...byId.values()];
    // The pass under way counts as having seen them, or its end would remove what it read before.
    const pass = collection === 'invitation' ? 0 : store.syncState.read(collection).pass;
    const seen = { pass, now: clock.now(), moved: true };
    const changed = store.mirror.applyPage(collection, asAnswered(collection, records), seen);
    touched.settled(collection, [...byId.keys()], changed);
  }
}

function isOver(state: Operation['state']): boolean {
  return state === 'done' || state === 'dropped';
}

function wasMerged({ error }: Operation): boolean {
  return error?.code === 'merged';
}

/** What an operation would make of each field, for the audit. */
function oldAndNew({ changes }: Operation): JsonObject {
  const lines: Record<string, JsonObject> = {};
  for (const [field, { base, value }] of Object.entries(changes)) lines[field] = { from: base, to: value };
  return lines;
}

function writing(parts: OutboxParts, touched: Touched, settled: Operation[], landed: Landed): Writing {
  const { store, clock, actor, environment } = parts;
  const now = clock.now();
  const update = (operation: Operation, patch: OperationPatch): void => {
    store.operations.update(operation.id, patch);
    touch(operation, patch);
  };
  /** One statement for operations that all get the same. */
  const updateAll = (operations: readonly Operation[], patch: OperationPatch): void => {
    store.operations.updateAll(operations, patch);
    for (const operation of operations) touch(operation, patch);
  };
  const touch = (operation: Operation, patch: OperationPatch): void => {
    // Only where an operation was live and stays so are the record's values what they were.
    const over = isOver(operation.state) || (patch.state !== undefined && isOver(patch.state));
    // A record made here comes and goes with its operations.
    if (over || patch.changes !== undefined || isLocalId(operation.targetId)) touched.add(operation);
    else touched.marked(operation);
    if (patch.changes !== undefined) touched.add({ ...operation, changes: patch.changes });
  };
  const note = (
    event: AuditEntry['event'],
    operation: Operation,
    detail: AuditEntry['detail'] = {},
  ): void => {
    store.audit.append(entry(event, operation, detail));
  };
  const entry = (
    event: AuditEntry['event'],
    operation: Operation,
    detail: AuditEntry['detail'],
  ): AuditEntry => ({
    at: now,
    actor,
    environment,
    event,
    operationId: operation.id,
    batchId: operation.batchId,
    detail: { collection: operation.collection, record: operation.targetId, ...detail },
  });

  return {
    sending(operation, error) {
      // A trouble is remembered until it is over: it decides in how large a company the item travels.
      update(operation, {
        state: 'sending',
        sentAt: now,
        retryAt: null,
        ...(error === null ? {} : { error }),
      });
    },
    sendingAll(operations) {
      updateAll(operations, { state: 'sending', sentAt: now, retryAt: null });
    },
    sent(operations) {
      const ended = { state: 'done', settledAt: now, retryAt: null } as const;
      // What was merged on the way stays as its last word.
      updateAll(
        operations.filter((operation) => !wasMerged(operation)),
        { ...ended, error: null },
      );
      updateAll(operations.filter(wasMerged), ended);
      store.audit.appendAll(
        operations.map((operation) => entry('sent', operation, { changes: oldAndNew(operation) })),
      );
      for (const operation of operations) settled.push(operation);
    },
    done(operation, how) {
      const merged = wasMerged(operation) ? operation.error : null;
      update(operation, { state: 'done', settledAt: now, retryAt: null, error: how ?? merged });
      note(how === null ? 'sent' : 'adopted', operation, { changes: oldAndNew(operation) });
      settled.push(operation);
    },
    dropped(operation, why) {
      update(operation, { state: 'dropped', settledAt: now, retryAt: null, error: why });
      note('dropped', operation, { why: why.code, changes: oldAndNew(operation) });
      settled.push(operation);
    },
    refused(operation, error) {
      update(operation, { state: 'refused', retryAt: null, error });
      note('refused', operation, { code: error.code, words: error.message, changes: oldAndNew(operation) });
    },
    conflict(operation, error) {
      update(operation, { state: 'conflict', retryAt: null, error });
      note('conflict', operation, { changes: oldAndNew(operation), theirs: { ...error.theirs } });
    },
    uncertain(operation, error) {
      update(operation, { state: 'unknown', retryAt: null, attempts: operation.attempts + 1, error });
      note('uncertain', operation, { words: error.message });
    },
    said(operation, how) {
      update(operation, { state: 'done', settledAt: now, retryAt: null, error: how });
      note('marked', operation, { status: 'Sent', words: how.message });
      settled.push(operation);
    },
    restored(operation, patch) {
      update(operation, { ...patch, settledAt: null, retryAt: null });
      note('restored', operation, { changes: oldAndNew(operation) });
    },
    move: update,
    rebaseLater(collection, recordId, gone, server) {
      const fields = new Set(gone.flatMap(({ changes }) => Object.keys(changes)));
      const ids = new Set(gone.map(({ id }) => id));
      for (const later of store.operations.liveOf(collection, recordId)) {
        if (ids.has(later.id)) continue;
        const changes = rebase(later.changes, fields, server);
        if (changes !== later.changes) update(later, { changes });
      }
    },
    named(collection, localId, id) {
      const affected = store.operations.rename(collection, localId, id);
      if (store.mirror.rename(collection, localId, id) === 'merged') touched.came(collection);
      for (const record of affected) touched.add(record);
    },
    add(operation) {
      store.operations.add([operation]);
      touched.add(operation);
    },
    land(collection, records) {
      if (records.length === 0) return;
      const byId = landed.get(collection) ?? new Map<string, ReadRecord>();
      landed.set(collection, byId);
      for (const record of records) byId.set(record.id, record);
    },
  };
}
