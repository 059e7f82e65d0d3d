import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** How far apart two clicks on one thing may be, in pixels, as systems have it. */
const near = 4;

/**
 * Whether the pointer was let go at one place twice running. Glide takes a click for the second of two when anything
 * in the window was clicked shortly before, a button of the toolbar too; only what was clicked twice is double-clicked.
 */
export function useSamePlace(): RefObject<boolean> {
  const same = useRef(false);
  useEffect(() => {
    let last: PointerEvent | null = null;
    const released = (event: PointerEvent): void => {
      const apart = (axis: 'clientX' | 'clientY'): number => Math.abs(event[axis] - (last?.[axis] ?? 0));
      same.current = last?.target === event.target && apart('clientX') <= near && apart('clientY') <= near;
      last = event;
    };
    // Before Glide hears of it.
    window.addEventListener('pointerup', released, true);
    return () => window.removeEventListener('pointerup', released, true);
  }, []);
  return same;
}
