import { fieldOf } from '../../../domain/collections.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { ReceiptRow, ReceiptSummary } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { BatchRow } from '../store/api.ts';
import type { Outbox } from './api.ts';
import type { OutboxParts } from './parts.ts';
import { codes } from './words.ts';

export type Receipts = Pick<Outbox, 'receipts' | 'receipt'> & {
  /** Operations that have just been settled; announces the batches that are complete with them. */
  readonly settled: (operations: readonly Operation[]) => void;
  /** Operations of a batch came back to life. */
  readonly forget: () => void;
};

const adoptedCodes: ReadonlySet<string> = new Set([codes.adopted, codes.nothingToSend]);

/** What became of every gesture: counts, and one row per record. */
export function createReceipts({ store, changes }: Pick<OutboxParts, 'store' | 'changes'>): Receipts {
  /** Operations still open per batch, so that settling one of 100,000 does not count the others. */
  const open = new Map<string, number>();

  const summary = (batch: BatchRow): ReceiptSummary => {
    const counts = { total: 0, sent: 0, adopted: 0, dropped: 0, open: 0 };
    let settledAt: number | null = null;
    for (const line of store.operations.countsOfBatch(batch.id)) {
      counts.total += line.count;
      settledAt = Math.max(settledAt ?? 0, line.settledAt ?? 0);
      if (line.state === 'dropped') counts.dropped += line.count;
      else if (line.state !== 'done') counts.open += line.count;
      else if (line.code !== null && adoptedCodes.has(line.code)) counts.adopted += line.count;
      else counts.sent += line.count;
    }
    const { label, actor, environment, createdAt } = batch;
    return {
      batchId: batch.id,
      label,
      actor,
      environment,
      stagedAt: createdAt,
      settledAt: counts.open > 0 ? null : settledAt,
      counts,
    };
  };

  return {
    settled(operations) {
      const byBatch = new Map<string, number>();
      for (const { batchId } of operations) byBatch.set(batchId, (byBatch.get(batchId) ?? 0) + 1);
      for (const [batchId, settledNow] of byBatch) {
        const known = open.get(batchId);
        const left = known === undefined ? openOf(batchId) : known - settledNow;
        open.set(batchId, left);
        if (left > 0) continue;
        open.delete(batchId);
        const batch = store.operations.batch(batchId);
        if (batch !== null) changes.receipt(summary(batch));
      }
    },
    forget() {
      open.clear();
    },
    receipts(offset, limit) {
      const found: ReceiptSummary[] = [];
      const size = 100;
      let skipped = 0;
      for (let start = 0; found.length < limit; start += size) {
        const batches = store.operations.batches(start, size);
        for (const batch of batches) {
          if (batch.undoneAt !== null || found.length === limit) continue;
          const receipt = summary(batch);
          if (receipt.counts.total === 0) continue;
          if (skipped < offset) skipped += 1;
          else found.push(receipt);
        }
        if (batches.length < size) break;
      }
      return found;
    },
    receipt(batchId, offset, limit) {
      const batch = store.operations.batch(batchId);
      if (batch === null) {
        return fail({
          code: 'receipt-not-found',
          message: 'There is no receipt of this edit on this computer.',
        });
      }
      const summed = summary(batch);
      const rows = store.operations
        .pageOfBatch(batchId, offset, limit)
        .map((operation) => rowOf(store, operation));
      return ok({ summary: summed, rows, total: summed.counts.total });
    },
  };

  function openOf(batchId: string): number {
    return store.operations
      .countsOfBatch(batchId)
      .filter(({ state }) => state !== 'done' && state !== 'dropped')
      .reduce((sum, { count }) => sum + count, 0);
  }
}

function rowOf(store: OutboxParts['store'], operation: Operation): ReceiptRow {
  const { collection, targetId, changes, error } = operation;
  const record = store.mirror.get(collection, targetId);
  return {
    title: record === null ? targetId : recordTitle(store, collection, record),
    isNew: operation.kind === 'create',
    changes: Object.entries(changes).map(([field, { base, value }]) => ({
      label: fieldOf(collection, field)?.label ?? field,
      from: store.views.label(collection, field, base),
      to: store.views.label(collection, field, value),
    })),
    result: resultOf(operation),
    at: operation.settledAt,
    note: error?.message ?? '',
  };
}

/** How an operation ended, as a receipt tells it. */
export function resultOf({ state, error }: Operation): ReceiptRow['result'] {
  const code = error?.code;
  if (state === 'dropped')
    return code === codes.typedBack || code === codes.nothingToSend ? 'nothing-to-send' : 'dropped';
  if (state !== 'done') return 'open';
  if (code === codes.adopted) return 'adopted';
  return code === codes.nothingToSend ? 'nothing-to-send' : 'sent';
}
