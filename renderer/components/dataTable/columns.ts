import type { CollectionName } from '../../../domain/fields.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { counted, formatDay } from '../../state/format.ts';

/** A column of a table. */
export interface TableColumn {
  readonly field: string;
  readonly label: string;
  readonly width?: string;
  readonly align?: 'right';
  /** Left out while no row has a value: vendors do not send every field everywhere. */
  readonly optional?: boolean;
  /** How the engine's text is shortened for the cell; the whole text stays its tooltip. */
  readonly shorten?: (text: string, now: number) => string;
}

/** A column that is shown, and where its text stands in a row's cells. */
export interface ShownColumn extends TableColumn {
  readonly position: number;
}

/** The columns worth showing for these rows. */
export function shownColumns(
  columns: readonly TableColumn[],
  rows: ReadonlyMap<number, Pick<GridRow, 'cells'>>,
): readonly ShownColumn[] {
  const placed = columns.map((each, position) => ({ ...each, position }));
  return placed.filter(
    ({ optional, position }) =>
      optional !== true || [...rows.values()].some(({ cells }) => (cells[position] ?? '') !== ''),
  );
}

/** What a column without a width of its own needs at least to be read, in pixels. */
const readable = 150;

/**
 * The width below which a table scrolls instead of giving its columns none: what their pixels come to, and
 * something to read for each of the others.
 */
export function narrowest(columns: readonly Pick<TableColumn, 'width'>[]): number {
  return columns.reduce(
    (sum, { width = '' }) => sum + (width.endsWith('px') ? Number.parseInt(width, 10) : readable),
    0,
  );
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

/** An instant as the reader's own day, or time when it is today; any other text unchanged. */
export function shortenInstant(text: string, now: number): string {
  const at = Date.parse(text);
  return /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(at) ? formatDay(at, now) : text;
}
