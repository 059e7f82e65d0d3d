import type { DataEditorProps } from '@glideapps/glide-data-grid';
import type { HeaderPlace, RecordGridProps } from './recordGridProps.ts';
import type { OpenSheet } from './useOpenSheet.ts';

/** Asks for the menu of a heading, which stands where the heading does when nothing says otherwise. */
export function openHeadingMenu(
  { columns, editor }: OpenSheet,
  onHeaderMenu: RecordGridProps['onHeaderMenu'],
  index: number,
  place?: HeaderPlace,
): void {
  const column = columns[index];
  // Row -1 is the heading.
  const box = place ?? editor.current?.getBounds(index, -1);
  if (column !== undefined && box !== undefined) onHeaderMenu(column.field, box);
}

type HeadingEvents = Pick<
  DataEditorProps,
  | 'onHeaderClicked'
  | 'onHeaderMenuClick'
  | 'onHeaderContextMenu'
  | 'onColumnResize'
  | 'onColumnMoved'
  | 'onColumnProposeMove'
>;

/** What a sheet does where its headings are clicked, drawn wider and moved. */
export function headingEvents(
  sheet: OpenSheet,
  { frozen = 1, onSort, onHeaderMenu, onResize, onMove }: RecordGridProps,
): HeadingEvents {
  const { columns } = sheet;
  return {
    onHeaderClicked(index, event) {
      const column = columns[index];
      if (column !== undefined) onSort(column.field, event.shiftKey);
    },
    onHeaderMenuClick: (index, bounds) => openHeadingMenu(sheet, onHeaderMenu, index, bounds),
    onHeaderContextMenu(index, event) {
      event.preventDefault();
      openHeadingMenu(sheet, onHeaderMenu, index);
    },
    onColumnResize(_column, width, index) {
      const column = columns[index];
      if (column !== undefined) onResize(column.field, Math.round(width));
    },
    onColumnMoved: onMove,
    onColumnProposeMove: (from, to) => from >= frozen && to >= frozen,
  };
}
