import type { Theme } from '@glideapps/glide-data-grid';
import type { GridRow } from '../../../domain/view.ts';
import type { RecordColumn } from './gridColumns.ts';

const narrowest = 60;
const widest = 700;
/** Around a cell's text, and for the menu and the sort arrow of a heading. */
const cellPadding = 22;
const headerPadding = 58;

/** The width that shows a column's heading and every cell that is in memory, within the limits of a column. */
export function fittingWidth(
  columns: readonly RecordColumn[],
  fields: readonly string[],
  field: string,
  rows: Iterable<GridRow>,
  theme: Partial<Theme>,
): number {
  const context = document.createElement('canvas').getContext('2d');
  const title = columns.find((column) => column.field === field)?.title ?? '';
  const place = fields.indexOf(field);
  if (context === null) return narrowest;
  context.font = `${theme.headerFontStyle ?? '600 13px'} ${theme.fontFamily ?? 'sans-serif'}`;
  let width = context.measureText(title).width + headerPadding;
  context.font = `${theme.baseFontStyle ?? '13px'} ${theme.fontFamily ?? 'sans-serif'}`;
  for (const { cells } of rows) {
    const text = cells[place];
    if (text !== undefined && text !== '')
      width = Math.max(width, context.measureText(text).width + cellPadding);
  }
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}
