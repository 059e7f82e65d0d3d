import { fieldOf } from '../../../domain/collections.ts';
import { csvLine, csvText } from '../../../domain/csv.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Sliced } from '../slices.ts';
import type { OutboxParts } from './parts.ts';
import { resultOf } from './receipts.ts';

/** A file of text with the name it is offered under. */
export interface CsvFile {
  readonly suggestedName: string;
  readonly text: string;
}

export interface ReceiptFile {
  /** One line per changed field: all of them, or those that did not reach the server. */
  receiptCsv(batchId: string, rows: 'all' | 'failed'): Result<Sliced<CsvFile>>;
}

/** The columns. `id`, `field` and `new` are what brings a corrected file back in. */
export const receiptHeading = ['id', 'record', 'field', 'old', 'new', 'result', 'note'] as const;

/** Operations told before others have their turn: some ten milliseconds. */
const slice = 250;

const resultWords: Readonly<Record<ReturnType<typeof resultOf>, string>> = {
  sent: 'sent to AgentSync',
  adopted: 'already so at AgentSync',
  'nothing-to-send': 'nothing to send',
  dropped: 'discarded, not sent',
  open: 'saved on this computer, not sent',
};

export function createReceiptFile({ store, clock }: Pick<OutboxParts, 'store' | 'clock'>): ReceiptFile {
  function* file(batchId: string, rows: 'all' | 'failed'): Sliced<CsvFile> {
    const text = [csvText(receiptHeading, [])];
    // By their sequence: the last page of a large gesture is found as quickly as the first.
    for (let after = 0; ;) {
      const operations = store.operations.nextOfBatch(batchId, after, slice);
      for (const operation of operations) {
        if (rows === 'failed' && !failed(operation)) continue;
        for (const line of operationLines(operation)) text.push(csvLine(line));
      }
      const last = operations.at(-1);
      if (last === undefined || operations.length < slice) break;
      after = last.sequence;
      yield;
    }
    return {
      // No names of people or companies in a file name: it shows in lists and backups.
      suggestedName: `Upline receipt ${dayOf(clock.now())}${rows === 'failed' ? ' not sent' : ''}.csv`,
      text: text.join(''),
    };
  }

  function* operationLines(operation: Operation): Iterable<readonly string[]> {
    const { collection, targetId, changes, error, state } = operation;
    const record = store.mirror.get(collection, targetId);
    const title = record === null ? '' : recordTitle(store, collection, record);
    const result = state === 'refused' ? 'refused by AgentSync' : resultWords[resultOf(operation)];
    for (const [field, { base, value }] of Object.entries(changes)) {
      yield [
        targetId,
        title,
        fieldOf(collection, field)?.label ?? field,
        store.views.label(collection, field, base),
        store.views.label(collection, field, value),
        result,
        error?.fields[field] ?? error?.message ?? '',
      ];
    }
  }

  return {
    receiptCsv(batchId, rows) {
      if (store.operations.batch(batchId) === null) {
        return fail({
          code: 'receipt-not-found',
          message: 'There is no receipt of this edit on this computer.',
        });
      }
      return ok(file(batchId, rows));
    },
  };
}

/** What did not become so at the server: refused, in conflict, discarded, or still here. */
function failed(operation: Operation): boolean {
  const result = resultOf(operation);
  return result === 'dropped' || result === 'open';
}

/** The day as files carry it, in this computer's time zone: 2026-03-02. */
export function dayOf(instant: number): string {
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
