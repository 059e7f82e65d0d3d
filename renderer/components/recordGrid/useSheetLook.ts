import type { DataEditorProps } from '@glideapps/glide-data-grid';
import { useMemo } from 'react';
import { recordCellRenderer, renderersWithRowSigns } from './recordCell.ts';
import type { RecordGridProps } from './recordGridProps.ts';
import type { OpenSheet } from './useOpenSheet.ts';
import { useSortHeader } from './useSortHeader.ts';

const rowHeights = { normal: 28, compact: 22 } as const;

/** What is the same in every sheet. */
const always = {
  width: '100%',
  height: '100%',
  headerHeight: 30,
  minColumnWidth: 60,
  maxColumnWidth: 700,
  smoothScrollX: true,
  smoothScrollY: true,
  rowMarkers: { kind: 'both', width: 68, checkboxStyle: 'square' },
  columnSelect: 'none',
  rangeSelect: 'multi-rect',
  rowSelect: 'multi',
  cellActivationBehavior: 'double-click',
  /** Copy, cut and paste are ours; so is filling, which Glide would do cell by cell. */
  keybindings: {
    copy: false,
    cut: false,
    paste: false,
    downFill: false,
    rightFill: false,
    search: false,
    // As in a spreadsheet, on every system.
    delete: 'Delete|Backspace',
    activateCell: ' |Enter|shift+Enter|F2',
  },
} as const satisfies Partial<DataEditorProps>;

type SheetLook = Partial<DataEditorProps> & Pick<DataEditorProps, 'columns'>;

/** How a sheet is laid out and drawn, as Glide wants it: the same objects for as long as it looks the same. */
export function useSheetLook(
  { columns, source, palette }: OpenSheet,
  { query, frozen = 1, density = 'normal' }: RecordGridProps,
): SheetLook {
  const renderers = useMemo(
    () => renderersWithRowSigns((position) => source.row(position), palette),
    [source, palette],
  );
  const customRenderers = useMemo(() => [recordCellRenderer], []);
  const glideColumns = useMemo(
    () => columns.map(({ field, title, width }) => ({ id: field, title, width, hasMenu: true })),
    [columns],
  );
  const drawHeader = useSortHeader(columns, query.sort);
  return {
    ...always,
    columns: glideColumns,
    rowHeight: rowHeights[density],
    freezeColumns: frozen,
    theme: palette.theme,
    renderers,
    customRenderers,
    drawHeader,
  };
}
