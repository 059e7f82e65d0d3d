import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Rows beyond the edges that stay in the page, so that scrolling meets rows and not gaps. */
const spare = 8;

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
  const [seen, setSeen] = useState<readonly [number, number]>([0, 40]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const from = Math.floor(element.scrollTop / rowHeight);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight);
      setSeen((before) => (before[0] === from && before[1] === to ? before : [from, to]));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, rowHeight]);

  return {
    from: Math.min(Math.max(0, seen[0] - spare), Math.max(0, total - 1)),
    to: Math.min(total, seen[1] + spare),
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
