import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/** What a grid does with the clipboard. */
export interface ClipboardActions {
  /** Text that is at hand, or null after starting to read it. */
  readonly copy: () => string | null;
  readonly paste: (text: string) => void;
}

/**
 * Copy and paste while the focus is inside an element. Listens to the whole page: a canvas holds no text
 * selection, so the browser sends these events to the body however deep the focus is.
 */
export function useClipboard(element: RefObject<HTMLElement | null>, actions: ClipboardActions): void {
  const copyNow = useEffectEvent(actions.copy);
  const pasteNow = useEffectEvent(actions.paste);
  useEffect(() => {
    const isOurs = (): boolean => element.current?.contains(document.activeElement) === true;
    const copy = (event: ClipboardEvent): void => {
      if (!isOurs() || event.defaultPrevented) return;
      const text = copyNow();
      event.preventDefault();
      if (text !== null) event.clipboardData?.setData('text/plain', text);
    };
    const paste = (event: ClipboardEvent): void => {
      if (!isOurs() || event.defaultPrevented) return;
      event.preventDefault();
      // Plain text only: a spreadsheet's HTML holds what was displayed, rounded or as ####.
      pasteNow(event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('copy', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('paste', paste);
    };
  }, [element]);
}
