import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/**
 * Told of a paste into a box within an element; answers whether it took the text, else the box has it. Listens to
 * the whole page: right after the sheet had the keys, the browser sends the event to the body although a box has
 * them now.
 */
export function usePasteInto(
  element: RefObject<HTMLElement | null>,
  onPaste: (box: HTMLInputElement, text: string) => boolean,
): void {
  const pasteNow = useEffectEvent((event: ClipboardEvent): void => {
    const box = [event.target, document.activeElement].find(
      (one) => one instanceof HTMLInputElement && element.current?.contains(one) === true,
    );
    if (!(box instanceof HTMLInputElement)) return;
    if (onPaste(box, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
  });
  useEffect(() => {
    const pasted = (event: ClipboardEvent): void => pasteNow(event);
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, []);
}
