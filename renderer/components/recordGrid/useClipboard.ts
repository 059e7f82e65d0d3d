import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';

/** What a grid does with the clipboard. */
export interface ClipboardActions {
  /** Text that is at hand, or null after starting to read it. */
  readonly copy: () => string | null;
  /** The same, and the cells are emptied; null where they could not be copied at once, and nothing was emptied. */
  readonly cut: () => string | null;
  readonly paste: (text: string) => void;
}

/**
 * Copy, cut and paste while the focus is inside an element. Listens to the whole page: a canvas holds no text
 * selection, so the browser sends these events to the body however deep the focus is.
 */
export function useClipboard(element: RefObject<HTMLElement | null>, actions: ClipboardActions): void {
  const copyNow = useEffectEvent(actions.copy);
  const cutNow = useEffectEvent(actions.cut);
  const pasteNow = useEffectEvent(actions.paste);
  useEffect(() => {
    const isOurs = (): boolean => element.current?.contains(document.activeElement) === true;
    const take = (event: ClipboardEvent, taken: () => string | null): void => {
      if (!isOurs() || event.defaultPrevented) return;
      const text = taken();
      event.preventDefault();
      if (text !== null) event.clipboardData?.setData('text/plain', text);
    };
    const copy = (event: ClipboardEvent): void => take(event, () => copyNow());
    const cut = (event: ClipboardEvent): void => take(event, () => cutNow());
    // Nothing is selected that the browser could cut: it asks first whether there is.
    const mayCut = (event: Event): void => {
      if (isOurs()) event.preventDefault();
    };
    const paste = (event: ClipboardEvent): void => {
      if (!isOurs() || event.defaultPrevented) return;
      event.preventDefault();
      // Plain text only: a spreadsheet's HTML holds what was displayed, rounded or as ####.
      pasteNow(event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('copy', copy);
    document.addEventListener('beforecut', mayCut);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('beforecut', mayCut);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', paste);
    };
  }, [element]);
}
