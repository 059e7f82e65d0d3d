import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * The keys are with a cell of Glide's table for assistive technology, which Glide takes off the page when other rows
 * are shown, after a search or a new order and some moments after the cursor has gone on; then no key reaches the
 * sheet. The canvas takes them over here. Answers whether that is happening right now: where nothing is selected
 * Glide then asks for its first cell, which nobody chose.
 */
export function useKeepKeys(frame: RefObject<HTMLElement | null>): RefObject<boolean> {
  const takingOver = useRef(false);
  useEffect(() => {
    const sheet = frame.current;
    if (sheet === null) return undefined;
    let holder: HTMLTableCellElement | null = null;
    let canvas: HTMLCanvasElement | null = null;

    const given = ({ target }: FocusEvent): void => {
      holder = target instanceof HTMLTableCellElement ? target : null;
      canvas = holder?.closest('canvas') ?? null;
    };
    const left = (): void =>
      queueMicrotask(() => {
        // Somebody gave the keys to something else, and the cell is still there.
        if (holder?.isConnected === true && document.activeElement !== holder) holder = null;
      });
    const changed = new MutationObserver(() => {
      if (holder === null || holder.isConnected) return;
      holder = null;
      if (document.activeElement !== document.body) return;
      takingOver.current = true;
      canvas?.focus({ preventScroll: true });
      takingOver.current = false;
    });

    sheet.addEventListener('focusin', given);
    sheet.addEventListener('focusout', left);
    changed.observe(sheet, { childList: true, subtree: true });
    return () => {
      sheet.removeEventListener('focusin', given);
      sheet.removeEventListener('focusout', left);
      changed.disconnect();
    };
  }, [frame]);
  return takingOver;
}
