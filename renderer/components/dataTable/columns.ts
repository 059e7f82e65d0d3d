import type { CollectionName } from '../../../domain/fields.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { counted, formatMoment } from '../../state/format.ts';

export interface TableColumn {
  readonly field: string;
  readonly label: string;
  readonly width?: string;
  readonly align?: 'right';
  /** How the engine's text is shortened for the cell; the whole text stays its tooltip. */
  readonly shorten?: (text: string, now: number) => string;
}

/** A column with the field's own heading, and decimals to the right. */
export function column(
  collection: CollectionName,
  field: string,
  options: Partial<Omit<TableColumn, 'field'>> = {},
): TableColumn {
  const definition = fieldOf(collection, field);
  return {
    field,
    label: definition?.label ?? field,
    ...(definition?.kind.type === 'decimal' ? { align: 'right' as const } : {}),
    ...options,
  };
}

/** `12 states`, or the codes themselves while they are few. */
export function shortenStates(text: string): string {
  const codes = text.split(/,\s*/).filter((code) => code !== '');
  return codes.length <= 4 ? text : counted(codes.length, 'state');
}

/** An instant as the reader's own date and time; any other text unchanged. */
export function shortenInstant(text: string, now: number): string {
  const at = Date.parse(text);
  return /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(at) ? formatMoment(at, now) : text;
}
