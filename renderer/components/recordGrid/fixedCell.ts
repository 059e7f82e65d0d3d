import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { whyFixed } from '../../../domain/validate.ts';
import type { RecordColumn } from './gridColumns.ts';

/** Why nothing can be typed into a cell, for whoever tries; its column is not open, or not in this row. */
export function fixedWords(
  collection: CollectionName,
  { field, title, onlyFor, editable }: Pick<RecordColumn, 'field' | 'title' | 'onlyFor' | 'editable'>,
): string {
  const definition = fieldOf(collection, field);
  if (definition === undefined) return `${title} cannot be changed here.`;
  if (definition.sealed === true) return `${title} is sealed: it is typed in the form of its record.`;
  if (editable && onlyFor !== undefined)
    return `${title}: only ${onlyFor.toLowerCase()} records have this field.`;
  return whyFixed(definition);
}
