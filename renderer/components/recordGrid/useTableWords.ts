import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { RecordColumn } from './gridColumns.ts';
import type { GridQuery } from './recordGridProps.ts';

/**
 * Names the table Glide keeps for assistive technology inside its canvas, and says how it is sorted:
 * Glide has no properties for either.
 */
export function useTableWords(
  frame: RefObject<HTMLElement | null>,
  label: string,
  columns: readonly RecordColumn[],
  sort: GridQuery['sort'],
): void {
  useEffect(() => {
    const canvas = frame.current?.querySelector('canvas');
    if (canvas === null || canvas === undefined) return undefined;
    const name = (): void => {
      const table = canvas.querySelector('table');
      if (table === null) return;
      table.setAttribute('aria-label', label);
      for (const heading of table.querySelectorAll('th')) {
        const column = columns.find(({ title }) => title === heading.textContent);
        const direction = sort.find(({ field }) => field === column?.field)?.direction;
        if (direction === undefined) heading.removeAttribute('aria-sort');
        else heading.setAttribute('aria-sort', direction);
      }
    };
    name();
    const observer = new MutationObserver(name);
    observer.observe(canvas, { childList: true });
    // Glide builds its table a moment after the cells it describes.
    const timer = setTimeout(name, 300);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [frame, label, columns, sort]);
}
