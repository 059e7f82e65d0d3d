import { ok } from '../../../domain/result.ts';
import type { Actor } from '../actor.ts';
import type { AuditReader } from '../audit/reader.ts';
import type { EngineHandlers } from '../dispatch.ts';
import type { Outbox } from '../outbox/api.ts';
import { dayOf } from '../outbox/receiptCsv.ts';
import type { CsvFile } from '../outbox/receiptCsv.ts';
import { guarded } from '../outbox/stage.ts';
import type { Changes } from '../changes.ts';
import type { Clock } from '../ports.ts';
import type { Sliced } from '../slices.ts';
import type { Slowly } from '../slowly.ts';
import type { ReceiptImport } from '../transfer/receiptImport.ts';
import type { RescuedWork } from '../transfer/rescued.ts';
import type { Transfer } from '../transfer/transfer.ts';

export interface DeskParts {
  readonly outbox: Outbox;
  readonly audit: AuditReader;
  readonly transfer: Transfer;
  readonly receiptImport: ReceiptImport;
  readonly rescued: RescuedWork;
  readonly actor: Actor;
  readonly changes: Pick<Changes, 'status' | 'membership'>;
  readonly clock: Clock;
  readonly slowly: Slowly;
}

type DeskCall =
  | 'outbox.send'
  | 'outbox.plan'
  | 'outbox.requests'
  | 'outbox.send-as'
  | 'outbox.hold'
  | 'outbox.mode'
  | 'outbox.resolve-fields'
  | 'receipt.csv'
  | 'receipt.bring-in'
  | 'batch.reverse-preview'
  | 'batch.reverse'
  | 'audit.list'
  | 'audit.verify'
  | 'audit.csv'
  | 'transfer.export'
  | 'transfer.import'
  | 'transfer.bring-rescued'
  | 'transfer.leave-rescued'
  | 'actor.name';

/** Reviewing, reversing, auditing and carrying staged work, by the contract's names. */
export function createDeskHandlers(parts: DeskParts): Pick<EngineHandlers, DeskCall> {
  const { outbox, audit, transfer, actor, changes, slowly } = parts;
  return {
    'outbox.send': ({ operationIds, confirmed, invitations }) =>
      outbox.send(operationIds, confirmed, invitations),
    'outbox.plan': ({ operationIds }) => slowly(ok(outbox.plan(operationIds))),
    'outbox.requests': ({ operationIds }) => slowly(ok(outbox.requests(operationIds))),
    'outbox.send-as': ({ operationIds }) => outbox.sendAsOffered(operationIds),
    'outbox.hold': ({ operationIds }) => outbox.hold(operationIds),
    'outbox.mode': ({ mode }) => outbox.setMode(mode),
    'outbox.resolve-fields': ({ operationIds, choices, warned }) =>
      outbox.resolveFields(operationIds, choices, warned),
    'receipt.csv': ({ batchId, rows }) => slowly(outbox.receiptCsv(batchId, rows)),
    'receipt.bring-in': ({ data, warned }) => parts.receiptImport.bringIn(data, warned),
    'batch.reverse-preview': ({ batchId }) => outbox.reversePreview(batchId),
    'batch.reverse': ({ batchId }) => outbox.reverse(batchId),
    'audit.list': (query) => ok(audit.list(query)),
    'audit.verify': () => slowly(ok(audit.verify())),
    'audit.csv': () => slowly(ok(auditFile(audit, parts.clock))),
    'transfer.export': ({ passphrase }) => transfer.exportUnsent(passphrase),
    'transfer.import': ({ passphrase, data }) => transfer.importUnsent(passphrase, data),
    'transfer.bring-rescued': () => parts.rescued.bringIn(),
    'transfer.leave-rescued': () => guarded(() => parts.rescued.leave()),
    'actor.name': ({ name }) =>
      guarded(() => {
        actor.rename(name);
        changes.status();
        return ok(null);
      }),
  };
}

function* auditFile(audit: AuditReader, clock: Clock): Sliced<CsvFile> {
  const text = yield* audit.csv();
  return { suggestedName: `Upline audit ${dayOf(clock.now())}.csv`, text };
}
