import { choiceWord } from '../../../domain/choiceWords.ts';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, FieldKind } from '../../../domain/fields.ts';
import { isLink } from '../../../domain/lists.ts';
import { isLocalId } from '../../../domain/localId.ts';

/** One column of a RecordGrid, derived from the domain's field. */
export interface RecordColumn {
  readonly field: string;
  readonly title: string;
  readonly width: number;
  readonly editable: boolean;
  /** Also where it is not: in rows that are not made yet. */
  readonly untilMade: boolean;
  /** What a row's type reads where it has this field; absent where every row has it. */
  readonly onlyFor?: string;
  /** Whether the cells lead to what they name. */
  readonly link: boolean;
  readonly kind: FieldKind;
}

const widthByField: Readonly<Record<string, number>> = {
  npn: 112,
  carrierId: 190,
  productId: 220,
  commissionLevelId: 200,
  assignmentStatusId: 180,
  annualizationId: 140,
  uplineContractAssignmentId: 112,
  writingNumber: 132,
  name: 240,
};

function defaultWidth(definition: FieldDefinition): number {
  const named = widthByField[definition.name];
  if (named !== undefined) return named;
  switch (definition.kind.type) {
    case 'date':
      // With room for the sign of a staged one.
      return 120;
    case 'instant':
      return 150;
    case 'boolean':
      return 90;
    case 'decimal':
      return 110;
    case 'states':
    case 'textList':
    case 'lookupList':
      return 180;
    default:
      return 140;
  }
}

/** Columns for these fields of a collection, in this order; unknown fields are left out. */
export function columnsOf(
  collection: CollectionName,
  fields: readonly string[],
  widths: Readonly<Record<string, number>> = {},
): readonly RecordColumn[] {
  const definitions = new Map(collections[collection].fields.map((field) => [field.name, field]));
  const columns: RecordColumn[] = [];
  for (const field of fields) {
    const definition = definitions.get(field);
    if (definition === undefined) continue;
    columns.push({
      field,
      title: definition.label,
      width: widths[field] ?? defaultWidth(definition),
      // A number that is sealed is typed in the form of its record, where nothing shows or repeats it.
      editable: definition.editable && definition.sealed !== true,
      untilMade: definition.untilMade === true,
      ...(definition.onlyFor === undefined ? {} : { onlyFor: choiceWord(definition.onlyFor) }),
      link: isLink(collection, field),
      kind: definition.kind,
    });
  }
  return columns;
}

/** Whether the cell of a record in this column can be changed. */
export function isOpenCell(column: Pick<RecordColumn, 'editable' | 'untilMade'>, recordId: string): boolean {
  return column.editable || (column.untilMade && isLocalId(recordId));
}

/** The field that says what a row is, where some columns are not for every row. */
export const typeField = 'type';

/** The fields to read of each row, in a steady order: those of the columns, and what decides about them. */
export function fieldsToRead(columns: readonly RecordColumn[]): readonly string[] {
  const fields = new Set(columns.map(({ field }) => field));
  if (columns.some(({ onlyFor }) => onlyFor !== undefined)) fields.add(typeField);
  return [...fields].toSorted();
}

/** Whether a cell of this kind is chosen from a list instead of typed. */
export function isPicked(kind: FieldKind): boolean {
  return (
    kind.type === 'lookup' || kind.type === 'reference' || kind.type === 'choice' || kind.type === 'boolean'
  );
}

/** Numbers line up on their right edge; ids are text and stay left. */
export function isRightAligned(kind: FieldKind): boolean {
  return kind.type === 'decimal';
}
