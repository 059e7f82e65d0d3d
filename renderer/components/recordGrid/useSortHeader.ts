import type { DrawHeaderCallback } from '@glideapps/glide-data-grid';
import { useCallback } from 'react';
import type { RecordColumn } from './gridColumns.ts';
import type { GridQuery } from './recordGridProps.ts';

/** Draws an arrow into the heading of the column the list is sorted by. */
export function useSortHeader(columns: readonly RecordColumn[], sort: GridQuery['sort']): DrawHeaderCallback {
  return useCallback<DrawHeaderCallback>(
    ({ ctx, columnIndex, rect, theme, isSelected }, drawContent) => {
      const key = sort.find(({ field }) => field === columns[columnIndex]?.field);
      if (key === undefined) {
        drawContent();
        return;
      }
      ctx.save();
      ctx.beginPath();
      ctx.rect(rect.x, rect.y, rect.width - 22, rect.height);
      ctx.clip();
      drawContent();
      ctx.restore();
      const x = rect.x + rect.width - 14;
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
      ctx.restore();
    },
    [columns, sort],
  );
}
