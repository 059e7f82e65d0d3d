import type { RefObject } from 'react';
import { spareRows, useSeenRows } from '../../components/pagedList/useSeenRows.ts';

interface RowWindow {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
  /** Scrolls so far that the row is in the window. */
  readonly reveal: (row: number) => void;
}

/** Which rows of a long table are near enough to the box they scroll in to be drawn. */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  rowHeight: number,
  total: number,
): RowWindow {
  const [from, to] = useSeenRows(box, rowHeight);
  return {
    from: Math.min(Math.max(0, from - spareRows), Math.max(0, total - 1)),
    to: Math.min(total, to + spareRows),
    reveal(row) {
      const element = box.current;
      if (element === null) return;
      // The headings stay over the first row's worth of the box.
      const top = row * rowHeight;
      const bottom = top + 2 * rowHeight;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (bottom > element.scrollTop + element.clientHeight)
        element.scrollTo({ top: bottom - element.clientHeight });
    },
  };
}
