import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Rows beyond the edges that stay in the page, so that scrolling meets rows and not gaps. */
export const spareRows = 8;

/** The first row in sight of a box that scrolls over rows of one height (in pixels), and the one behind the last. */
export type SeenRows = readonly [from: number, to: number];

/** Which rows are in sight, as the box is scrolled and gets another size. */
export function useSeenRows(box: RefObject<HTMLElement | null>, rowHeight: number): SeenRows {
  // Until it is measured, as many as a large window shows.
  const [seen, setSeen] = useState<SeenRows>([0, 40]);

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

  return seen;
}
