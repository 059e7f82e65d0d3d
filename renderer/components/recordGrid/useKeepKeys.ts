import type { GridSelection } from '@glideapps/glide-data-grid';
import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { isEmpty } from './selection.ts';

/**
 * Glide lets go of the cell that has the keys once nothing is selected, and takes it off the page as soon as other
 * rows are shown; then no key reaches the sheet. The canvas takes them over here. Answers whether that is happening
 * right now: Glide then asks for its first cell to be selected, which nobody chose.
 */
export function useKeepKeys(
  frame: RefObject<HTMLElement | null>,
  selection: GridSelection,
): RefObject<boolean> {
  const takingOver = useRef(false);
  const empty = isEmpty(selection);
  useLayoutEffect(() => {
    const sheet = frame.current;
    const cell = document.activeElement;
    if (!empty || sheet === null || !(cell instanceof HTMLTableCellElement) || !sheet.contains(cell)) return;
    takingOver.current = true;
    cell.closest('canvas')?.focus({ preventScroll: true });
    takingOver.current = false;
  }, [empty, frame]);
  return takingOver;
}
