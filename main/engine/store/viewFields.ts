import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, MirroredName } from '../../../domain/fields.ts';
import { columnOf, isList, listOf } from './columns.ts';
import type { LabelSource } from './labels.ts';

/** A field as a list shows it: the column that decides it, and where its text comes from. */
export interface ShownField {
  readonly field: FieldDefinition;
  /** Column of the collection's table. */
  readonly column: string;
  /** Present when people read a label instead of what the column holds. */
  readonly labels: LabelSource | null;
  readonly isList: boolean;
}

/** Throws for a field the collection does not have: identifiers in SQL come from the definitions only. */
export function shownField(collection: CollectionName, name: string): ShownField {
  const field = fieldOf(collection, name);
  if (field === undefined) throw new RangeError(`${collection} has no field ${name}`);
  const column = columnOf(collection, name);
  if (column !== undefined) {
    return { field, column: column.name, labels: labelSourceOf(field), isList: isList(field) };
  }
  // The one derived field: an assignment's carrier is its product's.
  return { field, column: 'product_id', labels: 'carrierOfProduct', isList: false };
}

/** In a list of records each is named so that it can be told from its neighbours. */
const listLabels: Readonly<Record<MirroredName, LabelSource>> = {
  carrier: 'carrier',
  product: 'product',
  commissionLevel: 'productOfLevel',
  contractAssignment: 'productOfAssignment',
};

function labelSourceOf({ kind }: FieldDefinition): LabelSource | null {
  switch (kind.type) {
    case 'lookup':
    case 'lookupList':
      return `lookup:${kind.lookup}`;
    case 'reference':
      return kind.collection;
    case 'referenceList':
      return listLabels[kind.collection];
    default:
      return null;
  }
}

/** What a cell reads: labels instead of ids, lists comma separated, Yes and No, nothing for empty. */
export function textOf(shown: ShownField, cell: unknown, labels: ReadonlyMap<string, string>): string {
  if (cell === null || cell === undefined) return '';
  if (shown.field.kind.type === 'boolean') return cell === 1 ? 'Yes' : 'No';
  if (typeof cell !== 'string') return JSON.stringify(cell);
  if (shown.isList)
    return listOf(cell)
      .map((item) => labels.get(item) ?? item)
      .join(', ');
  const label = labels.get(cell);
  if (label !== undefined) return label;
  // Without its product nothing is known about an assignment's carrier, not even an id.
  return shown.labels === 'carrierOfProduct' ? '' : cell;
}
