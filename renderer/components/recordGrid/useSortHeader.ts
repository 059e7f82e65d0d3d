import type { DrawHeaderCallback } from '@glideapps/glide-data-grid';
import { useCallback } from 'react';
import type { RecordColumn } from './gridColumns.ts';
import type { GridQuery } from './recordGridProps.ts';

/** Room for the arrow of the menu, which Glide draws at the right edge. */
const menuWidth = 26;

/** Draws an arrow into the headings of the columns the list is sorted by, and which counts first where there are several. */
export function useSortHeader(columns: readonly RecordColumn[], sort: GridQuery['sort']): DrawHeaderCallback {
  return useCallback<DrawHeaderCallback>(
    ({ ctx, columnIndex, rect, theme, isSelected }, drawContent) => {
      const at = sort.findIndex(({ field }) => field === columns[columnIndex]?.field);
      const key = sort[at];
      if (key === undefined) {
        drawContent();
        return;
      }
      ctx.save();
      ctx.beginPath();
      ctx.rect(rect.x, rect.y, rect.width - menuWidth - 16, rect.height);
      ctx.rect(rect.x + rect.width - menuWidth, rect.y, menuWidth, rect.height);
      ctx.clip();
      drawContent();
      ctx.restore();
      const x = rect.x + rect.width - menuWidth - (sort.length > 1 ? 12 : 6);
      const y = rect.y + rect.height / 2;
      const tip = key.direction === 'ascending' ? -3 : 3;
      ctx.save();
      ctx.fillStyle = isSelected ? theme.textHeaderSelected : theme.textHeader;
      ctx.beginPath();
      ctx.moveTo(x - 4, y - tip);
      ctx.lineTo(x + 4, y - tip);
      ctx.lineTo(x, y + tip);
      ctx.closePath();
      ctx.fill();
      if (sort.length > 1) {
        ctx.font = `10px ${theme.fontFamily}`;
        ctx.textBaseline = 'middle';
        ctx.fillText(String(at + 1), x + 6, y);
      }
      ctx.restore();
    },
    [columns, sort],
  );
}
