import { choiceWord } from '../../../domain/choiceWords.ts';
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
  const shown = derived[`${collection}.${name}`];
  if (shown === undefined) throw new RangeError(`Nothing says how ${collection} shows ${name}`);
  return { field, ...shown, isList: false };
}

/** Fields without a column of their own to write. */
const derived: Readonly<Record<string, Pick<ShownField, 'column' | 'labels'>>> = {
  'contractAssignment.carrierId': { column: 'product_id', labels: 'carrierOfProduct' },
  'contractAssignment.producerName': { column: 'npn', labels: 'producerOfNpn' },
  'producer.displayName': { column: 'display_name', labels: null },
  'agent.displayName': { column: 'display_name', labels: null },
  'agent.producerName': { column: 'npn', labels: 'producerOfNpn' },
  'licence.holderName': { column: 'holder_id', labels: 'licenceHolder' },
  'fileDocument.turrisId': { column: 'id', labels: null },
};

/** Whether a label is worked out from another field, so that without it nothing is known, not even an id. */
export function isBorrowed(source: LabelSource | null): boolean {
  return source === 'carrierOfProduct' || source === 'producerOfNpn' || source === 'licenceHolder';
}

/** In a list of records each is named so that it can be told from its neighbours. */
const listLabels: Readonly<Partial<Record<MirroredName, LabelSource>>> = {
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
      return listLabels[kind.collection] ?? kind.collection;
    default:
      return null;
  }
}

/** What a cell reads: labels instead of ids, words for enumerations, lists comma separated, Yes and No, nothing for empty. */
export function textOf(shown: ShownField, cell: unknown, labels: ReadonlyMap<string, string>): string {
  if (cell === null || cell === undefined) return '';
  if (shown.field.kind.type === 'boolean') return cell === 1 ? 'Yes' : 'No';
  if (typeof cell !== 'string') return JSON.stringify(cell);
  if (shown.field.kind.type === 'choice') return choiceWord(cell);
  if (shown.isList)
    return listOf(cell)
      .map((item) => labels.get(item) ?? item)
      .join(', ');
  // Looking a text up costs its hash, and there may be a million.
  const label = labels.size === 0 ? undefined : labels.get(cell);
  if (label !== undefined) return label;
  return isBorrowed(shown.labels) ? '' : cell;
}
