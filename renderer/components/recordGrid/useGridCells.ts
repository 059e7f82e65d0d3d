import { GridCellKind } from '@glideapps/glide-data-grid';
import type { GridCell, Item } from '@glideapps/glide-data-grid';
import { useCallback } from 'react';
import type { CellOverlay } from './cellOverlay.ts';
import { isOpenCell, typeField } from './gridColumns.ts';
import type { RecordColumn } from './gridColumns.ts';
import { changeStateAt } from './gridPalette.ts';
import type { GridPalette } from './gridPalette.ts';
import type { GridSource } from './gridSource.ts';
import { makeRecordCell } from './recordCell.ts';

const loading: GridCell = {
  kind: GridCellKind.Loading,
  allowOverlay: false,
  skeletonWidth: 70,
  skeletonWidthVariability: 50,
  skeletonHeight: 10,
};

interface CellsOf {
  readonly source: GridSource;
  /** Fields in the order of the rows' cells. */
  readonly fields: readonly string[];
  readonly columns: readonly RecordColumn[];
  readonly overlay: CellOverlay;
  readonly palette: GridPalette;
  /** A new function per version is how Glide learns that cells changed. Never empty. */
  readonly version: string;
}

/** What stands in each cell. */
export function useGridCells({
  source,
  fields,
  columns,
  overlay,
  palette,
  version,
}: CellsOf): (item: Item) => GridCell {
  return useCallback(
    ([index, position]: Item): GridCell => {
      const column = columns[index];
      const row = version === '' ? undefined : source.row(position);
      if (column === undefined || row === undefined) return loading;
      const place = fields.indexOf(column.field);
      const { onlyFor } = column;
      return makeRecordCell({
        row,
        column,
        editable:
          isOpenCell(column, row.id) &&
          (onlyFor === undefined || row.cells[fields.indexOf(typeField)] === onlyFor),
        text: row.cells[place] ?? '',
        mark: changeStateAt(row.marks[place]),
        overlaid: overlay.get(row.id, column.field),
        palette,
      });
    },
    [source, fields, columns, overlay, palette, version],
  );
}
