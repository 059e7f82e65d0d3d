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
    const sheet = frame.current;
    if (sheet === null) return undefined;
    const name = (): void => {
      const table = sheet.querySelector('canvas table');
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
    // Glide builds its table a moment after the cells it describes, and again whenever it likes.
    observer.observe(sheet, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [frame, label, columns, sort]);
}
