import { bulkApplier, bulkKindsOf } from '../../../domain/bulkOperation.ts';
import type { BulkOperation, BulkResult } from '../../../domain/bulkOperation.ts';
import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, FieldValues } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { CellEdit } from '../outbox/api.ts';
import { draftOf } from '../outbox/draft.ts';
import type { Draft } from '../outbox/draft.ts';
import { fieldsForRules } from '../outbox/rules.ts';
import { createCellReader } from '../outbox/typed.ts';
import { withUniqueNames } from '../outbox/unique.ts';
import type { MirroredRecord, Store } from '../store/api.ts';
import { columnOf } from '../store/columns.ts';
import { inChunks } from '../store/inChunks.ts';

/** What operations make of one record. */
export interface WorkedOut {
  readonly recordId: string;
  /** Null when there is no such record any more. */
  readonly record: MirroredRecord | null;
  /** What would be typed into its cells. */
  readonly edits: readonly CellEdit[];
  /** Cells whose operation cannot be done, with what is expected. */
  readonly refused: readonly { readonly field: string; readonly expected: string }[];
  /** The values it was worked out from, as text that differs when they do. */
  readonly source: string;
}

interface Prepared {
  readonly operation: BulkOperation;
  readonly apply: (values: FieldValues) => BulkResult;
}

/** The definitions of the fields of operations, or why they cannot be applied. */
export function checkOperations(
  collection: CollectionName,
  operations: readonly BulkOperation[],
): Result<null> {
  const seen = new Set<string>();
  for (const operation of operations) {
    const definition = fieldOf(collection, operation.field);
    if (definition === undefined || !bulkKindsOf(definition).includes(operation.kind)) {
      return refusal(`${definition?.label ?? operation.field} cannot be changed this way.`);
    }
    if (seen.has(operation.field)) {
      return refusal(`${definition.label} is named twice. Keep one of the two.`);
    }
    seen.add(operation.field);
    const source = sourceOf(operation);
    if (source !== null && fieldOf(collection, source) === undefined)
      return refusal(`There is no column ${source}.`);
    if (source !== null && fieldOf(collection, source)?.sealed === true)
      return refusal('A number of which only the last digits are known cannot be copied.');
  }
  return ok(null);
}

function refusal(message: string): Result<never> {
  return fail({ code: 'bad-operation', message: `${message} Nothing was changed.`, remedy: 'fix-fields' });
}

/** Another field that an operation reads. */
function sourceOf(operation: BulkOperation): string | null {
  if (operation.kind === 'copy') return operation.from;
  return operation.kind === 'lookUp' ? operation.key : null;
}

/** Applies operations to records, some thousand at a time; nothing is asked for one record alone. */
export function* workOut(
  store: Store,
  collection: CollectionName,
  operations: readonly BulkOperation[],
  ids: readonly string[],
): Generator<WorkedOut> {
  const prepared = operations.flatMap((operation): readonly Prepared[] => {
    const definition = fieldOf(collection, operation.field);
    if (definition === undefined) return [];
    const words = {
      definitionOf: (field: string): FieldDefinition | undefined => fieldOf(collection, field),
      shown: (_: string, value: unknown): string => (typeof value === 'string' ? value : ''),
    };
    return [{ operation, apply: bulkApplier(operation, definition, words) }];
  });
  const sources = operations.map(sourceOf).filter((field) => field !== null);
  const edited = new Set(operations.map(({ field }) => field));
  const fields = new Set([
    ...edited,
    ...sources,
    ...fieldsForRules(collection, edited),
    ...(collection === 'contractAssignment' ? ['assignmentStatusId'] : []),
    ...(collection === 'product' ? ['carrierId'] : []),
    'productId',
    'type',
  ]);
  const shownFields = textFieldsOf(collection, operations);
  for (const chunk of inChunks(ids)) {
    const records = recordsOf(store, collection, chunk, [...fields]);
    const texts = textsOf(store, collection, records, shownFields);
    for (const recordId of chunk) {
      const record = records.get(recordId) ?? null;
      yield one(recordId, record, prepared, record === null ? {} : (texts.get(record.rowid) ?? {}), fields);
    }
  }
}

/** Fields that are copied as they are read: names may stand there that other tables hold. */
export function textFieldsOf(
  collection: CollectionName,
  operations: readonly BulkOperation[],
): readonly string[] {
  return operations.flatMap((operation) => (isReadAsText(collection, operation) ? [operation.from] : []));
}

/** Whether a copy takes what is read in the other column, and not the value that stands behind it. */
function isReadAsText(
  collection: CollectionName,
  operation: BulkOperation,
): operation is Extract<BulkOperation, { kind: 'copy' }> {
  if (operation.kind !== 'copy') return false;
  const [to, from] = [fieldOf(collection, operation.field), fieldOf(collection, operation.from)];
  return (
    JSON.stringify(to?.kind) !== JSON.stringify(from?.kind) ||
    columnOf(collection, operation.from) === undefined
  );
}

function recordsOf(
  store: Store,
  collection: CollectionName,
  ids: readonly string[],
  fields: readonly string[],
): ReadonlyMap<string, MirroredRecord> {
  const clean = store.operations.readClean(collection, ids, fields);
  if (clean.size === ids.length) return clean;
  const others = store.mirror.getMany(
    collection,
    ids.filter((id) => !clean.has(id)),
  );
  return new Map([...clean, ...others]);
}

/** What these records show in fields that are copied as text, by rowid. */
function textsOf(
  store: Store,
  collection: CollectionName,
  records: ReadonlyMap<string, MirroredRecord>,
  fields: readonly string[],
): ReadonlyMap<number, FieldValues> {
  if (fields.length === 0) return new Map();
  const rowids = [...records.values()].map(({ rowid }) => rowid);
  return new Map(
    store.views
      .rows({ collection, columns: fields }, rowids)
      .map(({ rowid, cells }) => [
        rowid,
        Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ''])),
      ]),
  );
}

function one(
  recordId: string,
  record: MirroredRecord | null,
  prepared: readonly Prepared[],
  texts: FieldValues,
  fields: ReadonlySet<string>,
): WorkedOut {
  const edits: CellEdit[] = [];
  const refused: { field: string; expected: string }[] = [];
  if (record === null || record.goneAt !== null) {
    const expected =
      record === null
        ? 'A record that is still on this computer.'
        : 'A record that still exists: this one is no longer at AgentSync, so a change could not be sent.';
    return {
      recordId,
      record,
      edits,
      refused: prepared.map(({ operation }) => ({ field: operation.field, expected })),
      source: 'gone',
    };
  }
  const { effective } = record;
  for (const { operation, apply } of prepared) {
    const { field } = operation;
    const copied = operation.kind === 'copy' && operation.from in texts;
    const result = apply(
      copied ? { ...effective, [operation.from]: texts[operation.from] ?? '' } : effective,
    );
    if ('typed' in result) edits.push({ recordId, field, input: result });
    else if ('value' in result) edits.push({ recordId, field, input: result });
    else if ('refused' in result) refused.push({ field, expected: result.refused });
  }
  const source = JSON.stringify([[...fields].map((field) => effective[field] ?? null), texts]);
  return { recordId, record, edits, refused, source };
}

/** Checks worked out records as staging does, without writing: what each would become, and what is refused. */
export function createChecker(
  store: Store,
  collection: CollectionName,
): (worked: readonly WorkedOut[]) => readonly (Draft | null)[] {
  const definitions = new Map(collections[collection].fields.map((field) => [field.name, field] as const));
  const read = withUniqueNames({ store }, collection, createCellReader(store, collection));
  return (worked) => {
    const live = store.operations.stagedOfMany(
      collection,
      worked.map(({ recordId }) => recordId),
    );
    return worked.map(({ record, edits, recordId }) =>
      record === null || record.goneAt !== null
        ? null
        : draftOf(record, edits, live.get(recordId) ?? [], definitions, read),
    );
  };
}
