import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Gives the keyboard to what `selector` finds; `meanwhile` has it until that is drawn. */
type Focus = (selector: string, meanwhile?: string) => void;

/**
 * Gives the keyboard to something in a box: at once where it is drawn already, else as soon as it is drawn, if the
 * keyboard has not gone elsewhere until then. Never a frame later: the keys that follow, which may have been
 * pressed already, belong to what is in focus then.
 */
export function useFocusWhenDrawn(box: RefObject<HTMLElement | null>): Focus {
  const wanted = useRef<string | null>(null);
  const give = useEffectEvent((): void => {
    const element = box.current;
    if (element === null || wanted.current === null) return;
    const { activeElement, body } = document;
    if (activeElement !== body && !element.contains(activeElement)) wanted.current = null;
    else if (focusIn(element, wanted.current)) wanted.current = null;
  });
  useLayoutEffect(() => give());
  return (selector, meanwhile) => {
    const element = box.current;
    if (element === null || focusIn(element, selector)) {
      wanted.current = null;
      return;
    }
    wanted.current = selector;
    if (meanwhile !== undefined)
      element.querySelector<HTMLElement>(meanwhile)?.focus({ preventScroll: true });
  };
}

function focusIn(box: HTMLElement, selector: string): boolean {
  const found = box.querySelector<HTMLElement>(selector);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return found !== null;
}
