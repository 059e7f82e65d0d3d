import { useCallback, useEffect } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import type { Screen } from '../../state/navigation.ts';

/** Leads one level up: for Backspace in the list, and for Alt+Left anywhere on the screen. */
export function useLevelUp(parentScreen: Extract<Screen, { name: 'carriers' | 'producers' }>): () => void {
  const key = JSON.stringify(parentScreen);
  const up = useCallback(() => {
    const parent: Screen = JSON.parse(key);
    useNavigation.getState().go(parent);
  }, [key]);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.altKey || event.key !== 'ArrowLeft') return;
      // Up, not back: the frame's own meaning of the key is for the other screens.
      event.preventDefault();
      up();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [up]);

  return up;
}
