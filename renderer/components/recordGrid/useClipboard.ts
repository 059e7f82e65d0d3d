import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/** What a grid does with the clipboard. */
export interface ClipboardActions {
  /** Text that is at hand, or null after starting to read it. */
  readonly copy: () => string | null;
  readonly paste: (text: string) => void;
}

/**
 * Copy and paste events inside an element. Native listeners, because the editors' own events reach the
 * grid through React's tree although they happen elsewhere in the page.
 */
export function useClipboard(element: RefObject<HTMLElement | null>, actions: ClipboardActions): void {
  const copyNow = useEffectEvent(actions.copy);
  const pasteNow = useEffectEvent(actions.paste);
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const copy = (event: ClipboardEvent): void => {
      const text = copyNow();
      event.preventDefault();
      if (text !== null) event.clipboardData?.setData('text/plain', text);
    };
    const paste = (event: ClipboardEvent): void => {
      event.preventDefault();
      // Plain text only: a spreadsheet's HTML holds what was displayed, rounded or as ####.
      pasteNow(event.clipboardData?.getData('text/plain') ?? '');
    };
    target.addEventListener('copy', copy);
    target.addEventListener('paste', paste);
    return () => {
      target.removeEventListener('copy', copy);
      target.removeEventListener('paste', paste);
    };
  }, [element]);
}
