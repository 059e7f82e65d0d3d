import { collections } from '../../../domain/collections.ts';
import { collectionNames } from '../../../domain/fields.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { RefusedEdit, StageOutcome, Warned } from '../../../preload/contract.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';
import { idNow } from '../outbox/names.ts';
import type { Store } from '../store/api.ts';
import { readReceiptTable } from './receiptTable.ts';
import type { ReceiptLine } from './receiptTable.ts';

/** Bringing the rows of a receipt back in after they were corrected in a spreadsheet. */
export interface ReceiptImport {
  /**
   * Stages the column `new` of every row, each on the path that every edit takes: as one gesture for each
   * kind of record, contract assignments first, because only they may be asked about. Rows that cannot be
   * used come back with their number and reason. Fails as `readReceiptTable`.
   */
  bringIn(data: Uint8Array, warned?: Warned): Result<StageOutcome>;
}

/** Refusals named one by one. */
const mostNamed = 200;

/** Brings a receipt of another computer in as staged edits, row by row, refusing those that do not fit. */
export function createReceiptImport(store: Store, outbox: Pick<Outbox, 'stage'>): ReceiptImport {
  const collectionOf = (id: string): CollectionName | null =>
    collectionNames.find((name) => store.mirror.get(name, id) !== null) ?? null;

  return {
    bringIn(data, warned) {
      const read = readReceiptTable(data);
      if (!read.ok) return read;
      const edits = new Map<CollectionName, CellEdit[]>();
      const refused: RefusedEdit[] = [];
      for (const line of read.value) {
        const recordId = idNow(store, line.id);
        const collection = line.id === '' ? null : collectionOf(recordId);
        if (collection === null) {
          refused.push(
            refusal(
              line,
              'id',
              line.id,
              'The id of a record on this computer. Rows of records that were discarded before they were sent cannot be brought in.',
            ),
          );
          continue;
        }
        const field = collections[collection].fields.find(
          ({ label, name }) => label.toLowerCase() === line.field.toLowerCase() || name === line.field,
        );
        if (field === undefined) {
          const singular = collections[collection].singular.toLowerCase();
          refused.push(
            refusal(
              line,
              'field',
              line.field,
              `The name of a field of a ${singular}, as the saved receipt has it.`,
            ),
          );
          continue;
        }
        const edit: CellEdit = { recordId, field: field.name, input: { typed: line.value } };
        const others = edits.get(collection);
        if (others === undefined) edits.set(collection, [edit]);
        else others.push(edit);
      }
      return stageAll(outbox, edits, refused, warned);
    },
  };
}

function stageAll(
  outbox: Pick<Outbox, 'stage'>,
  edits: ReadonlyMap<CollectionName, readonly CellEdit[]>,
  unusable: readonly RefusedEdit[],
  warned: Warned | undefined,
): Result<StageOutcome> {
  const label = 'Bring in corrected rows';
  const first = (name: CollectionName): number => (name === 'contractAssignment' ? 0 : 1);
  let whole: StageOutcome = {
    batchId: null,
    label,
    staged: 0,
    unchanged: 0,
    refused: unusable.slice(0, mostNamed),
    refusedCount: unusable.length,
    warnings: null,
    leftOut: 0,
  };
  for (const collection of [...edits.keys()].toSorted((a, b) => first(a) - first(b))) {
    const staged = outbox.stage(collection, label, edits.get(collection) ?? [], warned);
    if (!staged.ok) return staged;
    const { value } = staged;
    if (value.warnings !== null) return ok({ ...whole, warnings: value.warnings });
    whole = {
      ...whole,
      batchId: whole.batchId ?? value.batchId,
      staged: whole.staged + value.staged,
      unchanged: whole.unchanged + value.unchanged,
      refused: [...whole.refused, ...value.refused].slice(0, mostNamed),
      refusedCount: whole.refusedCount + value.refusedCount,
      leftOut: whole.leftOut + value.leftOut,
    };
  }
  return ok(whole);
}

function refusal(
  { row, id, record }: ReceiptLine,
  column: string,
  found: string,
  expected: string,
): RefusedEdit {
  return {
    id,
    record: record === '' ? `Row ${row}` : `Row ${row}, ${record}`,
    field: column,
    fieldLabel: `Column “${column}”`,
    found: found.slice(0, 200),
    expected,
  };
}
