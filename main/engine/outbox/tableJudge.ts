import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { FieldChanges } from '../../../domain/operation.ts';
import type { RefusedEdit } from '../../../preload/contract.ts';
import { createNewReader } from './create.ts';
import type { NewValues } from './create.ts';
import { draftOf } from './draft.ts';
import type { OutboxParts } from './parts.ts';
import { obstacleOf } from './refusal.ts';
import { createCellReader } from './typed.ts';
import { withUniqueNames } from './unique.ts';

/** A row of a table: the record that it changes, or null for one that is to be made. */
export interface TableRow {
  readonly recordId: string | null;
  readonly inputs: NewValues;
  /** How a person recognises it. */
  readonly title: string;
}

/** What staging a row would do. */
export type TableVerdict =
  | { readonly kind: 'create'; readonly values: FieldValues }
  | { readonly kind: 'update'; readonly changes: FieldChanges; readonly before: FieldValues }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly refused: readonly RefusedEdit[] };

/**
 * Says what staging rows would do, on the path that every edit takes and without writing anything. One
 * judge for a table: choices are looked up once. Rules that a person may set aside are not asked about here.
 */
export function createTableJudge(
  parts: OutboxParts,
  collection: CollectionName,
): (rows: readonly TableRow[]) => readonly TableVerdict[] {
  const { store } = parts;
  const definitions = new Map(collections[collection].fields.map((field) => [field.name, field] as const));
  const readCell = withUniqueNames({ store }, collection, createCellReader(store, collection));
  const readNew = createNewReader(parts, collection);
  return (rows) => {
    const ids = [...new Set(rows.flatMap(({ recordId }) => recordId ?? []))];
    const fields = [...new Set([...rows.flatMap(({ inputs }) => Object.keys(inputs)), 'productId', 'type'])];
    const clean = store.operations.readClean(collection, ids, fields);
    const dirty = store.mirror.getMany(
      collection,
      ids.filter((id) => !clean.has(id)),
    );
    return rows.map(({ recordId, inputs, title }): TableVerdict => {
      if (recordId === null) {
        const read = readNew(inputs, title);
        return read.ok ? { kind: 'create', values: read.values } : { kind: 'refused', refused: read.refused };
      }
      const record = clean.get(recordId) ?? dirty.get(recordId) ?? null;
      const obstacle = obstacleOf(record);
      const refusal = (field: string, found: string, expected: string): RefusedEdit => ({
        id: recordId,
        record: title,
        field,
        fieldLabel: definitions.get(field)?.label ?? field,
        found: found.slice(0, 200),
        expected,
      });
      if (record === null || obstacle !== null)
        return { kind: 'refused', refused: [refusal('', '', obstacle ?? '')] };
      const edits = Object.entries(inputs).map(([field, input]) => ({ recordId, field, input }));
      const draft = draftOf(record, edits, [], definitions, readCell);
      if (draft.refused.length > 0)
        return {
          kind: 'refused',
          refused: draft.refused.map(({ edit: { field, input }, expected }) =>
            refusal(field, 'typed' in input ? input.typed : String(input.value ?? ''), expected),
          ),
        };
      return draft.cells === 0
        ? { kind: 'unchanged' }
        : { kind: 'update', changes: draft.edited, before: record.effective };
    });
  };
}
